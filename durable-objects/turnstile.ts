/** Lets a limited number in at a time, and the others in the order in which they came. */
export class Turnstile {
  #free: number
  readonly #waiting = new Set<() => void>()

  constructor(places: number) {
    this.#free = places
  }

  /** Takes a place, which `leave` gives back; false when none became free within the given milliseconds. */
  async enter(withinMs: number): Promise<boolean> {
    if (this.#free > 0) {
      this.#free--
      return true
    }
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const admit = () => resolve(true)
    this.#waiting.add(admit)
    const timer = setTimeout(() => {
      if (this.#waiting.delete(admit)) resolve(false)
    }, withinMs)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
    }
  }

  /** Gives the place back, to the longest waiting caller if any waits. */
  leave(): void {
    const [next] = this.#waiting
    if (next === undefined) this.#free++
    else {
      this.#waiting.delete(next)
      next()
    }
  }
}
