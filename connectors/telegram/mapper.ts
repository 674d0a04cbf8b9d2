import type { Update } from '#core/inbox/schemas.ts'
import {
  callbackMessage,
  editedMessage,
  membershipChange,
  privateMessage,
  reactionMessage,
} from './mapper/events.ts'
import type { Mapped } from './mapper/message.ts'
import { MIGRATION_KEYS } from './unverified.ts'
import { wireDated, wireUpdate } from './wire/update.ts'

/** What a private chat tells us, by the key of the update. */
const READERS: Record<string, (payload: unknown, updateId: number) => Mapped | null> = {
  message: privateMessage,
  edited_message: editedMessage,
  callback_query: callbackMessage,
  message_reaction: reactionMessage,
}

/** Telegram sends one update a request. What is not of a private chat, or not known, is kept as it is. */
export function toUpdates(body: unknown, accountId: string | null): Update[] {
  const update = wireUpdate.parse(body)
  const type = Object.keys(update).find((name) => name !== 'update_id') ?? 'update'
  const payload = update[type]
  const base = {
    platform: 'telegram' as const,
    // The address that it came to says which account it is.
    externalAccountId: null,
    dedupeKey: `update:${accountId}:${update.update_id}`,
  }
  const mapped = Object.hasOwn(READERS, type) ? READERS[type]?.(payload, update.update_id) : null
  if (mapped) return [{ ...base, type: 'message', ...mapped }]
  const dated = wireDated.safeParse(payload)
  const occurredAt = dated.success ? new Date(dated.data.date * 1000) : null
  return [{ ...base, type: typeOf(type, payload), occurredAt, payload: { kind: 'other', raw: update } }]
}

/** What we keep without acting on it goes by Telegram's word for it, said more exactly where that says too little. */
function typeOf(type: string, payload: unknown): string {
  const change = type === 'my_chat_member' ? membershipChange(payload) : null
  if (change !== null) return `${type}.${change}`
  if (typeof payload !== 'object' || payload === null) return type
  return MIGRATION_KEYS.some((key) => key in payload) ? 'migration' : type
}
