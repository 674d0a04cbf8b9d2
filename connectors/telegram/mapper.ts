import type { InboundMessage, Update } from '#core/inbox/schemas.ts'
import type { Outcome } from '#core/lib/connector.ts'
import { type WireMessage, wireDated, wireFailure, wireMessage, wireUpdate } from './wire.ts'

/** Telegram sends one update a request; a private message is a message, everything else is kept as it is. */
export function toUpdates(body: unknown, accountId: string | null): Update[] {
  const update = wireUpdate.parse(body)
  const message = wireMessage.safeParse(update.message)
  const key = `update:${accountId}:${update.update_id}`
  if (!message.success || message.data.chat.type !== 'private' || !message.data.from) {
    const type = Object.keys(update).find((name) => name !== 'update_id') ?? 'update'
    const dated = wireDated.safeParse(update[type])
    const occurredAt = dated.success ? new Date(dated.data.date * 1000) : null
    return [{ ...base(key), type, occurredAt, payload: { kind: 'other', raw: update } }]
  }
  return [
    {
      ...base(key),
      type: 'message',
      occurredAt: new Date(message.data.date * 1000),
      payload: inbound(message.data),
    },
  ]
}

const base = (dedupeKey: string) => ({ platform: 'telegram' as const, externalAccountId: null, dedupeKey })

function inbound(message: WireMessage): InboundMessage {
  const { from, chat } = message
  const name = [from?.first_name, from?.last_name].filter(Boolean).join(' ')
  const type = MEDIA_TYPES.find((key) => key in message)
  return {
    kind: 'message',
    // A message id is unique in its chat only.
    platformMessageId: `${chat.id}:${message.message_id}`,
    from: {
      userId: String(from?.id ?? chat.id),
      ...(from?.username === undefined ? {} : { username: from.username }),
      ...(name === '' ? {} : { name }),
    },
    recipient: String(chat.id),
    messageType: message.text !== undefined ? 'text' : type === 'photo' ? 'image' : (type ?? 'unsupported'),
    text: message.text ?? message.caption ?? null,
    metadata: message,
  }
}

const MEDIA_TYPES = ['photo', 'video', 'voice', 'audio', 'document', 'sticker', 'location', 'contact', 'poll']

/**
 * What an error of the Bot API comes to, by `error_code`, then by description where the code says too little.
 * A server error is an answer of Telegram's own that the request was not taken.
 */
export function toOutcome(body: unknown, status: number, now: Date): Outcome {
  const parsed = wireFailure.safeParse(body)
  if (!parsed.success)
    return { kind: 'unknown', reason: `Telegram answered ${status} in a form we do not know.` }
  const { error_code: code, description, parameters } = parsed.data
  const reason = `Telegram ${code}: ${description}`
  if (code === 429) {
    // One second more than asked: the clocks are not the same.
    return {
      kind: 'limited',
      until: new Date(now.getTime() + ((parameters?.retry_after ?? 30) + 1) * 1000),
      scope: 'account',
    }
  }
  if (code === 401 || code === 404) return { kind: 'reauth', reason }
  if (code >= 500) return { kind: 'retry', reason }
  return { kind: 'rejected', code: String(code), reason, advice: adviceFor(code, description) }
}

function adviceFor(code: number, description: string): string {
  if (code === 403) return 'Add the bot to the chat again, or ask the person to start it.'
  if (/rights|administrator|CHAT_WRITE_FORBIDDEN/i.test(description))
    return 'Make the bot an administrator who may post.'
  if (/chat not found/i.test(description)) return 'Check the chat id, and that the bot is a member.'
  if (/upgraded to a supergroup/i.test(description))
    return 'The group has a new id: connect the account again with it.'
  if (/too long/i.test(description)) return 'Shorten the text.'
  return 'Correct it before sending again.'
}
