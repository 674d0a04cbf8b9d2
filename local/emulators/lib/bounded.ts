/** The most entries of a list or map. The emulators keep their state in memory, so all are bounded: the oldest entry is dropped first. */
export const KEPT = 20_000

export class BoundedList<T> {
  #items: T[] = []
  readonly #limit: number

  constructor(limit = KEPT) {
    this.#limit = limit
  }

  push(item: T): void {
    this.#items.push(item)
    if (this.#items.length > this.#limit) this.#items.shift()
  }

  filter(keep: (item: T) => boolean): T[] {
    return this.#items.filter(keep)
  }

  remove(drop: (item: T) => boolean): void {
    this.#items = this.#items.filter((item) => !drop(item))
  }

  clear(): void {
    this.#items = []
  }
}

export class BoundedMap<K, V> extends Map<K, V> {
  readonly #limit: number

  constructor(limit = KEPT) {
    super()
    this.#limit = limit
  }

  override set(key: K, value: V): this {
    super.set(key, value)
    if (this.size > this.#limit) {
      for (const oldest of this.keys()) {
        this.delete(oldest)
        break
      }
    }
    return this
  }
}
