import { BLOCKED_STATUSES } from '../unverified.ts'
import { type WireCallback, wireCallback, wireMembership, wireMessage, wireReaction } from '../wire/update.ts'
import { fromUnix, inbound, type Mapped, messageId, said, senderOf } from './message.ts'

/*
 * What happens in a private chat, as messages of the contact. Null for what is not of one: a group's is nobody's
 * conversation with us.
 */

export function privateMessage(payload: unknown): Mapped | null {
  const parsed = wireMessage.safeParse(payload)
  if (!parsed.success || parsed.data.chat.type !== 'private' || !parsed.data.from) return null
  return { occurredAt: fromUnix(parsed.data.date), payload: inbound(parsed.data, parsed.data.from, payload) }
}

/** The message that was edited, under its own id and at its own time: who has it already, has it. When it was edited, it says itself. */
export function editedMessage(payload: unknown): Mapped | null {
  const mapped = privateMessage(payload)
  if (!mapped) return null
  const details = { ...mapped.payload.details, edited: true }
  return { ...mapped, payload: { ...mapped.payload, details } }
}

/** Somebody presses a button of ours. Telegram says what stands behind it; what stood on it is in the message. */
export function callbackMessage(payload: unknown): Mapped | null {
  const parsed = wireCallback.safeParse(payload)
  if (!parsed.success || parsed.data.message?.chat.type !== 'private') return null
  const { id, from, data, message } = parsed.data
  const title = titleOf(message, data)
  return {
    occurredAt: null,
    payload: {
      kind: 'message',
      platformMessageId: `callback:${id}`,
      from: senderOf(from),
      recipient: String(message.chat.id),
      messageType: 'button',
      text: title ?? data ?? null,
      replyTo: messageId(message.chat, message.message_id),
      details: { choice: said({ id: data, title }) },
      metadata: { ...(payload as object) },
    },
  }
}

const titleOf = (message: WireCallback['message'], data: string | undefined) =>
  message?.reply_markup?.inline_keyboard.flat().find(({ callback_data }) => callback_data === data)?.text

/** The reactions as they are now; the first emoji stands for them, none for all taken back. */
export function reactionMessage(payload: unknown, updateId: number): Mapped | null {
  const parsed = wireReaction.safeParse(payload)
  if (!parsed.success || parsed.data.chat.type !== 'private' || !parsed.data.user) return null
  const { chat, user, date, message_id, new_reaction } = parsed.data
  const emoji = new_reaction.find((one) => one.emoji !== undefined)?.emoji ?? null
  const target = messageId(chat, message_id)
  return {
    occurredAt: fromUnix(date),
    payload: {
      kind: 'message',
      // A reaction has no id, and one to the same message may come and go.
      platformMessageId: `${target}:reaction:${updateId}`,
      from: senderOf(user),
      recipient: String(chat.id),
      messageType: 'reaction',
      text: emoji,
      replyTo: target,
      details: { reaction: { messageId: target, emoji } },
      metadata: { ...(payload as object) },
    },
  }
}

/**
 * A contact has blocked the bot or let it in again. Nobody's words: it is told apart by its name, and makes no message that
 * anybody, least of all a machine, might answer. Null for a group's.
 */
export function membershipChange(payload: unknown): 'blocked' | 'unblocked' | null {
  const parsed = wireMembership.safeParse(payload)
  if (!parsed.success || parsed.data.chat.type !== 'private') return null
  return BLOCKED_STATUSES.has(parsed.data.new_chat_member.status) ? 'blocked' : 'unblocked'
}
