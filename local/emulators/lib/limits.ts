import { BoundedMap } from './bounded.ts'

/** A rate limit. `wait` returns how long a key must wait (0: not at all) and counts nothing; `count` counts a use. */
export interface Limit {
  wait(key: string, at: number): number
  count(key: string, at: number): void
  clear(): void
}

/** Allows at most `limit` uses in any `windowMs`. */
export class SlidingWindow implements Limit {
  readonly #uses = new BoundedMap<string, number[]>()
  readonly #limit: number
  readonly #windowMs: number

  constructor(limit: number, windowMs: number) {
    this.#limit = limit
    this.#windowMs = windowMs
  }

  wait(key: string, at: number): number {
    const oldest = this.#recent(key, at).at(-this.#limit)
    return oldest === undefined ? 0 : oldest + this.#windowMs - at
  }

  count(key: string, at: number): void {
    this.#uses.set(key, [...this.#recent(key, at), at])
  }

  clear(): void {
    this.#uses.clear()
  }

  #recent(key: string, at: number): number[] {
    return (this.#uses.get(key) ?? []).filter((use) => use > at - this.#windowMs)
  }
}

/** Allows one use per `intervalMs`; `burst` uses may come at once and count against the following intervals. */
export class Paced implements Limit {
  readonly #paidUntil = new BoundedMap<string, number>()
  readonly #intervalMs: number
  readonly #burst: number

  constructor(intervalMs: number, burst: number) {
    this.#intervalMs = intervalMs
    this.#burst = burst
  }

  wait(key: string, at: number): number {
    const paidUntil = Math.max(this.#paidUntil.get(key) ?? at, at)
    return Math.max(0, paidUntil - at - (this.#burst - 1) * this.#intervalMs)
  }

  count(key: string, at: number): void {
    this.#paidUntil.set(key, Math.max(this.#paidUntil.get(key) ?? at, at) + this.#intervalMs)
  }

  clear(): void {
    this.#paidUntil.clear()
  }
}
