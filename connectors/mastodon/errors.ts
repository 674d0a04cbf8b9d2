import type { Outcome } from '#core/lib/platform/connector.ts'
import { type HttpAnswer, parseAnswer, unansweredWrite } from '../http.ts'
import { STILL_WORKING, WAIT_WITHOUT_WORD_MS } from './unverified.ts'
import { wireFailure } from './wire/answers.ts'

type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>
type Usage = NonNullable<Outcome['usage']>[number]

/** Advice by the wording of a refusal, which servers may translate. The first row that matches applies. */
const ADVICE: readonly [words: RegExp, advice: string][] = [
  [/character limit|too long/i, 'Shorten the text.'],
  [/can.t be blank/i, 'Write a text, or add a picture.'],
  [/content type|file/i, 'Save the file in another format and choose it again.'],
  [/more than|attach|media/i, 'Choose fewer files: up to four pictures, or one video.'],
  [/not found/i, 'It may have been deleted there.'],
]
const NO_ADVICE = 'Correct it before sending again.'

/**
 * Returns the outcome of a write that did not succeed. A server's own error is unknown: the post may have been made before it, so it is
 * looked for, and then sent again under the same key.
 */
export function failedWrite(answer: HttpAnswer, now: Date): Outcome {
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  const { status, headers } = answer
  if (status === 429) return { kind: 'limited', until: waitUntil(headers, now), scope: 'account' }
  const failure = status >= 400 ? parseAnswer(wireFailure, answer) : null
  if (!failure || status >= 500)
    return {
      kind: 'unknown',
      reason: `The server answered ${status}, which does not tell what became of it.`,
    }
  const words = failure.error_description ?? failure.error
  const reason = `Mastodon ${status}: ${words}`
  if (status === 401) return { kind: 'reauth', reason: 'The server does not take the token any more.' }
  if (status === 403) return { kind: 'reauth', reason }
  if (status === 422 && STILL_WORKING.test(words)) return { kind: 'retry', reason }
  return {
    kind: 'rejected',
    code: String(status),
    reason,
    advice: ADVICE.find(([said]) => said.test(words))?.[1] ?? NO_ADVICE,
  }
}

/** Returns the refusal of a call that is safe to repeat: it changes nothing that anybody sees. */
export function failedHarmlessly(answer: HttpAnswer, now: Date): Refusal {
  const outcome = failedWrite(answer, now)
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'The server could not do it.' }
}

/** Reads the time (ISO 8601) at which calls are taken again: a second later, in case the clocks differ. */
function waitUntil(headers: Headers, now: Date): Date {
  const reset = Date.parse(headers.get('x-ratelimit-reset') ?? '')
  return new Date(reset > now.getTime() ? reset + 1000 : now.getTime() + WAIT_WITHOUT_WORD_MS)
}

/** Reads from an answer's headers how far the limit that is nearest to its end is used. Ignores headers that are malformed. */
export function usageOf(headers: Headers): Usage[] {
  const number = (name: string) => Number.parseInt(headers.get(`x-ratelimit-${name}`) ?? '', 10)
  const [limit, remaining] = [number('limit'), number('remaining')]
  const reset = Date.parse(headers.get('x-ratelimit-reset') ?? '')
  if (!(limit > 0) || !(remaining >= 0)) return []
  const report: Usage = {
    scope: 'account',
    name: 'requests_usage',
    usedPercent: (100 * (limit - remaining)) / limit,
  }
  return [remaining === 0 && reset > 0 ? { ...report, blockedUntil: new Date(reset) } : report]
}
