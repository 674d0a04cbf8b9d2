import { randomUUID } from 'node:crypto'
import type { Fate, Process, StepKind } from './process.ts'
import type { Random } from './random.ts'
import { Timeline } from './timeline.ts'
import { Turns } from './turns.ts'

export interface QueueRules {
  maxBatchSize: number
  /** Number of deliveries after the first; then the message goes to the dead letters. */
  maxRetries: number
  retryDelayMs: number
  /** The queue for messages that used up their deliveries; without one they are dropped. */
  deadLetters?: string
}

/** The broker's faults, within the rules of a queue that delivers at least once. */
export interface Faults {
  /** Share of acknowledged messages that are delivered again all the same. */
  redelivered: number
  /** Number of messages within which they may overtake each other. */
  window: number
  /** Share of steps that fail without a death: not done, rolled back, or done and the answer lost. */
  broken: number
  /** Number of consumers that die: between two steps, within one, or right after their k-th acknowledgement. */
  kills: number
  /** Milliseconds from the start over which the kills are spread. */
  killsWithinMs: number
  /** Share of steps and sleeps before which a process stands still for minutes, longer than any lease; then it goes on. */
  frozen?: number
}

/** How many consumers work at a time, and how many make their step at once: with one, a seed replays exactly. */
export interface Abreast {
  consumers: number
  steps: number
}

interface Held {
  id: string
  body: unknown
  attempts: number
}

interface Queue {
  name: string
  rules: QueueRules
  consume: (batch: MessageBatch, process: Process) => Promise<void>
  held: Held[]
}

type Where = 'before' | 'within' | 'after'
type Doom = { step: number; where: Where } | { ack: number }

const STEP_MS = { min: 2, max: 25 }
const REDELIVERED_WITHIN_MS = 10_000
const DELAYED = 0.9
/** A doomed consumer dies at one of its first steps: most make no more than these. */
const DOOMED_STEPS = 8
const WHERE = ['before', 'within', 'after'] as const
const FROZEN_MS = { min: 61_000, max: 240_000 }

/**
 * A queue that delivers at least once, in virtual time: nothing sleeps. Arrival times, batches, the order of processes,
 * faults and kills are drawn from the seed.
 */
export class Broker {
  /** Prefix of every message's id. */
  readonly name = randomUUID()
  now: number
  readonly startedAt: number
  /** Counts of the work done: a run with small figures has shown little. */
  readonly figures = {
    batches: 0,
    largest: 0,
    delivered: 0,
    redelivered: 0,
    retried: 0,
    dead: 0,
    kills: 0,
    broken: 0,
    frozen: 0,
    rounds: 0,
  }
  /** Called with each process that freezes. */
  onFreeze: ((process: Process) => void) | undefined
  /** Steps of the processes in order; the same for the same seed. */
  readonly trace: string[] = []
  readonly #random: Random
  readonly #faults: Faults
  readonly #abreast: Abreast
  readonly #queues = new Map<string, Queue>()
  readonly #timeline = new Timeline()
  readonly #turns = new Turns((process, ms) => this.#sleep(process, ms))
  readonly #killTimes: number[]
  readonly #frozen = new Set<{ process: Process; thaw: () => void }>()
  #sent = 0

