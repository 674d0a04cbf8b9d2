import type { Chat, ChatMessage, Sent } from './records.ts'

/** An event sent to the phone page as it happens. */
export type PhoneEvent =
  | { type: 'message'; chat: Pick<Chat, 'platform' | 'account' | 'contact'>; message: ChatMessage }
  | { type: 'typing'; chat: Pick<Chat, 'platform' | 'account' | 'contact'> }
  | { type: 'post'; post: Sent }
  | { type: 'refresh' }

export class Events {
  readonly #listeners = new Set<(event: PhoneEvent) => void>()

  emit(event: PhoneEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  listen(listener: (event: PhoneEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
