import type { FailureKind, ModelFailure } from './failure.ts'

/** The most tries at one provider, as in the providers' SDKs. */
export const TRIES_MAX = 3
const BASE_MS = 500
const BACKOFF_MAX_MS = 8000
/** The least time that a model needs; with less time left a try is not worth its price. */
export const TRY_MIN_MS = 1000

/**
 * The next step after a failure: the same engine again, the next engine, or a stop. A model that declined has judged the
 * text; no other model is asked instead.
 */
const AFTER: Readonly<Record<FailureKind, 'again' | 'next' | 'stop'>> = {
  unavailable: 'again',
  timeout: 'again',
  limited: 'again',
  exhausted: 'next',
  unauthorized: 'next',
  unknown_model: 'next',
  rejected: 'next',
  truncated: 'next',
  malformed: 'next',
  unsupported: 'next',
  refused: 'stop',
}

export type Next = { do: 'again'; waitMs: number } | { do: 'next' } | { do: 'stop' }

/**
 * Pure. Returns the next step after the n-th try (n ≥ 1) at one engine, `leftMs` before its time is up. The wait is half to the
 * whole of 0.5 s × 2ⁿ⁻¹ by `jitter` in 0–1, at most 8 s, or as long as the provider asks; it always leaves time for the try.
 */
export function nextStep(
  { kind, retryAfterMs }: Pick<ModelFailure, 'kind' | 'retryAfterMs'>,
  { tries, leftMs, jitter }: { tries: number; leftMs: number; jitter: number },
): Next {
  const after = AFTER[kind]
  if (after !== 'again') return { do: after }
  if (tries >= TRIES_MAX) return { do: 'next' }
  const backoffMs = Math.min(BACKOFF_MAX_MS, BASE_MS * 2 ** (tries - 1)) * (0.5 + jitter / 2)
  const waitMs = Math.round(Math.max(backoffMs, retryAfterMs ?? 0))
  return waitMs + TRY_MIN_MS > leftMs ? { do: 'next' } : { do: 'again', waitMs }
}
