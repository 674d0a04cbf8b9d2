import type { Outcome } from '#core/lib/platform/connector.ts'
import { type HttpAnswer, parseAnswer, unansweredWrite } from '../http.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'
import { wireFailure } from './wire/answers.ts'

type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>

const DAY_MS = 24 * 3_600_000
/** The container is not there yet, or its files are still worked through. */
const NOT_READY = 4279009
/** Threads has restricted the account. */
const RESTRICTED: readonly number[] = [2207051, 4279013]
const TRANSIENT: readonly number[] = [1, 2, NOT_READY]
const TOO_MANY: readonly number[] = [4, 17, 32, 613]

/** Advice by the wording of a refusal. The first row that matches applies. */
const ADVICE: readonly [words: RegExp, advice: string][] = [
  [/LINK_LIMIT/, 'Take out links: a post there has at most five different ones.'],
  [/500|too long|characters/i, 'Shorten the text.'],
  [
    /could not be fetched/i,
    'Threads could not fetch the file from Chorus: its operator has to make CHORUS_PUBLIC_URL reachable.',
  ],
  [/does not exist/i, 'It may have been deleted there.'],
]

/** Returns the outcome of a write that did not succeed. A server's own error is unknown, whatever its code. */
export function failedWrite(answer: HttpAnswer, now: Date): Outcome {
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  const { status } = answer
  const error = status >= 400 ? parseAnswer(wireFailure, answer)?.error : undefined
  if (!error) return { kind: 'unknown', reason: `Threads answered ${status} in a form we do not know.` }
  const { code, error_subcode: subcode, message, error_user_msg, is_transient = false } = error
  const known = [code, ...(subcode === undefined ? [] : [subcode])]
  const has = (codes: readonly number[]) => known.some((one) => codes.includes(one))
  const words = error_user_msg ?? message
  const reason = `Threads ${subcode ?? code}: ${words}`
  if (has(RESTRICTED))
    return {
      kind: 'rejected',
      code: 'restricted',
      reason,
      advice: 'Threads has restricted this account: open the app there and follow its steps.',
    }
  if (status >= 500 && !has([NOT_READY])) return { kind: 'unknown', reason }
  if (has(TRANSIENT) || is_transient) return { kind: 'retry', reason }
  if (has(TOO_MANY))
    return {
      kind: 'limited',
      until: new Date(now.getTime() + (/quota|posts|replies/i.test(words) ? DAY_MS : WAIT_WITHOUT_WORD_MS)),
      scope: 'account',
    }
  if (code === 190 || code === 10 || (code >= 200 && code <= 299)) return { kind: 'reauth', reason }
  return {
    kind: 'rejected',
    code: String(subcode ?? code),
    reason,
    advice: ADVICE.find(([said]) => said.test(words))?.[1] ?? 'Correct it before sending again.',
  }
}

/** Returns the refusal of a call that is safe to repeat: it changes nothing that anybody sees. */
export function failedHarmlessly(answer: HttpAnswer, now: Date): Refusal {
  const outcome = failedWrite(answer, now)
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'Threads could not do it.' }
}
