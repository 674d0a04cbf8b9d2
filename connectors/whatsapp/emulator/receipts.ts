import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import type { Attempt } from '#local/emulators/lib/webhooks.ts'
import { escapedJson, signedDelivery } from '../../meta/emulator/webhook.ts'
import { APP_SECRET } from '../../meta/vars.ts'
import { type Outgoing, statusUpdate } from './wire.ts'

const SENT_AFTER_MS = 60
const DELIVERED_AFTER_MS = 250
const READ_AFTER_MS = 400
const RANK: Record<string, number> = { accepted: 0, sent: 1, delivered: 2, read: 3, played: 4, failed: 5 }
const UNDELIVERABLE = 131026
export const WINDOW_CLOSED = 131047

/** Sends status webhooks for a business's messages. A status never goes back. */
export class Receipts {
  readonly #outgoing = new BoundedMap<string, Outgoing>()
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /** Sends the usual receipts; with `sentOnly`, as for a reaction, only `sent`. */
  follow(outgoing: Outgoing, { sentOnly }: { sentOnly: boolean }): void {
    this.#outgoing.set(outgoing.id, outgoing)
    this.#world.timers.after(SENT_AFTER_MS, () => this.#advance(outgoing, 'sent'))
    if (!sentOnly) this.#world.timers.after(DELIVERED_AFTER_MS, () => this.#advance(outgoing, 'delivered'))
  }

  /** Makes a message fail a moment after it was accepted with a 200. */
  fail(outgoing: Outgoing, errorCode: number): void {
    this.#outgoing.set(outgoing.id, outgoing)
    this.#world.timers.after(SENT_AFTER_MS, () => this.#advance(outgoing, 'failed', errorCode))
  }

  /** Holds an accepted message back: no receipt is sent until a test forces one. */
  hold(outgoing: Outgoing): void {
    this.#outgoing.set(outgoing.id, outgoing)
  }

  /** Marks the contact's messages as read. One that was not reported as delivered before is never reported so. */
  read(account: string, contactId: string): void {
    const unread = [...this.#outgoing.values()].filter(
      (one) =>
        one.account.externalId === account && one.person.id === contactId && (RANK[one.status] ?? 0) < 3,
    )
    for (const one of unread) this.#world.timers.after(READ_AFTER_MS, () => this.#advance(one, 'read'))
  }

  /**
   * Sends receipts as a test asks: in this order, even backwards or twice, each in its own delivery or all in one. Returns
   * null when the message is unknown.
   */
  async force(
    id: string,
    statuses: string[],
    errorCode = UNDELIVERABLE,
    together = false,
  ): Promise<Attempt[] | null> {
    const outgoing = this.#outgoing.get(id)
    if (!outgoing) return null
    const attempts: Attempt[] = []
    for (const batch of together ? [statuses] : statuses.map((status) => [status])) {
      for (const status of batch) this.#show(outgoing, status)
      attempts.push(await this.#tell(outgoing, batch, errorCode))
    }
    return attempts
  }

  clear(): void {
    this.#outgoing.clear()
  }

  async #advance(outgoing: Outgoing, status: string, errorCode = UNDELIVERABLE): Promise<void> {
    if ((RANK[status] ?? 0) <= (RANK[outgoing.status] ?? 0)) return
    this.#show(outgoing, status)
    await this.#tell(outgoing, [status], errorCode)
  }

  #show(outgoing: Outgoing, status: string): void {
    if ((RANK[status] ?? 0) <= (RANK[outgoing.status] ?? 0)) return
    outgoing.status = status
    if (status !== 'sent' && status !== 'delivered' && status !== 'read') return
    const { account, person } = outgoing
    const chat = { platform: account.platform, account: account.externalId, contactId: person.id }
    this.#world.chats.update(chat, outgoing.id, { status })
  }

  #tell(outgoing: Outgoing, statuses: string[], errorCode: number): Promise<Attempt> {
    const { platform, webhook } = outgoing.account
    const payload = statusUpdate(outgoing, statuses, this.#world.now(), errorCode)
    const delivery = signedDelivery({
      platform,
      url: webhook?.url ?? callbackUrl(this.#world),
      json: escapedJson(payload),
      appSecret: this.#world.secret(APP_SECRET),
    })
    return this.#world.webhooks.deliver(delivery, () => undefined)
  }
}

/** The webhook address for all numbers of the app that have none of their own. */
export const callbackUrl = ({ workerUrl }: World) => `${workerUrl}/webhooks/meta`
