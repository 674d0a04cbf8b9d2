import { BLOCKED_STATUSES } from '../unverified.ts'
import { type WireCallback, wireCallback, wireMembership, wireMessage, wireReaction } from '../wire/update.ts'
import { fromUnix, inbound, type Mapped, messageId, said, senderOf } from './message.ts'

/*
 * Map events of a private chat to messages of the contact. Return null for other chats: a group is no conversation
 * of a contact with us.
 */

export function privateMessage(payload: unknown): Mapped | null {
  const parsed = wireMessage.safeParse(payload)
  if (!parsed.success || parsed.data.chat.type !== 'private' || !parsed.data.from) return null
  return { occurredAt: fromUnix(parsed.data.date), payload: inbound(parsed.data, parsed.data.from, payload) }
}

/** Maps an edited message, under its original id and time, so that it is recognised as known. The time of the edit is in its details. */
export function editedMessage(payload: unknown): Mapped | null {
  const mapped = privateMessage(payload)
  if (!mapped) return null
  const details = { ...mapped.payload.details, edited: true }
  return { ...mapped, payload: { ...mapped.payload, details } }
}

/** Maps the press of a button of ours. Telegram sends the button's data; its title is in the message. */
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

/** Maps the reactions as they are now to the first emoji, or to none when all were taken back. */
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
      // A reaction has no id of its own, and may be set and removed several times on one message.
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
 * Says whether a contact has blocked or unblocked the bot; null for a group. This makes no message, so that neither a person
 * nor the machine answers it; the update is told apart by its type.
 */
export function membershipChange(payload: unknown): 'blocked' | 'unblocked' | null {
  const parsed = wireMembership.safeParse(payload)
  if (!parsed.success || parsed.data.chat.type !== 'private') return null
  return BLOCKED_STATUSES.has(parsed.data.new_chat_member.status) ? 'blocked' : 'unblocked'
}
