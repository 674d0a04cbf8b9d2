import type { Outcome } from '#core/lib/platform/connector.ts'
import { type HttpAnswer, parseAnswer, unansweredWrite } from '../http.ts'
import { withUsage } from '../meta/usage.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'
import { wireFailure } from './wire/answers.ts'

type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>
type Rule =
  | { means: 'retry' | 'reauth' }
  | { means: 'limited'; waitMs: number; scope: 'credential' | 'account' }
  | { means: 'rejected'; advice: string }

const HOUR_MS = 3_600_000
const retry: Rule = { means: 'retry' }
const reauth: Rule = { means: 'reauth' }
const limited = (waitMs: number, scope: 'credential' | 'account' = 'account'): Rule => ({
  means: 'limited',
  waitMs,
  scope,
})
const rejected = (advice: string): Rule => ({ means: 'rejected', advice })

export const AGAIN = 'Try again: Instagram takes the files in anew.'
const SPOILED = rejected(AGAIN)
const VIDEO = 'Save the video anew (MP4 with H.264 and AAC, 3 seconds to 15 minutes), and choose it again.'

/** By the subcode, which is more exact than the code. */
const BY_SUBCODE: readonly [subcodes: readonly number[], rule: Rule][] = [
  [[2207001, 2207003, 2207027], retry],
  [[2207042], limited(HOUR_MS)],
  [[2207051], limited(24 * HOUR_MS)],
  [[2207050], rejected('Instagram has restricted this account: open the app there and follow its steps.')],
  [[2207020, 2207032, 2207053, 2207006, 2207008, 2207082], SPOILED],
  [[2207004], rejected('Choose a picture smaller than 8 MB.')],
  [[2207005], rejected('Save the picture as JPEG, and choose it again.')],
  [[2207009], rejected('Crop the picture: between 4:5 upright and 1.91:1 across.')],
  [[2207010], rejected('Shorten the text, or take out hashtags.')],
  [[2207026, 2207057], rejected(VIDEO)],
  [
    [2207052],
    rejected(
      'Instagram could not fetch the file from Chorus: its operator has to make CHORUS_PUBLIC_URL reachable.',
    ),
  ],
]
const BY_CODE: readonly [codes: readonly number[], rule: Rule][] = [
  [[1, 2, -1, -2], retry],
  [[4], limited(WAIT_WITHOUT_WORD_MS, 'credential')],
  [[17, 32, 613, 80002], limited(WAIT_WITHOUT_WORD_MS)],
  [[10, 190], reauth],
]
const rulesOf = (table: typeof BY_CODE) =>
  new Map(table.flatMap(([codes, rule]) => codes.map((code) => [code, rule] as const)))
const SUBCODES = rulesOf(BY_SUBCODE)
const CODES = rulesOf(BY_CODE)
const GONE_SUBCODE = 33

function ruleOf(code: number, subcode: number | undefined, isTransient: boolean): Rule {
  const known = subcode === undefined ? undefined : SUBCODES.get(subcode)
  if (known) return known
  if ((code === 100 && subcode === GONE_SUBCODE) || (code >= 200 && code <= 299)) return reauth
  return CODES.get(code) ?? (isTransient ? retry : rejected('Correct it before sending again.'))
}

/** Returns the outcome of a write that did not succeed. A server's own error is unknown, whatever its code. */
export function failedWrite(answer: HttpAnswer, now: Date): Outcome {
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  const { status, headers } = answer
  const error = status >= 400 ? parseAnswer(wireFailure, answer)?.error : undefined
  if (!error) return { kind: 'unknown', reason: `Instagram answered ${status} in a form we do not know.` }
  const { code, error_subcode: subcode, message, error_user_msg, is_transient = false } = error
  const reason = `Instagram ${subcode ?? code}: ${error_user_msg ?? message}`
  if (status >= 500) return { kind: 'unknown', reason }
  return withUsage(
    outcomeOf(ruleOf(code, subcode, is_transient), String(subcode ?? code), reason, now),
    headers,
    now,
  )
}

/** Returns what a container's own words mean, which name a subcode: “Error: 2207026”. */
export function failedContainer(words: string, now: Date): Refusal {
  const subcode = Number(/\b(2207\d{3})\b/.exec(words)?.[1] ?? 0)
  const rule = SUBCODES.get(subcode) ?? rejected('Choose another file, or save this one anew.')
  return harmless(outcomeOf(rule, String(subcode), `Instagram says: “${words.replace(/[.\s]+$/, '')}”.`, now))
}

function outcomeOf(rule: Rule, code: string, reason: string, now: Date): Outcome {
  switch (rule.means) {
    case 'limited':
      return { kind: 'limited', until: new Date(now.getTime() + rule.waitMs), scope: rule.scope }
    case 'rejected':
      return { kind: 'rejected', code, reason, advice: rule.advice }
    default:
      return { kind: rule.means, reason }
  }
}

/** Returns the refusal of a call that is safe to repeat: it changes nothing that anybody sees. */
export const failedHarmlessly = (answer: HttpAnswer, now: Date): Refusal => harmless(failedWrite(answer, now))

function harmless(outcome: Outcome): Refusal {
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'Instagram could not do it.' }
}
