import { Broken, type Fate, Process } from './process.ts'
import type { Random } from './random.ts'

/**
 * Processes side by side, one step at a time: each stops before its next step until it is its turn. As long as one makes
 * a step at a time, what happens depends on the seed alone and not on the machine.
 */
export class Turns {
  /** What a process threw that was not done to it. */
  readonly errors: unknown[] = []
  readonly #running = new Set<Process>()
  readonly #waiting: { process: Process; go: () => void }[] = []
  readonly #settle = new Map<Process, () => void>()

  get running(): number {
    return this.#running.size
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Starts a process and brings it before its first step, or to its end. */
  async begin(name: string, fate: Fate, work: (process: Process) => Promise<void>): Promise<void> {
    const process: Process = new Process(name, { turn: () => this.#stop(process), fate })
    this.#running.add(process)
    const settled = this.#untilSettled(process)
    work(process)
      .catch((error: unknown) => {
        if (!(error instanceof Broken)) this.errors.push(error)
      })
      .finally(() => {
        this.#running.delete(process)
        this.#settle.get(process)?.()
      })
    await settled
  }

  /** Lets some make their step and waits until each of them stands before its next one or has ended. */
  async round(random: Random, atOnce: number): Promise<void> {
    const chosen = random.shuffled(this.#waiting).slice(0, atOnce)
    const settled = chosen.map(({ process }) => this.#untilSettled(process))
    for (const one of chosen) {
      this.#waiting.splice(this.#waiting.indexOf(one), 1)
      one.go()
    }
    await Promise.all(settled)
  }

  #stop(process: Process): Promise<void> {
    if (this.#waiting.some((one) => one.process === process))
      throw new Error(
        `${process.name} takes two steps at once: which comes first would depend on the machine.`,
      )
    return new Promise((go) => {
      this.#waiting.push({ process, go })
      this.#settle.get(process)?.()
    })
  }

  #untilSettled(process: Process): Promise<void> {
    return new Promise((resolve) => this.#settle.set(process, resolve))
  }
}
