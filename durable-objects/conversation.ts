import { DurableObject } from 'cloudflare:workers'
import { respond } from '#core/inbox/actions/respond.ts'
import { sendQueued } from '#core/inbox/actions/send.ts'
import { type Burst, burstEndsAt, extendBurst } from '#core/inbox/rules.ts'
import { describeError } from '#core/lib/errors.ts'
import { backoffMs } from '#core/lib/retry.ts'
import { systemContext } from '#workers/context.ts'

/** What survives eviction. The rows are the truth; this only says when to look at them. */
export interface Checkpoint {
  workspaceId: string
  conversationId: string
  burst: Burst | null
  sendAt: number | null
  failures: number
}

export interface Poke {
  workspaceId: string
  conversationId: string
  reason: 'inbound' | 'send'
}

/**
 * One conversation's turn-taking: waits for the contact to stop typing, then answers once, in order. Being one object is
 * what makes it one answer: nothing else decides on this conversation or sends in it.
 */
export class Conversation extends DurableObject<Env> {
  /** Something came in, or is to be sent. Costs one alarm; doubled pokes do nothing. */
  async poke({ workspaceId, conversationId, reason }: Poke): Promise<void> {
    const now = Date.now()
    const checkpoint = this.#load() ?? { workspaceId, conversationId, burst: null, sendAt: null, failures: 0 }
    if (reason === 'inbound') checkpoint.burst = extendBurst(checkpoint.burst, now)
    else checkpoint.sendAt = now
    await this.#save(checkpoint)
  }

  /** For whoever inspects the conversation. */
  inspect(): Checkpoint | null {
    return this.#load()
  }

  override async alarm(): Promise<void> {
    const before = this.#load()
    if (!before) return
    const { workspaceId, conversationId, failures } = before
    const system = systemContext(this.env, {
      actor: { kind: 'object', name: 'conversation' },
      requestId: crypto.randomUUID(),
      defer: (work) => this.ctx.waitUntil(work),
    })
    const ctx = system.workspace(workspaceId)
    // Taken now, so that a poke while we work starts a burst of its own. Should we die, the alarm is called again.
    const due = before.burst !== null && burstEndsAt(before.burst) <= Date.now()
    if (due) this.#put({ ...before, burst: null })
    try {
      // Switched off: the messages stay undecided, and the first sweep after it is switched on pokes again.
      const answering = due && (await system.enabled('answers'))
      const answered = answering ? await respond(ctx, conversationId) : 'nothing'
      const next = await sendQueued(ctx, conversationId)
      const after = this.#load() ?? before
      const again = answered === 'again' ? extendBurst(after.burst, Date.now()) : after.burst
      await this.#save({ ...after, burst: again, sendAt: next?.getTime() ?? null, failures: 0 })
    } catch (error) {
      // The platform gives an alarm up after six tries: catch, and set the next one ourselves.
      ctx.log.error('conversation.failed', { conversationId, failures, error: describeError(error) })
      const retryAt = Date.now() + backoffMs(Math.min(failures + 1, 6))
      const after = this.#load() ?? before
      this.#put({ ...after, burst: due ? before.burst : after.burst, failures: failures + 1 })
      await this.ctx.storage.setAlarm(retryAt)
    }
  }

  #load(): Checkpoint | null {
    return this.ctx.storage.kv.get<Checkpoint>('checkpoint') ?? null
  }

  #put(checkpoint: Checkpoint): void {
    this.ctx.storage.kv.put('checkpoint', checkpoint)
  }

  async #save(checkpoint: Checkpoint): Promise<void> {
    this.#put(checkpoint)
    const times = [checkpoint.burst ? burstEndsAt(checkpoint.burst) : null, checkpoint.sendAt].filter(
      (at) => at !== null,
    )
    if (times.length > 0) await this.ctx.storage.setAlarm(Math.max(Math.min(...times), Date.now()))
  }
}
