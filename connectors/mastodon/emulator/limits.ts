import { BoundedMap } from '#local/emulators/lib/bounded.ts'

const MINUTE_MS = 60_000

/** The calls of an account that a server counts. */
const LIMITS = {
  requests: { most: 300, windowMs: 5 * MINUTE_MS },
  posts: { most: 300, windowMs: 180 * MINUTE_MS },
  uploads: { most: 30, windowMs: 30 * MINUTE_MS },
  deletions: { most: 30, windowMs: 30 * MINUTE_MS },
} as const
export type Counted = keyof typeof LIMITS

interface Window {
  since: number
  used: number
}

/** Counts in windows that begin with the first use. */
export class Limits {
  readonly #windows = new BoundedMap<string, Window>()

  /** Counts a call; false where it is one too many. */
  count(acct: string, what: Counted, at: number): boolean {
    const window = this.#of(acct, what, at)
    window.used++
    this.#windows.set(`${acct} ${what}`, window)
    return window.used <= LIMITS[what].most
  }

  /** Returns the headers of an answer: of the limit that is nearest to its end, which is reset at a time in ISO 8601. */
  headers(acct: string, at: number): Record<string, string> {
    const [nearest] = (Object.keys(LIMITS) as Counted[])
      .map((what) => ({ ...LIMITS[what], ...this.#of(acct, what, at) }))
      .filter(({ used }) => used > 0)
      .toSorted((a, b) => a.most - a.used - (b.most - b.used))
    if (!nearest) return {}
    const { most, used, since, windowMs } = nearest
    return {
      'x-ratelimit-limit': String(most),
      'x-ratelimit-remaining': String(Math.max(0, most - used)),
      'x-ratelimit-reset': new Date(since + windowMs).toISOString(),
    }
  }

  clear(): void {
    this.#windows.clear()
  }

  #of(acct: string, what: Counted, at: number): Window {
    const known = this.#windows.get(`${acct} ${what}`)
    return known && at < known.since + LIMITS[what].windowMs ? known : { since: at, used: 0 }
  }
}
