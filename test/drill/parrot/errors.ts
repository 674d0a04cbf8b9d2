import * as z from 'zod'
import { type HttpAnswer, parseAnswer, unansweredWrite } from '#connectors/http.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'

const wireFailure = z.object({
  error: z.enum(['seed', 'busy', 'refused', 'ill']),
  seconds: z.number().optional(),
})

/** Returns the outcome of an answer that is no success. */
export function failed(answer: HttpAnswer, now: Date): Outcome {
  if (answer.kind !== 'answer') return unansweredWrite(answer)
  const failure = parseAnswer(wireFailure, answer)
  const reason = `Parrot answered ${answer.status}.`
  switch (failure?.error) {
    case 'seed':
      return { kind: 'reauth', reason }
    case 'busy':
      return {
        kind: 'limited',
        until: new Date(now.getTime() + (failure.seconds ?? 30) * 1000),
        scope: 'account',
      }
    case 'refused':
      return { kind: 'rejected', code: 'refused', reason, advice: 'Say something else.' }
    default:
      return { kind: 'unknown', reason }
  }
}
