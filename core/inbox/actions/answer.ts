import { detectLanguage } from '#core/knowledge/rules/language.ts'
import { isAutomatic } from '#core/lib/platform/intent.ts'
import { awayNotice, disclosed, handoffClosedNotice, handoffNotice, optedOutNotice } from '../notices.ts'
import type { Verdict } from '../rules/decisions.ts'
import type { Closed } from '../rules/opening-hours.ts'
import type { MachineNotice, RespondOutput } from '../schemas.ts'

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

interface Passed {
  verdict: Verdict
  conversation: {
    optedOutAt: Date | null
    /** True if the platform takes free text now. */
    open: boolean
  }
  settings: {
    workspaceName: string
    handoffTold: boolean
    handoffWords: string
    handoffWordsClosed: string
    awayWords: string
  }
  burst: readonly { text: string | null }[]
  /** The closed time that it is decided in; null while people answer. */
  closed: Closed | null
  now: Date
}

/**
 * Returns what a contact is told whose message goes to a person: that nobody is there, if business hours decided; else that a person will
 * answer, if the workspace says so. Null if there is nothing to say: the contact has opted out, is a machine itself, or its window has
 * closed.
 */
export function passedNotice({
  verdict,
  conversation: { optedOutAt, open },
  settings,
  burst,
  closed,
  now,
}: Passed): { text: string; notice: MachineNotice } | null {
  if (verdict.decision !== 'escalate' || optedOutAt || !open) return null
  const texts = burst.map((message) => message.text ?? '')
  const about = { workspace: settings.workspaceName, language: detectLanguage(texts.join('\n')) }
  if (verdict.matchedRule === 'outside_hours' && closed)
    return texts.some(isAutomatic)
      ? null
      : { text: awayNotice({ ...about, words: settings.awayWords, closed, now }), notice: 'away' }
  if (!settings.handoffTold) return null
  const text = closed
    ? handoffClosedNotice({ ...about, words: settings.handoffWordsClosed, closed, now })
    : handoffNotice({ ...about, words: settings.handoffWords })
  return { text, notice: 'handoff' }
}
