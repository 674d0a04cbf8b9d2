import type { Outcome } from '#core/lib/platform/connector.ts'
import { type HttpAnswer, parseAnswer, unansweredWrite } from '../http.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'
import { type WireFailure, wireFailure } from './wire/answers.ts'

type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

/** Errors that end a session or an account's use, in plain words. A session that has only run out is renewed and the call repeated. */
const SESSION: Readonly<Record<string, string>> = {
  ExpiredToken: 'The session on Bluesky has run out.',
  InvalidToken: 'Bluesky does not take the stored session.',
  AuthMissing: 'Bluesky does not take the stored session.',
  AuthenticationRequired: 'Bluesky does not take this handle with this app password.',
  AuthFactorTokenRequired:
    'Bluesky asks for a code by e-mail: this is the main password. Make an app password and use that.',
  AccountTakedown: 'Bluesky has taken the account down.',
  AccountDeactivated: 'The account is deactivated on Bluesky.',
}
const REVOKED = 'The session was ended on Bluesky: make a new app password.'

/** Advice by the name of the error and by its wording, which may change. The first row that matches applies. */
const ADVICE: readonly [error: string, words: RegExp, advice: string][] = [
  ['InvalidRequest', /grapheme|too big \(maximum 300|maxGraphemes/i, 'Shorten the text.'],
  ['InvalidRequest', /record\.text/i, 'Shorten the text.'],
  ['InvalidRequest', /blob too big/i, 'Make the picture smaller than 2 MB.'],
  ['InvalidRequest', /mime|image/i, 'Save the picture as JPEG or PNG and choose it again.'],
  ['BlobNotFound', /./, 'Choose the pictures again.'],
  ['PayloadTooLarge', /./, 'Make the picture smaller than 2 MB.'],
  ['BlockedActor', /./, 'The account and the other one have blocked each other.'],
]
const NO_ADVICE = 'Correct it before sending again.'

export const failureOf = (answer: HttpAnswer): WireFailure | null =>
  answer.kind === 'answer' && answer.status >= 400 ? parseAnswer(wireFailure, answer) : null

/**
 * Returns the outcome of a write that did not succeed. A server's own error is unknown: Bluesky answers 500 also for good, so the
 * record is looked for before the same bytes are sent again.
 */
export function failedWrite(answer: HttpAnswer, now: Date): Outcome {
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  const { status, headers } = answer
  const failure = failureOf(answer)
  if (!failure || status >= 500)
    return { kind: 'unknown', reason: `Bluesky answered ${status}, which does not tell what became of it.` }
  const { error, message = '' } = failure
  if (status === 429 || error === 'RateLimitExceeded')
    return { kind: 'limited', until: waitUntil(headers, now), scope: 'account' }
  const ended = SESSION[error]
  if (ended !== undefined)
    return { kind: 'reauth', reason: error === 'ExpiredToken' && /revoked/i.test(message) ? REVOKED : ended }
  if (status === 401) return { kind: 'reauth', reason: 'Bluesky does not take the stored session.' }
  return {
    kind: 'rejected',
    code: error,
    reason: `Bluesky ${status}: ${message || error}`,
    advice: ADVICE.find(([of, words]) => of === error && words.test(message || error))?.[2] ?? NO_ADVICE,
  }
}

/** Returns when calls are taken again: a second more than asked, in case the clocks differ. */
function waitUntil(headers: Headers, now: Date): Date {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  if (seconds >= 0) return new Date(now.getTime() + (seconds + 1) * 1000)
  const reset = Number(headers.get('ratelimit-reset') ?? Number.NaN) * 1000
  return new Date(reset > now.getTime() ? reset + 1000 : now.getTime() + WAIT_WITHOUT_WORD_MS)
}

/** Returns the refusal of a call that is safe to repeat: it changes nothing that anybody sees. */
export function failedHarmlessly(answer: HttpAnswer, now: Date): Refusal {
  const outcome = failedWrite(answer, now)
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'Bluesky could not do it.' }
}
