/** Timers that can all be ended at once, so that stopping leaves nothing behind. */
export class Timers {
  readonly #pending = new Set<NodeJS.Timeout>()

  after(ms: number, run: () => void | Promise<void>): void {
    const timer = setTimeout(() => {
      this.#pending.delete(timer)
      Promise.resolve()
        .then(run)
        .catch((error: unknown) => console.error('An emulator failed in the background:', error))
    }, ms)
    this.#pending.add(timer)
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve))
  }

  clear(): void {
    for (const timer of this.#pending) clearTimeout(timer)
    this.#pending.clear()
  }
}
