import type { SystemCtx, WorkspacePorts } from '#core/lib/kernel/context.ts'
import type { ScopedDb } from '#core/lib/kernel/db.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import type { Log } from '#core/lib/kernel/log.ts'
import type { OutboxRow } from '#core/lib/kernel/outbox.ts'
import type { Database, Effects } from '#workers/database.ts'

/** Steps of a process that others can see: everything between two steps happens in its memory alone. */
export type StepKind = 'trip' | 'deliver' | 'gate' | 'platform' | 'model'

/**
 * A fault in a step. `before`: the step is not done. `within`: a transaction breaks off and is rolled back (any other
 * step: as `after`). `after`: the step is done and its result is lost. `dies`: the process dies with it, so that nothing
 * afterwards is done, not even in a catch or finally.
 */
export interface Mishap {
  where: 'before' | 'within' | 'after'
  dies: boolean
}

/** Decides the fate of the n-th step of a process (from 0); null lets it pass. */
export type Fate = (kind: StepKind, n: number) => Mishap | null

/** Conditions of a process: waiting for its turn before each step, and the fate of the step. */
export interface Prospects {
  turn: (kind: StepKind) => Promise<void>
  fate: Fate
  /** Virtual time: nothing really waits. */
  sleep?: (ms: number) => Promise<void>
}

/** Conditions without waiting and faults. */
export const healthy: Prospects = { turn: async () => undefined, fate: () => null }

export class Broken extends Error {
  override name = 'Broken'
}

/** One invocation of the Worker, or one life of an object. It takes turns with others and can die between two steps. */
export class Process {
  readonly name: string
  dead = false
  steps = 0
  /** True when it never freezes. */
  immune = false
  /** True when it does several things at once from its first sleep on: the attempts of a batch. */
  parallel = false
  /** Number of queries and calls under way. Everything else happens in memory. */
  inFlight = 0
  onIdle: (() => void) | undefined
  /** Called with the kind of step after a mishap. */
  onMishap: ((kind: StepKind) => void) | undefined
  readonly #turn: Prospects['turn']
  readonly #fate: Fate
  readonly #sleep: NonNullable<Prospects['sleep']>

  constructor(name: string, { turn, fate, sleep = async () => undefined }: Prospects) {
    this.name = name
    this.#turn = turn
    this.#fate = fate
    this.#sleep = sleep
  }

  die(): void {
    this.dead = true
  }

  async step<T>(kind: StepKind, run: (breakOff: () => void) => Promise<T>): Promise<T> {
    this.#assertAlive()
    await this.#turn(kind)
    this.#assertAlive()
    const mishap = this.#fate(kind, this.steps++)
    if (mishap?.where === 'before') this.#fail(kind, mishap)
    const made = await this.track(() =>
      run(() => {
        if (mishap?.where === 'within') this.#fail(kind, mishap)
      }),
    )
    if (mishap) this.#fail(kind, mishap)
    return made
  }

  async sleep(ms: number): Promise<void> {
    this.parallel = true
    await this.#sleep(ms)
    this.#assertAlive()
  }

  /** Counts work that leaves the process' memory, so that others know when it has come to rest. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    this.inFlight++
    try {
      return await work()
    } finally {
      if (--this.inFlight === 0) this.onIdle?.()
    }
  }

  #assertAlive(): void {
    if (this.dead) throw new Broken(`${this.name} is dead.`)
  }

  #fail(kind: StepKind, { where, dies }: Mishap): never {
    if (dies) this.dead = true
    this.onMishap?.(kind)
    throw new Broken(`${this.name}: ${kind} ${this.steps - 1} broke ${where}${dies ? ', and it died' : ''}.`)
  }
}

export interface Surroundings {
  database: Database
  /** Ports that the chaos leaves alone. */
  base: SystemCtx & WorkspacePorts
  now: () => Date
  log: Log
  /** Receives the jobs. */
  receive: (rows: readonly OutboxRow[]) => Promise<void>
  /** Sees the results of every batch, even when the process never gets them. */
  onBatch?: (process: Process, results: readonly unknown[]) => Promise<void>
}

/** Makes the context of one process: the real rooms over the real database, each trip and each delivery a step of it. */
export function contextOf(
  process: Process,
  { database, base, now, log, receive, onBatch }: Surroundings,
): SystemCtx {
  const deliver = (rows: readonly OutboxRow[]) => process.step('deliver', () => receive(rows))
  const effects: Effects = {
    now,
    warn: (event, error) => log.warn(`database.${event}`, { error: describeError(error) }),
    // A failed delivery stays in the outbox, as with the Worker.
    afterCommit: (rows) =>
      database
        .deliverAndForget(rows, deliver, effects)
        .catch((error: Error) => log.warn('outbox.delivery_failed', { error: error.message })),
  }
  const stepped = (db: ScopedDb): ScopedDb => ({
    batch: (build) =>
      process.step('trip', async () => {
        const results = await db.batch(build)
        await onBatch?.(process, results)
        return results
      }),
    tx: (work) =>
      process.step('trip', (breakOff) =>
        db.tx(async (tx, enqueue) => {
          const made = await work(tx, enqueue)
          breakOff()
          return made
        }),
      ),
  })
  const ports = { ...base, now, log, deliver, requestId: process.name }
  return {
    ...ports,
    db: stepped(database.scoped({ role: 'chorus_system' }, effects)),
    workspace: (workspaceId) => ({
      ...ports,
      workspaceId,
      db: stepped(database.scoped({ role: 'chorus_app', workspaceId, userId: null }, effects)),
    }),
  }
}
