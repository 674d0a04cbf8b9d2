/**
 * A limit as the platform counts it. `key` names what is counted (`messages`, `to:16505551234`); a rolling window admits
 * `limit` calls in any `windowMs`, which a token bucket would not: it lets up to twice as many through.
 */
export interface Quota {
  key: string
  limit: number
  windowMs: number
}

/** Times of admitted calls, in Unix milliseconds, oldest first, by quota key. */
export type QuotaLog = Record<string, number[]>

/** Takes one place under every quota, or none. Pure: returns the log to keep. */
export function admit(
  log: QuotaLog,
  quotas: readonly Quota[],
  now: number,
): { log: QuotaLog; until: number | null } {
  const next: QuotaLog = { ...log }
  let until: number | null = null
  for (const { key, limit, windowMs } of quotas) {
    const recent = (log[key] ?? []).filter((at) => at > now - windowMs)
    next[key] = recent
    const blocking = recent[recent.length - limit]
    if (blocking !== undefined) until = Math.max(until ?? 0, blocking + windowMs)
  }
  if (until !== null) return { log: next, until }
  for (const { key } of quotas) next[key] = [...(next[key] ?? []), now]
  return { log: next, until: null }
}

/** Gives back the latest place under every quota: the call it was taken for does not count after all. */
export const refund = (log: QuotaLog, quotas: readonly Quota[]): QuotaLog => ({
  ...log,
  ...Object.fromEntries(quotas.map(({ key }) => [key, (log[key] ?? []).slice(0, -1)])),
})

/** Forgets keys whose last call has left every window that could still count it. */
export function prune(log: QuotaLog, horizonMs: number, now: number): QuotaLog {
  return Object.fromEntries(Object.entries(log).filter(([, times]) => (times.at(-1) ?? 0) > now - horizonMs))
}
