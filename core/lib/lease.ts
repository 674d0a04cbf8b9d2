import type { Outcome } from './connector.ts'

/** How long a claim of something to send holds. Who has recorded nothing by then may have died in the middle of its call. */
export const LEASE_MS = 60_000

/**
 * A call begins within this of its claim, or not at all: with the longest deadline of a call (30 s, workers/env.ts) it is
 * over before the lease is, and whoever looks for it then sees what there is to see.
 */
export const CALL_WITHIN_MS = 25_000

/** What comes of an attempt whose worker stood still before its call: another may have taken it up, and no platform would stop a second call. */
export const stoodStill = (claimedAt: Date, now: Date): Outcome | null =>
  now.getTime() > claimedAt.getTime() + CALL_WITHIN_MS
    ? { kind: 'retry', reason: 'Sending stood still for too long, and nothing was sent.' }
    : null
