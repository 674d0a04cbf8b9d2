import type { Update } from '#core/inbox/schemas.ts'
import { messageUpdate } from './mapper/message.ts'
import { fingerprint, fromUnix, other } from './mapper/other.ts'
import { preferenceUpdate } from './mapper/preference.ts'
import { statusUpdate } from './mapper/status.ts'
import { type WireValue, wireDelivery, wireValue } from './wire/webhook.ts'

/** Webhook fields that concern one number. */
const FIELDS: ReadonlySet<string> = new Set(['messages', 'user_preferences'])

/** Makes one update per message and status of a delivery. Unknown content is kept as it is, never dropped. */
export function toUpdates(body: unknown): Update[] {
  const delivery = wireDelivery.parse(body)
  return delivery.entry.flatMap((entry) =>
    entry.changes.flatMap((change, index) => {
      const at = entry.time === undefined ? null : fromUnix(entry.time)
      const value = wireValue.safeParse(change.value)
      const updates = FIELDS.has(change.field) && value.success ? valueUpdates(value.data, entry.id, at) : []
      if (updates.length > 0) return updates
      // The same value may come again later as news: the entry's time tells it from a repeated delivery.
      const key = `${change.field}:${entry.id}:${index}:${fingerprint([entry.time ?? null, change.value])}`
      return [other(change.field, null, key, change.value, at)]
    }),
  )
}

/** Maps a value, which may hold messages, statuses, preferences and errors. */
function valueUpdates(value: WireValue, entryId: string, at: Date | null): Update[] {
  const account = value.metadata.phone_number_id
  return [
    ...(value.messages ?? []).map((raw) => messageUpdate(raw, account, value.contacts ?? [])),
    ...(value.statuses ?? []).map((raw) => statusUpdate(raw, account)),
    ...(value.user_preferences ?? []).map((raw) => preferenceUpdate(raw, account, value.contacts ?? [])),
    ...(value.errors ?? []).map((raw, index) =>
      other('error', account, `error:${entryId}:${index}:${fingerprint([at, account, raw])}`, raw, at),
    ),
  ]
}
