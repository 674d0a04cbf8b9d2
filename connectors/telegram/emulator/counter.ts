/** Gives rising ids, also across restarts: they begin at the second at which the emulator started. */
export class Counter {
  #last: number

  constructor(at: Date) {
    this.#last = Math.floor(at.getTime() / 1000)
  }

  next(): number {
    this.#last += 1
    return this.#last
  }
}
