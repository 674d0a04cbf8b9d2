import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { ConversationObject, type Poke } from '#objects/conversation.ts'
import { Broken, Process, type Prospects } from './process.ts'

/** Time after which Cloudflare calls an alarm again whose handler did not finish. */
const ALARM_AGAIN_MS = 2_000

/**
 * Keeps a conversation object's storage and alarm between its lives. A call reaches the instance whose alarm is
 * running, or a new one, as after an eviction.
 */
export class ConversationHost {
  alarmAt: number | null = null
  readonly #kept = new Map<string, unknown>()
  readonly #contextOf: (process: Process) => SystemCtx
  #lives = 0
  #running: { conversation: ConversationObject; process: Process } | null = null

  constructor(contextOf: (process: Process) => SystemCtx) {
    this.#contextOf = contextOf
  }

  poke(poke: Poke): Promise<void> {
    const running = this.#running?.process.dead === false ? this.#running.conversation : null
    return (running ?? this.#instance()).poke(poke)
  }

  /** Calls the due alarm; one that does not finish is called again. */
  async alarm(prospects: Prospects): Promise<void> {
    this.alarmAt = null
    const process = new Process(`life ${++this.#lives}`, prospects)
    const running = { conversation: this.#instance(process), process }
    this.#running = running
    const failed = await running.conversation
      .alarm()
      .finally(() => {
        if (this.#running === running) this.#running = null
      })
      .then(
        () => process.dead,
        (error: unknown) => {
          if (!(error instanceof Broken)) throw error
          return true
        },
      )
    if (failed && this.alarmAt === null) this.alarmAt = Date.now() + ALARM_AGAIN_MS
  }

  #instance(process?: Process): ConversationObject {
    // Writes of a dead process do not arrive.
    const alive = () => !process?.dead
    const storage = {
      kv: {
        get: (key: string) => structuredClone(this.#kept.get(key)),
        delete: (key: string) => alive() && this.#kept.delete(key),
        put: (key: string, value: unknown) => void (alive() && this.#kept.set(key, structuredClone(value))),
      },
      setAlarm: async (at: number) => {
        if (alive()) this.alarmAt = at
      },
    }
    const state = { storage, waitUntil: () => undefined } as unknown as DurableObjectState
    return new ConversationObject(state, {} as Env, {
      contextOf: () => {
        if (!process) throw new Error('No process lives.')
        return this.#contextOf(process)
      },
    })
  }
}
