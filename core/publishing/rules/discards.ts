import type { Outcome } from '#core/lib/platform/connector.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Longest time for which it is tried: an account that is connected again after that has lost nothing that people see. */
export const TRIED_FOR_MS = 30 * DAY_MS

/** Outcome of a try to take something away: it is done with, given up, or tried again at a time. */
export type AfterDiscard =
  | { kind: 'done' }
  | { kind: 'given_up'; error: string }
  | { kind: 'again'; dueAt: Date; error: string }

/**
 * Maps the outcome of taking something away. It can be done twice, so whatever is not known to be done is tried again, at longer and longer
 * intervals up to a day; only the platform's refusal, or a month, ends it. `attempts` includes this one.
 */
export function afterDiscard(
  outcome: Outcome,
  { attempts, since, now }: { attempts: number; since: Date; now: Date },
): AfterDiscard {
  if (outcome.kind === 'sent' || outcome.kind === 'accepted') return { kind: 'done' }
  if (outcome.kind === 'rejected') return { kind: 'given_up', error: outcome.reason }
  const error = outcome.kind === 'limited' ? 'The platform’s limit is reached.' : outcome.reason
  if (now.getTime() - since.getTime() > TRIED_FOR_MS) return { kind: 'given_up', error }
  const waitMs = Math.min(DAY_MS, MINUTE_MS * 2 ** Math.min(attempts, 11))
  const dueAt = outcome.kind === 'limited' ? outcome.until : new Date(now.getTime() + waitMs)
  return { kind: 'again', dueAt, error }
}
