import { DurableObject } from 'cloudflare:workers'
import { respond } from '#core/inbox/actions/respond.ts'
import { type Attempt, type Journal, sendQueued } from '#core/inbox/actions/send.ts'
import {
  type Burst,
  burstEndsAt,
  extendBurst,
  joinBursts,
  RESTARTS_AT_MOST,
} from '#core/inbox/rules/decisions.ts'
import type { Actor, Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { backoffMs } from '#core/lib/platform/retry.ts'
import { Turnstile } from './turnstile.ts'

/** State that survives eviction. The rows are the truth; this only says when to look at them. Times are in milliseconds. */
export interface Checkpoint {
  workspaceId: string
  conversationId: string
  /** The burst that the contact is writing. */
  burst: Burst | null
  /** The burst that is being decided on; still set when the object died during it. */
  deciding: Burst | null
  /** How often in a row the contact has written on during the decision. */
  restarts: number
  /** How often in a row deciding has failed; it is not tried again before `decideAfter`. */
  failures: number
  decideAfter: number
  sendAt: number | null
  sendFailures: number
}

/** The parts that the object gets from the house. `workers/index.ts` gives the real ones. */
export interface Deps {
  /** Makes the context of one life of the object. `defer` keeps it alive for work that its alarm need not wait for. */
  contextOf(actor: Actor, defer: (work: Promise<unknown>) => void): SystemCtx
}

export interface Poke {
  workspaceId: string
  conversationId: string
  reason: 'inbound' | 'send'
}

const FRESH = {
  burst: null,
  deciding: null,
  restarts: 0,
  failures: 0,
  decideAfter: 0,
  sendAt: null,
  sendFailures: 0,
}

/**
 * Number of conversations that decide at a time in one isolate. Each asks the database several times; with hundreds, as after an outage,
 * storing contacts' messages would wait behind them. The others wait for their turn in memory, and write nothing; a conversation without
 * a turn within `TURN_WITHIN_MS` tries again later, so that an alarm ends long before the platform ends it.
 */
const deciders = new Turnstile(12)
const TURN_WITHIN_MS = 60_000
const CROWDED_MS = 10_000

/** Wait after a number of failures in a row: 30 s, doubling up to 16 minutes. */
const waitMs = (failures: number) => backoffMs(Math.min(failures, 6))

/**
 * One conversation's turn-taking: waits for the contact to stop typing, then answers once, in order. A single object per
 * conversation ensures a single answer: nothing else decides on this conversation or sends in it. Deciding and sending do not
 * delay each other: each has its own time, and its own failures.
 */
export class ConversationObject extends DurableObject<Env> {
  readonly #deps: Deps
  /** Resolved when there may be messages to send during a decision. */
  #rouse: () => void = () => undefined
  #sendPoked = false

  constructor(state: DurableObjectState, env: Env, deps: Deps) {
    super(state, env)
    this.#deps = deps
  }

  /** Tells the object that a message came in, or is to be sent. Costs one alarm; doubled pokes do nothing. */
  async poke({ workspaceId, conversationId, reason }: Poke): Promise<void> {
    const now = Date.now()
    const checkpoint = this.#load() ?? { workspaceId, conversationId, ...FRESH }
    if (reason === 'inbound') this.#put({ ...checkpoint, burst: extendBurst(checkpoint.burst, now) })
    else {
      this.#put({ ...checkpoint, sendAt: now })
      this.#sendPoked = true
      this.#rouse()
    }
    await this.#schedule()
  }

  /** Returns the state, for inspecting the conversation. */
  inspect(): Checkpoint | null {
    return this.#load()
  }

  override async alarm(): Promise<void> {
    const checkpoint = this.#load()
    if (!checkpoint) return
    const { workspaceId, conversationId } = checkpoint
    const system = this.#deps.contextOf({ kind: 'object', name: 'conversation' }, (work) =>
      this.ctx.waitUntil(work),
    )
    const ctx = system.workspace(workspaceId)
    let deciding = true
    const decided = this.#decide(system, ctx, conversationId).finally(() => {
      deciding = false
      this.#rouse()
    })
    // Messages of people are sent while the machine decides; the machine's answer is sent in the last round.
    for (let last = false; !last; ) {
      last = !deciding
      const roused = new Promise<void>((resolve) => {
        this.#rouse = resolve
      })
      await this.#send(ctx, conversationId)
      if (deciding) await roused
    }
    await decided
    await this.#schedule()
  }

  /** Decides on the burst that has ended, if there is one. Logs an error and tries again later. */
  async #decide(system: SystemCtx, ctx: Ctx, conversationId: string): Promise<void> {
    if (!this.#toDecide()) return
    if (!(await deciders.enter(TURN_WITHIN_MS))) {
      const decideAfter = Date.now() + Math.ceil(CROWDED_MS * Math.random())
      this.#put({ ...this.#checkpoint(), decideAfter })
      return
    }
    try {
      await this.#decideInTurn(system, ctx, conversationId)
    } finally {
      deciders.leave()
    }
  }

  /** Returns the burst to decide on now, and the part of it that has just ended; null for nothing. */
  #toDecide(): { deciding: Burst; ended: Burst | null } | null {
    const { burst, deciding: left, decideAfter } = this.#checkpoint()
    const now = Date.now()
    const ended = burst !== null && burstEndsAt(burst) <= now ? burst : null
    const deciding = joinBursts(left, ended)
    return deciding && decideAfter <= now ? { deciding, ended } : null
  }

  async #decideInTurn(system: SystemCtx, ctx: Ctx, conversationId: string): Promise<void> {
    const due = this.#toDecide()
    if (!due) return
    const { deciding, ended } = due
    const before = this.#checkpoint()
    // Take the burst out, so that messages that come in meanwhile start a new one.
    this.#put({ ...before, deciding, burst: ended ? null : before.burst })
    try {
      // Switched off: the messages stay undecided, and the first sweep after it is switched on pokes again.
      const enabled = await system.enabled('answers')
      const insist = before.restarts >= RESTARTS_AT_MOST
      const answered = enabled ? await respond(ctx, conversationId, { insist }) : 'nothing'
      const again = answered === 'again'
      const after = this.#checkpoint()
      this.#put({
        ...after,
        deciding: null,
        burst: again ? extendBurst(after.burst, Date.now()) : after.burst,
        restarts: again ? before.restarts + 1 : 0,
        failures: 0,
        decideAfter: 0,
        sendAt: answered === 'decided' ? Date.now() : after.sendAt,
      })
    } catch (error) {
      // The platform gives an alarm up after six tries: catch, and set the next one ourselves.
      const failures = before.failures + 1
      ctx.log.error('conversation.undecided', { conversationId, failures, error: describeError(error) })
      const after = this.#checkpoint()
      const burst = joinBursts(deciding, after.burst)
      this.#put({ ...after, deciding: null, burst, failures, decideAfter: Date.now() + waitMs(failures) })
    }
  }

  /** Sends due messages, if there are any. Logs an error and tries again later. */
  async #send(ctx: Ctx, conversationId: string): Promise<void> {
    const { sendAt, sendFailures } = this.#checkpoint()
    if (sendAt === null || sendAt > Date.now()) return
    this.#sendPoked = false
    try {
      const next = await sendQueued(ctx, conversationId, this.#journal)
      const after = this.#checkpoint()
      this.#put({
        ...after,
        sendAt: this.#sendPoked ? after.sendAt : (next?.getTime() ?? null),
        sendFailures: 0,
      })
    } catch (error) {
      const failures = sendFailures + 1
      ctx.log.error('conversation.unsent', { conversationId, failures, error: describeError(error) })
      this.#put({ ...this.#checkpoint(), sendAt: Date.now() + waitMs(failures), sendFailures: failures })
    }
  }

  readonly #journal: Journal = {
    read: () => this.ctx.storage.kv.get<Attempt>('attempt') ?? null,
    write: (attempt) => {
      if (attempt) this.ctx.storage.kv.put('attempt', attempt)
      else this.ctx.storage.kv.delete('attempt')
    },
  }

  #load(): Checkpoint | null {
    const kept = this.ctx.storage.kv.get<Checkpoint>('checkpoint')
    return kept ? { ...FRESH, ...kept } : null
  }

  #checkpoint(): Checkpoint {
    const checkpoint = this.#load()
    if (!checkpoint) throw new Error('A conversation works before anything woke it.')
    return checkpoint
  }

  #put(checkpoint: Checkpoint): void {
    this.ctx.storage.kv.put('checkpoint', checkpoint)
  }

  /** Sets the alarm to the first moment at which something can be done. */
  async #schedule(): Promise<void> {
    const { burst, deciding, decideAfter, sendAt } = this.#checkpoint()
    const endsAt = deciding ? 0 : burst && burstEndsAt(burst)
    const times = [endsAt === null ? null : Math.max(endsAt, decideAfter), sendAt].filter((at) => at !== null)
    if (times.length > 0) await this.ctx.storage.setAlarm(Math.max(Math.min(...times), Date.now()))
  }
}
