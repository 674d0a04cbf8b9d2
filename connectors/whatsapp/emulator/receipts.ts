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

/** What becomes of the messages that a business sent, told by status webhooks. A status never goes back. */
export class Receipts {
  readonly #outgoing = new BoundedMap<string, Outgoing>()
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /** Of a reaction nothing is told but that it was sent. */
  follow(outgoing: Outgoing, { sentOnly }: { sentOnly: boolean }): void {
    this.#outgoing.set(outgoing.id, outgoing)
    this.#world.timers.after(SENT_AFTER_MS, () => this.#advance(outgoing, 'sent'))
    if (!sentOnly) this.#world.timers.after(DELIVERED_AFTER_MS, () => this.#advance(outgoing, 'delivered'))
  }

  /** Accepted with a 200, and failed a moment later. */
  fail(outgoing: Outgoing, errorCode: number): void {
    this.#outgoing.set(outgoing.id, outgoing)
    this.#world.timers.after(SENT_AFTER_MS, () => this.#advance(outgoing, 'failed', errorCode))
  }

  /** Accepted and held back: nothing is told until a test does. */
  hold(outgoing: Outgoing): void {
    this.#outgoing.set(outgoing.id, outgoing)
  }

  /** A message read before it was reported as delivered is never reported as delivered. */
  read(account: string, contactId: string): void {
    const unread = [...this.#outgoing.values()].filter(
      (one) =>
        one.account.externalId === account && one.person.id === contactId && (RANK[one.status] ?? 0) < 3,
    )
    for (const one of unread) this.#world.timers.after(READ_AFTER_MS, () => this.#advance(one, 'read'))
  }

  /**
   * Receipts as a test wants them: in this order, also backwards or twice, each in a delivery of its own or all in one.
   * Null when the message is unknown.
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

/** One address for all numbers of the app, unless a number overrides it. */
export const callbackUrl = ({ workerUrl }: World) => `${workerUrl}/webhooks/meta`
