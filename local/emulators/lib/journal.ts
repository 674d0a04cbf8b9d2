import { BoundedList } from './bounded.ts'
import type { Events } from './events.ts'
import type { CallEntry, DeliveryEntry, Sent } from './records.ts'

export class Journal {
  readonly calls = new BoundedList<CallEntry>()
  readonly sent = new BoundedList<Sent>()
  readonly deliveries = new BoundedList<DeliveryEntry>()
  readonly #events: Events

  constructor(events: Events) {
    this.#events = events
  }

  publish(item: Sent): void {
    this.sent.push(item)
    if (item.kind === 'post') this.#events.emit({ type: 'post', post: item })
  }

  withdraw(platform: string, account: string, id: string): void {
    this.sent.remove((item) => item.platform === platform && item.account === account && item.id === id)
    this.#events.emit({ type: 'refresh' })
  }

  clear(): void {
    this.calls.clear()
    this.sent.clear()
    this.deliveries.clear()
  }
}
