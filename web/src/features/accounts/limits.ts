import type { AccountLimit } from '#core/accounts/schemas.ts'

const NEAR = 0.8
/** Shorter limits are not shown: a second's limit is free again before anybody has read it. */
const SHORTEST_MS = 60_000

/** Lists the limits to show: stops of the platform, and limits of a minute or more that are nearly used up. */
export const limitsToShow = (limits: readonly AccountLimit[], now: number): AccountLimit[] =>
  limits.filter(({ kind, used, limit, windowMs, resetsAt }) => {
    const passed = resetsAt !== null && Date.parse(resetsAt) <= now
    if (kind === 'closed') return !passed
    if (kind === 'reported') return used >= NEAR * limit
    return !passed && (windowMs ?? 0) >= SHORTEST_MS && used >= NEAR * limit
  })
