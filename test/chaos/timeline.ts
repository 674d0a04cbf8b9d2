type Action = () => void | Promise<void>

/** Schedules actions in virtual time: a binary heap; actions that are due at the same time run in the order of adding. */
export class Timeline {
  readonly #heap: { at: number; order: number; action: Action }[] = []
  #added = 0

  add(at: number, action: Action): void {
    this.#heap.push({ at, order: this.#added++, action })
    for (let child = this.#heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1
      if (this.#before(parent, child)) break
      this.#swap(parent, child)
      child = parent
    }
  }

  nextAt(): number | undefined {
    return this.#heap[0]?.at
  }

  /** Takes the first action that is due; undefined when there is none. */
  takeDue(now: number): Action | undefined {
    const first = this.#heap[0]
    if (!first || first.at > now) return undefined
    const last = this.#heap.pop()
    if (last && this.#heap.length > 0) {
      this.#heap[0] = last
      this.#sink()
    }
    return first.action
  }

  #sink(): void {
    for (let parent = 0; ; ) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2]
      const child = right < this.#heap.length && this.#before(right, left) ? right : left
      if (child >= this.#heap.length || this.#before(parent, child)) return
      this.#swap(parent, child)
      parent = child
    }
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]]
    if (!x || !y) return false
    return x.at < y.at || (x.at === y.at && x.order < y.order)
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]]
    if (!x || !y) return
    this.#heap[a] = y
    this.#heap[b] = x
  }
}