  constructor(setup: { random: Random; faults: Faults; abreast: Abreast; startAt: number }) {
    const { random, faults, abreast, startAt } = setup
    this.#random = random
    this.#faults = faults
    this.#abreast = abreast
    this.now = startAt
    this.startedAt = startAt
    this.#killTimes = Array.from(
      { length: faults.kills },
      () => startAt + random.int(0, faults.killsWithinMs),
    )
    this.#killTimes.sort((a, b) => a - b)
  }

  /** Errors that processes threw and the chaos did not cause. */
  get errors(): readonly unknown[] {
    return this.#turns.errors
  }

  queue(name: string, rules: QueueRules, consume: Queue['consume']): void {
    this.#queues.set(name, { name, rules, consume, held: [] })
  }

  send(queue: string, body: unknown, delayMs = 0): void {
    const { held } = this.#named(queue)
    const message = { id: `${this.name}-${++this.#sent}`, body, attempts: 0 }
    if (delayMs > 0) this.at(this.now + delayMs, () => void held.push(message))
    else held.push(message)
  }

  /** Schedules an action at a time. It must not wait for a process: processes go on only afterwards. */
  at(time: number, action: () => void | Promise<void>): void {
    this.#timeline.add(time, action)
  }

  /** Starts a process beside the consumers, such as a tick of cron, with the same faults. */
  start(name: string, work: (process: Process) => Promise<void>): Promise<void> {
    return this.#turns.begin(name, this.#brokenSteps(name), work)
  }

  /** Starts a process without faults, such as a person at the screen. */
  startCalm(name: string, work: (process: Process) => Promise<void>): Promise<void> {
    return this.#turns.begin(
      name,
      () => null,
      (process) => {
        process.immune = true
        return work(process)
      },
    )
  }

  /** Runs until nothing is left to do. */
  async run(): Promise<void> {
    for (;;) {
      for (let due = this.#timeline.takeDue(this.now); due; due = this.#timeline.takeDue(this.now))
        await due()
      const idle = this.#turns.waiting === 0 && this.#timeline.nextAt() === undefined
      if (this.#turns.running < this.#abreast.consumers && (await this.#startConsumer(idle))) continue
      if (this.#turns.waiting > 0) {
        this.now += this.#random.int(STEP_MS.min, STEP_MS.max)
        this.figures.rounds++
        await this.#turns.round(this.#random, this.#abreast.steps, (one) =>
          this.#freeze(one.kind, one.process, () => this.#turns.thaw(one)),
        )
        continue
      }
      const next = this.#timeline.nextAt()
      if (next === undefined && this.#turns.running === 0) return
      if (next === undefined) await this.#turns.stragglers()
      else this.now = Math.max(this.now, next)
    }
  }

  /** Lets the concerned frozen processes go on now: a zombie is at its worst when another does its work. */
  thaw(concerned: (process: Process) => boolean): void {
    for (const one of [...this.#frozen]) if (concerned(one.process)) one.thaw()
  }

  #sleep(process: Process, ms: number): Promise<void> {
    return new Promise((wake) => {
      const awake = () => this.#turns.wake(process, wake)
      if (!this.#freeze('trip', process, awake)) this.at(this.now + Math.max(0, ms), awake)
    })
  }

  /**
   * Freezes a process. Nothing stops one that stands still between its last look at the clock and its call to a platform: it goes on.
   * A late call is simulated by the platform.
   */
  #freeze(kind: StepKind, process: Process, goOn: () => void | Promise<void>): boolean {
    const { frozen = 0 } = this.#faults
    if (frozen === 0 || kind === 'platform' || process.immune || !this.#random.chance(frozen)) return false
    this.figures.frozen++
    this.trace.push(`frozen: ${process.name} before ${kind}`)
    this.onFreeze?.(process)
    const one = {
      process,
      thaw: () => {
        if (this.#frozen.delete(one)) this.at(this.now, goOn)
      },
    }
    this.#frozen.add(one)
    this.at(this.now + this.#random.int(FROZEN_MS.min, FROZEN_MS.max), one.thaw)
    return true
  }

  async #startConsumer(idle: boolean): Promise<boolean> {
    const ready = [...this.#queues.values()].filter(({ held }) => held.length > 0)
    if (ready.length === 0) return false
    const queue = this.#random.pick(ready)
    const { maxBatchSize } = queue.rules
    // Often leave small batches lying, so that they merge, while there is other work to wait for.
    if (!idle && queue.held.length < maxBatchSize && this.#random.chance(DELAYED)) return false
    const taken = this.#take(
      queue,
      this.#random.chance(0.3) ? this.#random.int(1, maxBatchSize) : maxBatchSize,
    )
    const name = `${queue.name}/${++this.figures.batches} of ${taken.length}`
    this.trace.push(name)
    this.figures.largest = Math.max(this.figures.largest, taken.length)
    this.figures.delivered += taken.length
    const doom = this.#doomOf(taken.length)
    const fate = this.#fateOf(name, doom)
    await this.#turns.begin(name, fate, (process) => this.#consume(queue, taken, process, doom))
    return true
  }

  /** Takes the next messages of a queue, some of them before their turn. */
  #take(queue: Queue, size: number): Held[] {
    const near = queue.held.splice(0, size + this.#faults.window)
    const taken = (this.#faults.window > 0 ? this.#random.shuffled(near) : near).slice(0, size)
    const gone = new Set(taken)
    queue.held.unshift(...near.filter((message) => !gone.has(message)))
    return taken
  }

  async #consume(queue: Queue, taken: Held[], process: Process, doom: Doom | null): Promise<void> {
    const acked = new Set<Held>()
    const retried = new Map<Held, number>()
    // Only the first word on a message counts, and the word of a dead consumer is lost.
    const open = (held: Held) => !process.dead && !acked.has(held) && !retried.has(held)
    const ack = (held: Held) => {
      if (!open(held)) return
      acked.add(held)
      if (
        doom &&
        'ack' in doom &&
        doom.ack === acked.size &&
        this.#kill(`${process.name} after ack ${doom.ack}`)
      )
        process.die()
    }
    const retry = (held: Held, options?: QueueRetryOptions) => {
      const delayMs =
        options?.delaySeconds === undefined ? queue.rules.retryDelayMs : options.delaySeconds * 1000
      if (open(held)) retried.set(held, delayMs)
    }
    for (const held of taken) held.attempts++
    const batch: MessageBatch = {
      queue: queue.name,
      messages: taken.map((held) => ({
        id: held.id,
        timestamp: new Date(this.now),
        body: held.body,
        attempts: held.attempts,
        ack: () => ack(held),
        retry: (options) => retry(held, options),
      })),
      metadata: { metrics: { backlogCount: queue.held.length, backlogBytes: 0 } },
      ackAll: () => taken.forEach(ack),
      retryAll: (options) => {
        for (const held of taken) retry(held, options)
      },
    }
    let failed = false
    await queue.consume(batch, process).catch((error: Error) => {
      failed = true
      this.trace.push(`${process.name} threw ${error.name}`)
    })
    for (const held of taken) {
      // A message on which a finished consumer said nothing counts as acknowledged.
      const done = acked.has(held) || (!failed && !process.dead && !retried.has(held))
      if (done) this.#perhapsOnceMore(queue, held)
      else this.#again(queue, held, retried.get(held) ?? queue.rules.retryDelayMs)
    }
  }

  #perhapsOnceMore(queue: Queue, held: Held): void {
    if (!this.#random.chance(this.#faults.redelivered)) return
    this.figures.redelivered++
    const once = { ...held, attempts: 0 }
    this.at(this.now + this.#random.int(0, REDELIVERED_WITHIN_MS), () => void queue.held.push(once))
  }

  #again(queue: Queue, held: Held, delayMs: number): void {
    const { maxRetries, deadLetters } = queue.rules
    if (held.attempts <= maxRetries) {
      this.figures.retried++
      this.at(this.now + delayMs, () => void queue.held.push(held))
      return
    }
    this.figures.dead++
    if (deadLetters !== undefined) this.#named(deadLetters).held.push({ ...held, attempts: 0 })
  }

  #named(name: string): Queue {
    const queue = this.#queues.get(name)
    if (!queue) throw new Error(`There is no queue ${name}.`)
    return queue
  }

  #doomOf(messages: number): Doom | null {
    const due = this.#killTimes[0]
    if (due === undefined || due > this.now) return null
    if (this.#random.chance(0.3)) return { ack: this.#random.int(1, messages) }
    return { step: this.#random.int(0, DOOMED_STEPS - 1), where: this.#random.pick(WHERE) }
  }

  #fateOf(name: string, doom: Doom | null): Fate {
    const broken = this.#brokenSteps(name)
    return (kind, n) => {
      if (!doom || !('step' in doom) || doom.step !== n) return broken(kind, n)
      return this.#kill(`${name} ${doom.where} step ${n}`)
        ? { where: doom.where, dies: true }
        : broken(kind, n)
    }
  }

  /** Kills a consumer; false when all kills have been used up. */
  #kill(what: string): boolean {
    if (this.#killTimes.shift() === undefined) return false
    this.figures.kills++
    this.trace.push(`killed: ${what}`)
    return true
  }

  #brokenSteps(name: string): Fate {
    return (kind, n) => {
      if (!this.#random.chance(this.#faults.broken)) return null
      const where = this.#random.pick(WHERE)
      this.figures.broken++
      this.trace.push(`broken: ${name} ${where} step ${n} (${kind})`)
      return { where, dies: false }
    }
  }
}
