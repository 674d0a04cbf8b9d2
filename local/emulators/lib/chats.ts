import { BoundedMap } from './bounded.ts'
import type { Events } from './events.ts'
import type { Chat, ChatMessage, Contact } from './records.ts'

const MESSAGES_SHOWN = 500

/** The chats on the contacts' screens. */
export class Chats {
  readonly #chats = new BoundedMap<string, Chat>(1000)
  readonly #events: Events

  constructor(events: Events) {
    this.#events = events
  }

  list(): Chat[] {
    return [...this.#chats.values()]
  }

  get(platform: string, account: string, contactId: string): Chat | undefined {
    return this.#chats.get(key(platform, account, contactId))
  }

  add(platform: string, account: string, contact: Contact, message: ChatMessage): void {
    const at = key(platform, account, contact.id)
    const chat = this.#chats.get(at) ?? { platform, account, contact, messages: [] }
    chat.contact = contact
    chat.messages.push(message)
    if (chat.messages.length > MESSAGES_SHOWN) chat.messages.shift()
    this.#chats.set(at, chat)
    this.#events.emit({ type: 'message', chat: { platform, account, contact }, message })
  }

  /** Changes a message's status. `read` is final, so that a late answer changes nothing. */
  update(
    { platform, account, contactId }: { platform: string; account: string; contactId: string },
    messageId: string,
    change: Partial<Pick<ChatMessage, 'status' | 'error'>>,
  ): void {
    const chat = this.get(platform, account, contactId)
    const message = chat?.messages.find((one) => one.id === messageId)
    if (!chat || !message || message.status === 'read') return
    Object.assign(message, change)
    this.#events.emit({ type: 'message', chat: { platform, account, contact: chat.contact }, message })
  }

  remove(platform: string, account: string, contactId: string, messageId: string): void {
    const chat = this.get(platform, account, contactId)
    if (!chat) return
    chat.messages = chat.messages.filter((message) => message.id !== messageId)
    this.#events.emit({ type: 'refresh' })
  }

  typing(platform: string, account: string, contact: Contact): void {
    this.#events.emit({ type: 'typing', chat: { platform, account, contact } })
  }

  clear(): void {
    this.#chats.clear()
  }
}

const key = (platform: string, account: string, contactId: string) => `${platform} ${account} ${contactId}`
