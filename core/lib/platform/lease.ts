import type { Outcome } from './connector.ts'

/**
 * How long a claim on something to send lasts. A worker that has recorded nothing by then may have died in the middle of its
 * call.
 */
export const LEASE_MS = 60_000

/**
 * A call begins within this time of its claim, or not at all. With the longest deadline of a call (30 s, workers/env.ts) it ends
 * before the lease does, so a look at the platform after that sees its effect.
 */
export const CALL_WITHIN_MS = 25_000

/**
 * Returns `retry` if the worker has stalled too long between its claim and its call; else null. Another worker may have taken the
 * item over by then, and no platform would stop a second call.
 */
export const stoodStill = (claimedAt: Date, now: Date): Outcome | null =>
  now.getTime() > claimedAt.getTime() + CALL_WITHIN_MS
    ? { kind: 'retry', reason: 'Sending stood still for too long, and nothing was sent.' }
    : null
