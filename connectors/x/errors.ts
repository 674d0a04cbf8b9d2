import type { Outcome } from '#core/lib/platform/connector.ts'
import { type HttpAnswer, parseAnswer, unansweredWrite } from '../http.ts'
import { WAIT_WITHOUT_WORD_MS } from './unverified.ts'
import { wireProblem } from './wire/answers.ts'

type Refusal = Extract<Outcome, { kind: 'limited' | 'retry' | 'reauth' | 'rejected' }>
type Usage = NonNullable<Outcome['usage']>[number]

const CREDITS = /credit|usage.?cap|\bspend/i

/** Tells the meaning of a refusal by its words, with advice. The first row that matches applies. */
const MEANINGS: readonly [means: RegExp, code: string, advice: string][] = [
  [/duplicate content/i, 'duplicate', 'X has a post with this text already: change the text.'],
  [/\bsuspended|\blocked/i, 'suspended', 'Open X as this account, do what it asks, and try again.'],
  [
    /not permitted|client-forbidden|not.?authorized/i,
    'forbidden',
    'X does not allow this by its API at the app’s tier.',
  ],
  [/too long|280/i, 'text_length', 'Shorten the text.'],
  [/media/i, 'media', 'Choose up to four pictures, or one video, and try again.'],
]

/** Returns the outcome of a write that did not succeed. X's own error is unknown: the post may have been made before it. */
export function failedWrite(answer: HttpAnswer, now: Date): Outcome {
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  const { status, headers } = answer
  const words = wordsOf(answer)
  const said = words?.all ?? ''
  const reason = `X says: “${(words?.best ?? `${status}`).slice(0, 300).replace(/[.\s]+$/, '')}”.`
  if (status === 402 || ((status === 403 || status === 429) && CREDITS.test(said)))
    return {
      kind: 'rejected',
      code: 'credits',
      reason,
      advice: 'Whoever runs this installation has to buy credits at developer.x.com; then try again.',
    }
  if (status === 429) return { kind: 'limited', until: waitUntil(headers, now), scope: 'account' }
  if (status >= 500 || words === null || status < 400)
    return { kind: 'unknown', reason: `X answered ${status}, which does not tell what became of it.` }
  if (status === 401 || /unsupported authentication/i.test(said)) return { kind: 'reauth', reason }
  const [, code = String(status), advice = 'Change the post, and try again.'] =
    MEANINGS.find(([means]) => means.test(said)) ?? []
  return { kind: 'rejected', code, reason, advice }
}

/** Returns the refusal of a call that is safe to repeat: it changes nothing that anybody sees. */
export function failedHarmlessly(answer: HttpAnswer, now: Date): Refusal {
  const outcome = failedWrite(answer, now)
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'X could not do it.' }
}

interface Words {
  /** The words that say most, which are shown to people. */
  best: string
  /** All words, by which the meaning is known. */
  all: string
}

/** Reads what X says in whichever of its forms; null in none. */
function wordsOf(answer: { body: unknown }): Words | null {
  const problem = parseAnswer(wireProblem, answer) as Partial<Record<string, unknown>> | null
  if (!problem) return null
  const { title, detail, type, error, error_description: described } = problem
  const [first] = Array.isArray(problem.errors) ? (problem.errors as { message?: string }[]) : []
  const said = [first?.message, described, detail, error, title, type].filter(
    (one) => typeof one === 'string',
  )
  return { best: said[0] ?? '', all: said.join(' ') }
}

/** Reads the second at which calls are taken again: one later, in case the clocks differ. */
function waitUntil(headers: Headers, now: Date): Date {
  const reset = 1000 * Number(headers.get('x-rate-limit-reset') ?? Number.NaN)
  return new Date(reset > now.getTime() ? reset + 1000 : now.getTime() + WAIT_WITHOUT_WORD_MS)
}

/** Reads from an answer's headers how far the limit of its window is used. Ignores headers that are malformed. */
export function usageOf(headers: Headers): Usage[] {
  const number = (name: string) => Number.parseInt(headers.get(`x-rate-limit-${name}`) ?? '', 10)
  const [limit, remaining, reset] = [number('limit'), number('remaining'), number('reset')]
  if (!(limit > 0) || !(remaining >= 0)) return []
  const report: Usage = {
    scope: 'account',
    name: 'posts_usage',
    usedPercent: (100 * (limit - remaining)) / limit,
  }
  return [remaining === 0 && reset > 0 ? { ...report, blockedUntil: new Date(reset * 1000) } : report]
}
