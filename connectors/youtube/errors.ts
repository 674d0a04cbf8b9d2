import type { Outcome } from '#core/lib/platform/connector.ts'
import { windowAt } from '#core/lib/platform/quota-counter.ts'
import { type HttpAnswer, parseAnswer, unansweredWrite } from '../http.ts'
import { DAY } from './rules.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'
import { wireProblem } from './wire/answers.ts'

export type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

const DAY_MS = 24 * 3_600_000
const DAY_IS_USED = ['quotaExceeded', 'dailyLimitExceeded']
const TOO_FAST = ['rateLimitExceeded', 'userRateLimitExceeded']
const NO_TOKEN = ['authError', 'authorizationRequired', 'unauthorized', 'insufficientPermissions']

/** Advice by the reason of a refusal. The first row that matches applies. */
const ADVICE: readonly [reason: RegExp, advice: string][] = [
  [/youtubeSignupRequired/, 'Make a channel at youtube.com as this person, then connect it anew.'],
  [/channel(Closed|Suspended)|ineligibleAccount/, 'Open YouTube as this channel, and follow what it asks.'],
  [/invalid(Title|Description|VideoMetadata)/, 'Change the text: its first line is the title.'],
  [/commentsDisabled/, 'Comments are switched off under this video: allow them in YouTube Studio.'],
  [/commentTextTooLong/, 'Shorten the text.'],
  [/NotFound$/, 'It may have been deleted there.'],
  [/forbidden|ineligible/i, 'Open YouTube as this channel, and look whether it may do this.'],
]

/**
 * Returns the outcome of a write that did not succeed. A server's own error is unknown, whatever its words. `bucket`: uploads have a day's limit of
 * their own, which says nothing of other calls.
 */
export function failedWrite(answer: HttpAnswer, now: Date, bucket: 'units' | 'uploads' = 'units'): Outcome {
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  const { status } = answer
  const error = status >= 400 ? parseAnswer(wireProblem, answer)?.error : undefined
  if (!error || status >= 500)
    return { kind: 'unknown', reason: `YouTube answered ${status}, which does not tell what became of it.` }
  const code = error.errors[0]?.reason ?? error.status ?? String(error.code)
  const reason = `YouTube says: “${error.message.slice(0, 300).replace(/[.\s]+$/, '')}” (${code}).`
  if (DAY_IS_USED.includes(code))
    return {
      kind: 'limited',
      until: new Date(windowAt(DAY, now.getTime()).ends),
      scope: bucket === 'units' ? 'credential' : 'action',
    }
  // The channel's own limit of a day, which its window of 24 hours gives back little by little.
  if (code === 'uploadLimitExceeded')
    return { kind: 'limited', until: new Date(now.getTime() + DAY_MS), scope: 'action' }
  if (TOO_FAST.includes(code) || status === 429)
    return { kind: 'limited', until: new Date(now.getTime() + WAIT_WITHOUT_WORD_MS), scope: 'account' }
  if (status === 409 || code === 'processingFailure') return { kind: 'retry', reason }
  const advice = ADVICE.find(([means]) => means.test(code))?.[1]
  if (NO_TOKEN.includes(code) || (status === 401 && advice === undefined)) return { kind: 'reauth', reason }
  return { kind: 'rejected', code, reason, advice: advice ?? 'Correct it, and try again.' }
}

/** Returns the refusal of a call that is safe to repeat: it changes nothing that anybody sees. */
export function failedHarmlessly(answer: HttpAnswer, now: Date, bucket?: 'units' | 'uploads'): Refusal {
  const outcome = failedWrite(answer, now, bucket)
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'YouTube could not do it.' }
}
