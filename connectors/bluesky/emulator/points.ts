import { BoundedMap } from '#local/emulators/lib/bounded.ts'

const HOUR_MS = 3_600_000

/** Points that a write costs, by the documentation; a refused one costs as well. */
export const COSTS = { create: 3, update: 2, delete: 1 } as const

interface Limit {
  points: number
  windowMs: number
}
const LIMITS: readonly Limit[] = [
  { points: 5_000, windowMs: HOUR_MS },
  { points: 35_000, windowMs: 24 * HOUR_MS },
]
/** Requests of one address. */
const REQUESTS: Limit = { points: 3_000, windowMs: 5 * 60_000 }

interface Counted {
  since: number
  used: number
}

/** Counts in windows that begin with the first use. */
export class Points {
  readonly #counted = new BoundedMap<string, Counted>()

  /** Counts a write; returns the milliseconds to wait where it is one too many. */
  write(did: string, cost: number, at: number): number {
    return Math.max(...LIMITS.map((limit) => this.#count(did, limit, cost, at)))
  }

  request(at: number): void {
    this.#count('', REQUESTS, 1, at)
  }

  /** Returns the headers of an answer: of the limit that is nearest to its end. */
  headers(did: string | null, at: number): Record<string, string> {
    const limits = [
      { key: '', limit: REQUESTS },
      ...(did === null ? [] : LIMITS.map((limit) => ({ key: did, limit }))),
    ]
    const [nearest] = limits
      .map(({ key, limit }) => ({ limit, ...this.#of(key, limit, at) }))
      .map((one) => ({ ...one, left: Math.max(0, one.limit.points - one.used) }))
      .toSorted((a, b) => a.left - b.left)
    if (!nearest) return {}
    const { limit, since, left } = nearest
    return {
      'ratelimit-limit': String(limit.points),
      'ratelimit-remaining': String(left),
      'ratelimit-reset': String(Math.ceil((since + limit.windowMs) / 1000)),
      'ratelimit-policy': `${limit.points};w=${limit.windowMs / 1000}`,
    }
  }

  clear(): void {
    this.#counted.clear()
  }

  #count(key: string, limit: Limit, cost: number, at: number): number {
    const counted = this.#of(key, limit, at)
    counted.used += cost
    this.#counted.set(`${key} ${limit.windowMs}`, counted)
    return counted.used > limit.points ? counted.since + limit.windowMs - at : 0
  }

  #of(key: string, { windowMs }: Limit, at: number): Counted {
    const known = this.#counted.get(`${key} ${windowMs}`)
    return known && at < known.since + windowMs ? known : { since: at, used: 0 }
  }
}
