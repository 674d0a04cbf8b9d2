import type { Outcome } from './connector.ts'

export const MAX_ATTEMPTS = 5
const BASE_MS = 30_000
/** How often an item that waits for its account to be reconnected is checked. */
const REAUTH_RECHECK_MS = 15 * 60_000

/**
 * Returns the wait after the n-th failed attempt (n ≥ 1): 30 s × 2ⁿ⁻¹, and up to a tenth more by `jitter` in 0–1, so that
 * items that failed together are not retried together.
 */
export const backoffMs = (attempts: number, jitter = 0): number =>
  Math.round(BASE_MS * 2 ** (attempts - 1) * (1 + jitter / 10))

/** The state of an item after an attempt to send it. Used for posts, messages and engagement alike. */
export type Settled =
  | { status: 'sent'; externalId: string; url: string | null }
  | { status: 'failed'; error: string }
  | { status: 'unknown'; error: string; handle: string | null }
  | { status: 'queued'; error: string; dueAt: Date }
  | { status: 'waiting'; reason: 'limited' | 'reauth'; error: string; dueAt: Date }

/** Maps the outcome of a platform call to the item's next state. `attempts` includes this one. Total and pure. */
export function settle(outcome: Outcome, attempts: number, now: Date, jitter: number): Settled {
  switch (outcome.kind) {
    case 'sent':
    case 'accepted':
      return {
        status: 'sent',
        externalId: outcome.id,
        url: outcome.kind === 'sent' ? (outcome.url ?? null) : null,
      }
    case 'limited':
      return {
        status: 'waiting',
        reason: 'limited',
        error: 'The platform’s limit is reached.',
        dueAt: outcome.until,
      }
    case 'reauth':
      return {
        status: 'waiting',
        reason: 'reauth',
        error: outcome.reason,
        dueAt: new Date(now.getTime() + REAUTH_RECHECK_MS),
      }
    case 'rejected':
      return { status: 'failed', error: `${outcome.reason} ${outcome.advice}`.trim() }
    case 'unknown':
      return { status: 'unknown', error: outcome.reason, handle: outcome.handle ?? null }
    case 'retry':
      return attempts >= MAX_ATTEMPTS
        ? { status: 'failed', error: `${outcome.reason} Tried ${attempts} times.` }
        : {
            status: 'queued',
            error: outcome.reason,
            dueAt: new Date(now.getTime() + backoffMs(attempts, jitter)),
          }
  }
}
