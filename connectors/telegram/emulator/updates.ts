import type { World } from '#local/emulators/emulator.ts'
import { type Attempt, type Delivery, wasAccepted } from '#local/emulators/lib/webhooks.ts'

export interface Webhook {
  url: string
  secret: string | null
  /** Null for the platform's default, which includes messages. */
  allowedUpdates: string[] | null
}

interface Pending {
  json: string
  settled: (attempt: Attempt) => void
}

const NO_WEBHOOK: Attempt = {
  status: null,
  error: 'No webhook is registered for this bot: call setWebhook first.',
}
const DROPPED: Attempt = { status: null, error: 'The update was dropped.' }
const BEHIND: Attempt = { status: null, error: 'It waits behind an update that was not accepted yet.' }

/** Delivers one bot's updates in order. An update that is not accepted is tried again and holds up those behind it. */
export class UpdateQueue {
  readonly #world: World
  readonly #webhook: () => Webhook | null
  #pending: Pending[] = []
  #tries = 0
  #busy = false
  #waiting = false
  #lastError: { date: number; message: string } | null = null

  constructor(world: World, webhook: () => Webhook | null) {
    this.#world = world
    this.#webhook = webhook
  }

  get pendingCount(): number {
    return this.#pending.length
  }

  get lastError() {
    return this.#lastError
  }

  /** Adds an update. Resolves after the first try; `settled` is called after each. */
  push(json: string, settled: (attempt: Attempt) => void): Promise<Attempt> {
    return new Promise((resolve) => {
      const tell = (attempt: Attempt) => {
        settled(attempt)
        resolve(attempt)
      }
      this.#pending.push({ json, settled: tell })
      if (this.#webhook() === null) tell(NO_WEBHOOK)
      else if (this.#waiting) tell(BEHIND)
      else this.resume()
    })
  }

  resume(): void {
    if (!this.#busy && !this.#waiting) void this.#deliver()
  }

  /** Drops what is pending, as `drop_pending_updates` does. */
  clear(): void {
    const dropped = this.#pending
    this.#pending = []
    for (const update of dropped) update.settled(DROPPED)
    this.#tries = 0
    this.#waiting = false
  }

  async #deliver(): Promise<void> {
    this.#busy = true
    let next = this.#pending[0]
    let webhook = this.#webhook()
    while (next && webhook && !this.#waiting) {
      const attempt = await this.#world.webhooks.attempt(toDelivery(webhook, next.json))
      if (wasAccepted(attempt)) this.#drop(next)
      else this.#failed(next, attempt)
      next.settled(attempt)
      next = this.#pending[0]
      webhook = this.#webhook()
    }
    this.#busy = false
  }

  #failed(update: Pending, attempt: Attempt): void {
    const date = Math.floor(this.#world.now().getTime() / 1000)
    this.#lastError = { date, message: `Wrong response from the webhook: ${attempt.status ?? attempt.error}` }
    const delay = this.#world.webhooks.retryDelaysMs[this.#tries]
    if (delay === undefined) {
      this.#drop(update)
      return
    }
    this.#tries += 1
    this.#waiting = true
    for (const behind of this.#pending) if (behind !== update) behind.settled(BEHIND)
    this.#world.timers.after(delay, () => {
      this.#waiting = false
      this.resume()
    })
  }

  #drop(update: Pending): void {
    this.#pending = this.#pending.filter((one) => one !== update)
    this.#tries = 0
  }
}

/** Updates that the platform does not send by default. */
const NOT_BY_DEFAULT: ReadonlySet<string> = new Set([
  'chat_member',
  'message_reaction',
  'message_reaction_count',
])

/** Tests whether the webhook gets updates of this kind, by `allowed_updates` or the default. */
export const wants = (webhook: Webhook | null, kind: string) =>
  webhook?.allowedUpdates ? webhook.allowedUpdates.includes(kind) : !NOT_BY_DEFAULT.has(kind)

export function toDelivery({ url, secret }: Webhook, json: string): Delivery {
  return {
    platform: 'telegram',
    url,
    bytes: Buffer.from(json),
    headers: {
      'content-type': 'application/json',
      ...(secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret }),
    },
  }
}
