import { detectLanguage } from '#core/knowledge/rules/language.ts'
import { disclosed, handoffNotice, optedOutNotice } from '../notices.ts'
import { opensNext } from '../rules/opening-hours.ts'
import type { Verdict } from '../rules.ts'
import type { OpeningHours } from '../schemas/opening-hours.ts'
import type { RespondOutput } from '../schemas.ts'

/**
 * What is sent: the reply, which says once that a machine writes; or, to a contact who has just said STOP and has not taken it back,
 * that they are heard. In `log` and `suggest` mode the answer stays in the decision, for a person to use.
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
    /** The platform takes free text. */
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

/** What a contact who is passed to a person is told of it; null for who wants no automatic messages, and where none may be sent. */
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
