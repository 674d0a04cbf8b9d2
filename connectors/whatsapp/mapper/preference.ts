import type { Notice, Update } from '#core/inbox/schemas.ts'
import { type WireContact, wirePreference } from '../wire/webhook.ts'
import { senderOf } from './message.ts'
import { fingerprint, fromUnix, other, said } from './other.ts'

const NOTICES: Record<string, Notice> = { stop: 'marketing_stopped', resume: 'marketing_resumed' }

/** Maps a contact's choice to stop or resume a business's marketing on the platform to an event in their thread. */
export function preferenceUpdate(raw: unknown, account: string, contacts: readonly WireContact[]): Update {
  const parsed = wirePreference.safeParse(raw)
  const preference = parsed.data
  const key = preference?.user_id ?? preference?.wa_id
  const notice =
    preference?.category === 'marketing_messages' && Object.hasOwn(NOTICES, preference.value)
      ? NOTICES[preference.value]
      : undefined
  if (!preference || key === undefined || notice === undefined)
    return other('user_preferences', account, `preference:${fingerprint(raw)}`, raw)
  const { wa_id: from, user_id: from_user_id, detail, value, timestamp } = preference
  const id = `preference:${key}:${value}:${timestamp}`
  return {
    type: 'message',
    platform: 'whatsapp',
    externalAccountId: account,
    dedupeKey: `${account}:${id}`,
    occurredAt: fromUnix(timestamp),
    payload: {
      kind: 'message',
      platformMessageId: id,
      from: senderOf(said({ from, from_user_id }), contacts),
      recipient: from ?? key,
      messageType: 'system',
      text: detail ?? null,
      details: { notice },
      metadata: { ...(raw as object) },
    },
  }
}
