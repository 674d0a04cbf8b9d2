/** Ids that rise, also over a restart: they start at the second at which the emulator did. */
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
