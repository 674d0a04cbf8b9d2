import { setImmediate as drained } from 'node:timers/promises'
import { Broken, type Fate, Process, type StepKind } from './process.ts'
import type { Random } from './random.ts'

interface Standing {
  process: Process
  kind: StepKind
  go: () => void
}

/** Rounds of the event loop after which work in memory counts as finished. */
const QUIET_ROUNDS = 3

/**
 * Runs processes side by side, one step at a time: each stops before its next step until it is its turn. While only one
 * makes a step at a time, the course depends on the seed alone and not on the machine.
 */
export class Turns {
  /** Errors that processes threw of their own, not injected ones. */
  readonly errors: unknown[] = []
  readonly #running = new Set<Process>()
  readonly #waiting: Standing[] = []
  readonly #sleep: (process: Process, ms: number) => Promise<void>
  readonly #settle = new Map<Process, () => void>()

  constructor(sleep: (process: Process, ms: number) => Promise<void> = async () => undefined) {
    this.#sleep = sleep
  }

  get running(): number {
    return this.#running.size
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Starts a process and runs it up to its first step, or to its end. */
  async begin(name: string, fate: Fate, work: (process: Process) => Promise<void>): Promise<void> {
    const process: Process = new Process(name, {
      turn: (kind) => this.#stop(process, kind),
      fate,
      sleep: (ms) => {
        const slept = this.#sleep(process, ms)
        this.#settle.get(process)?.()
        return slept
      },
    })
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

  /**
   * Lets some make their step and waits until each of them stands before its next one or has ended. A process that is to
   * freeze stands aside instead.
   */
  async round(random: Random, atOnce: number, freeze: (one: Standing) => boolean): Promise<void> {
    const chosen = random.shuffled(this.#waiting).slice(0, atOnce)
    for (const one of chosen) this.#waiting.splice(this.#waiting.indexOf(one), 1)
    const going = chosen.filter((one) => !freeze(one))
    const settled = [...new Set(going.map(({ process }) => process))].map((one) => this.#untilSettled(one))
    for (const one of going) one.go()
    await Promise.all(settled)
  }

  /** Puts a process that stood aside before its step again. */
  thaw(one: Standing): void {
    this.#waiting.push(one)
  }

  /** Lets a process go on after a sleep. */
  async wake(process: Process, go: () => void): Promise<void> {
    const settled = this.#untilSettled(process)
    go()
    await settled
  }

  /** Waits until a running process stands before a step or has ended, if none does yet. */
  async stragglers(): Promise<void> {
    await Promise.race([...this.#running].map((process) => this.#untilSettled(process)))
  }

  #stop(process: Process, kind: StepKind): Promise<void> {
    if (!process.parallel && this.#waiting.some((one) => one.process === process))
      throw new Error(
        `${process.name} takes two steps at once: which comes first would depend on the machine.`,
      )
    return new Promise((go) => {
      this.#waiting.push({ process, kind, go })
      this.#settle.get(process)?.()
    })
  }

  /** Waits until a process is at rest. A parallel one may end parts in memory, unseen: it is at rest when nothing is under way. */
  #untilSettled(process: Process): Promise<void> {
    return new Promise((resolve) => {
      this.#settle.set(process, resolve)
      process.onIdle = () => void this.#settleWhenQuiet(process, resolve)
      if (process.parallel) process.onIdle()
    })
  }

  async #settleWhenQuiet(process: Process, settle: () => void): Promise<void> {
    for (let round = 0; round < QUIET_ROUNDS; round++) {
      await drained()
      if (!process.parallel || process.inFlight > 0) return
    }
    settle()
  }
}
