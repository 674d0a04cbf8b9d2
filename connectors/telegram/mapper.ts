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

/** Readers of a private chat's updates, by the key of the update. */
const READERS: Record<string, (payload: unknown, updateId: number) => Mapped | null> = {
  message: privateMessage,
  edited_message: editedMessage,
  callback_query: callbackMessage,
  message_reaction: reactionMessage,
}

/** Maps one request, which holds one update. Updates of other chats and unknown ones are kept as they are. */
export function toUpdates(body: unknown, accountId: string | null): Update[] {
  const update = wireUpdate.parse(body)
  const type = Object.keys(update).find((name) => name !== 'update_id') ?? 'update'
  const payload = update[type]
  const base = {
    platform: 'telegram' as const,
    // The webhook address identifies the account.
    externalAccountId: null,
    dedupeKey: `update:${accountId}:${update.update_id}`,
  }
  const mapped = Object.hasOwn(READERS, type) ? READERS[type]?.(payload, update.update_id) : null
  if (mapped) return [{ ...base, type: 'message', ...mapped }]
  const dated = wireDated.safeParse(payload)
  const occurredAt = dated.success ? new Date(dated.data.date * 1000) : null
  return [{ ...base, type: typeOf(type, payload), occurredAt, payload: { kind: 'other', raw: update } }]
}

/** Names an update that is kept but not acted on by Telegram's key, made more exact where that is ambiguous. */
function typeOf(type: string, payload: unknown): string {
  const change = type === 'my_chat_member' ? membershipChange(payload) : null
  if (change !== null) return `${type}.${change}`
  if (typeof payload !== 'object' || payload === null) return type
  return MIGRATION_KEYS.some((key) => key in payload) ? 'migration' : type
}
