import { detectLanguage } from '#core/knowledge/rules/language.ts'
import { disclosed, handoffNotice, optedOutNotice } from '../notices.ts'
import type { Verdict } from '../rules/decisions.ts'
import { opensNext } from '../rules/opening-hours.ts'
import type { OpeningHours } from '../schemas/opening-hours.ts'
import type { RespondOutput } from '../schemas.ts'

/**
 * Returns the text to send: the reply, with a disclosure if the contact has not had one; or, to a contact who has just opted out and
 * not taken it back, the confirmation. In `log` and `suggest` mode the answer stays in the decision, for a person to use.
 */
export function answerTo({
  verdict,
  proposed,
  conversation,
  settings,
  burst,
}: {
  verdict: Verdict
  proposed: RespondOutput | null
  conversation: {
    disclosedAt: Date | null
    optedOutAt: Date | null
    /** True if the platform takes free text now. */
    open: boolean
  }
  settings: { disclosure: string; workspaceName: string }
  burst: readonly { text: string | null; sentAt: Date }[]
}): { text: string; answerFrom: number | null } | null {
  const language = detectLanguage(burst.map((message) => message.text ?? '').join('\n'))
  const { optedOutAt, disclosedAt, open } = conversation
  if (verdict.matchedRule === 'opt_out') {
    const first = burst[0]?.sentAt
    if (optedOutAt === null || !open) return null
    const told = first !== undefined && optedOutAt < first
    return told ? null : { text: optedOutNotice(language), answerFrom: null }
  }
  if (verdict.decision !== 'respond' || !proposed?.reply || optedOutAt) return null
  if (disclosedAt) return { text: proposed.reply, answerFrom: null }
  const about = { words: settings.disclosure, workspace: settings.workspaceName, language }
  return disclosed(proposed.reply, about)
}

/**
 * Returns the notice that a person will answer; null if it is switched off, the contact has opted out, or the window has
 * closed.
 */
export function handoffTo({
  conversation: { optedOutAt, open },
  settings,
  burst,
  now,
}: {
  conversation: { optedOutAt: Date | null; open: boolean }
  settings: {
    workspaceName: string
    handoffTold: boolean
    handoffWords: string
    handoffWordsClosed: string
    openingHours: OpeningHours | null
  }
  burst: readonly { text: string | null }[]
  now: Date
}): string | null {
  if (!settings.handoffTold || optedOutAt || !open) return null
  return handoffNotice({
    words: settings.handoffWords,
    wordsClosed: settings.handoffWordsClosed,
    workspace: settings.workspaceName,
    language: detectLanguage(burst.map((message) => message.text ?? '').join('\n')),
    opens: opensNext(settings.openingHours, now),
  })
}
