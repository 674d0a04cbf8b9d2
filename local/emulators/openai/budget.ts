import { BoundedMap } from '../lib/bounded.ts'

const MINUTE_MS = 60_000

interface Minute {
  endsAt: number
  requests: number
  tokens: number
}

/** What a key has left of this minute. */
export interface Left {
  requests: number
  tokens: number
  resetMs: number
}

/** Requests and tokens of each key, counted by the minute that begins with its first request. */
export class Budget {
  readonly limits: { requests: number; tokens: number }
  readonly #minutes = new BoundedMap<string, Minute>()

  constructor(limits: { requests: number; tokens: number }) {
    this.limits = limits
  }

  /** Takes a request of so many tokens from the key's minute; null and nothing taken where it does not fit. */
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

  /** Until when the key's minute lasts, in ms from `at`. */
  waitMs(key: string, at: number): number {
    return Math.max(0, (this.#minutes.get(key)?.endsAt ?? at) - at)
  }

  clear(): void {
    this.#minutes.clear()
  }
}
