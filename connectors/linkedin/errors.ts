import * as z from 'zod'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { type HttpAnswer, parseAnswer, unansweredWrite } from '../http.ts'

const wireError = z.object({
  message: z.string().optional(),
  code: z.string().optional(),
  serviceErrorCode: z.number().optional(),
  errorDetails: z
    .object({ inputErrors: z.array(z.object({ description: z.string().optional(), code: z.string() })) })
    .optional(),
})

const DUPLICATE = /Duplicate post is detected|DUPLICATE_POST/i

/** Returns the outcome of a write that did not succeed. */
export function failedWrite(answer: HttpAnswer, now: Date): Outcome {
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  const { status } = answer
  const error = parseAnswer(wireError, answer)
  const said = error?.message ?? error?.errorDetails?.inputErrors[0]?.description
  const reason = `LinkedIn says: “${(said ?? `${status}`).slice(0, 300).replace(/[.\s]+$/, '')}”.`
  const rejected = (code: string, advice: string): Outcome => ({ kind: 'rejected', code, reason, advice })
  if (!error || said === undefined)
    return { kind: 'unknown', reason: `LinkedIn answered ${status} in a form we do not know.` }
  if (status === 401) return { kind: 'reauth', reason }
  if (status === 429) return { kind: 'limited', until: nextUtcDay(now), scope: 'account' }
  // Its servers answer these for what they may have done.
  if (status >= 500) return { kind: 'unknown', reason }
  const code = error.code ?? error.errorDetails?.inputErrors[0]?.code ?? String(status)
  if (status === 403)
    return rejected(code, 'Check that you still administer this page, and connect the account again.')
  if (status === 426)
    return rejected(code, 'LinkedIn has ended the version of its API that Chorus uses: update Chorus.')
  if (DUPLICATE.test(`${said} ${code}`)) return rejected('duplicate', 'LinkedIn shows the same post already.')
  return rejected(code, 'Change the post, and try again.')
}

/** Returns the refusal of a call that is safe to repeat. */
export function failedHarmlessly(
  answer: HttpAnswer,
  now: Date,
): Extract<Outcome, { kind: 'limited' | 'reauth' | 'rejected' | 'retry' }> {
  const outcome = failedWrite(answer, now)
  if (outcome.kind === 'limited' || outcome.kind === 'reauth' || outcome.kind === 'rejected') return outcome
  return { kind: 'retry', reason: 'reason' in outcome ? outcome.reason : 'LinkedIn could not do it.' }
}

/** LinkedIn counts by the UTC day, and says nothing of when a limit ends. */
function nextUtcDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1))
}
