import { BoundedMap } from '../lib/bounded.ts'

const MINUTE_MS = 60_000

interface Minute {
  endsAt: number
  requests: number
  tokens: number
}

/** The requests and tokens that a key has left in this minute. */
export interface Left {
  requests: number
  tokens: number
  resetMs: number
}

/** The requests and tokens of each key, counted per minute from its first request. */
export class Budget {
  readonly limits: { requests: number; tokens: number }
  readonly #minutes = new BoundedMap<string, Minute>()

  constructor(limits: { requests: number; tokens: number }) {
    this.limits = limits
  }

  /** Takes a request of `tokens` from the key's minute; takes nothing and returns null when it does not fit. */
  take(key: string, tokens: number, at: number): Left | null {
    const running = this.#minutes.get(key)
    const minute =
      running && running.endsAt > at ? running : { endsAt: at + MINUTE_MS, requests: 0, tokens: 0 }
    if (minute.requests + 1 > this.limits.requests || minute.tokens + tokens > this.limits.tokens) return null
    minute.requests += 1
    minute.tokens += tokens
    this.#minutes.set(key, minute)
    return {
      requests: this.limits.requests - minute.requests,
      tokens: this.limits.tokens - minute.tokens,
      resetMs: minute.endsAt - at,
    }
  }

  /** Returns the time until the key's minute ends, in ms from `at`. */
  waitMs(key: string, at: number): number {
    return Math.max(0, (this.#minutes.get(key)?.endsAt ?? at) - at)
  }

  clear(): void {
    this.#minutes.clear()
  }
}
