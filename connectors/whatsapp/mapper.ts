import type { InboundMessage, Receipt, Update } from '#core/inbox/schemas.ts'
import type { Outcome } from '#core/lib/connector.ts'
import {
  type WireContact,
  type WireMessage,
  type WireStatus,
  type WireValue,
  wireDelivery,
  wireMessage,
  wireStatus,
  wireTimed,
  wireValue,
} from './wire.ts'

/** One update per message and status of a delivery; what we do not know is kept as it is, never dropped. */
export function toUpdates(body: unknown): Update[] {
  const delivery = wireDelivery.parse(body)
  return delivery.entry.flatMap((entry) =>
    entry.changes.flatMap((change, index) => {
      const at = entry.time === undefined ? null : fromUnix(entry.time)
      const value = wireValue.safeParse(change.value)
      const updates =
        change.field === 'messages' && value.success ? valueUpdates(value.data, entry.id, at) : []
      if (updates.length > 0) return updates
      // The same thing may be told again later: what tells it from a repetition is the time of the entry.
      const key = `${change.field}:${entry.id}:${index}:${fingerprint([entry.time ?? null, change.value])}`
      return [other(change.field, null, key, change.value, at)]
    }),
  )
}

function valueUpdates(value: WireValue, entryId: string, at: Date | null): Update[] {
  const account = value.metadata.phone_number_id
  return [
    ...(value.messages ?? []).map((raw) => messageUpdate(raw, account, value.contacts ?? [])),
    ...(value.statuses ?? []).map((raw) => statusUpdate(raw, account)),
    ...(value.errors ?? []).map((raw, index) =>
      other('error', account, `error:${entryId}:${index}:${fingerprint([at, account, raw])}`, raw, at),
    ),
  ]
}

function messageUpdate(raw: unknown, account: string, contacts: readonly WireContact[]): Update {
  const parsed = wireMessage.safeParse(raw)
  const from = parsed.success ? (parsed.data.from_user_id ?? parsed.data.from) : undefined
  if (!parsed.success || from === undefined)
    return other('message', account, `message:${fingerprint(raw)}`, raw)
  const message = parsed.data
  const contact = contacts.find(
    ({ user_id, wa_id }) => user_id === from || (wa_id !== undefined && wa_id === message.from),
  )
  const payload: InboundMessage = {
    kind: 'message',
    platformMessageId: message.id,
    from: {
      ...(message.from_user_id === undefined ? {} : { userId: message.from_user_id }),
      ...(message.from === undefined ? {} : { phone: message.from }),
      ...(contact?.profile?.username === undefined ? {} : { username: contact.profile.username }),
      ...(contact?.profile?.name === undefined ? {} : { name: contact.profile.name }),
    },
    recipient: message.from ?? from,
    messageType: KNOWN_TYPES.has(message.type) ? message.type : 'unsupported',
    text: textOf(message),
    // As it came: the wire schema leaves out what we do not read.
    metadata: { ...(raw as object) },
  }
  return {
    type: 'message',
    platform: 'whatsapp',
    externalAccountId: account,
    dedupeKey: `message:${message.id}`,
    occurredAt: fromUnix(message.timestamp),
    payload,
  }
}

function statusUpdate(raw: unknown, account: string): Update {
  const parsed = wireStatus.safeParse(raw)
  if (!parsed.success) return other('status', account, `status:${fingerprint(raw)}`, raw)
  const status = parsed.data
  const known = RECEIPTS[status.status]
  if (known === undefined) return other('status', account, `status:${status.id}:${status.status}`, raw)
  const payload: Receipt = {
    kind: 'receipt',
    platformMessageId: status.id,
    callbackData: status.biz_opaque_callback_data ?? null,
    status: known,
    error: known === 'failed' ? errorText(status) : null,
  }
  return {
    type: 'receipt',
    platform: 'whatsapp',
    externalAccountId: account,
    dedupeKey: `status:${status.id}:${status.status}`,
    occurredAt: fromUnix(status.timestamp),
    payload,
  }
}

const other = (
  type: string,
  externalAccountId: string | null,
  dedupeKey: string,
  raw: unknown,
  occurredAt: Date | null = timeOf(raw),
): Update => ({
  type,
  platform: 'whatsapp',
  externalAccountId,
  dedupeKey,
  occurredAt,
  payload: { kind: 'other', raw },
})

function timeOf(raw: unknown): Date | null {
  const timed = wireTimed.safeParse(raw)
  return timed.success ? fromUnix(timed.data.timestamp) : null
}

const KNOWN_TYPES = new Set([
  'text',
  'image',
  'video',
  'sticker',
  'audio',
  'document',
  'location',
  'contacts',
  'reaction',
  'button',
  'interactive',
  'order',
  'system',
])

/** `played` is what a voice note that was listened to says. */
const RECEIPTS: Record<string, Receipt['status']> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
}

function textOf(message: WireMessage): string | null {
  return (
    message.text?.body ??
    message.button?.text ??
    message.interactive?.button_reply?.title ??
    message.interactive?.list_reply?.title ??
    message.image?.caption ??
    message.video?.caption ??
    message.document?.caption ??
    message.order?.text ??
    message.reaction?.emoji ??
    null
  )
}

function errorText({ errors }: WireStatus): string {
  const error = errors?.[0]
  if (!error) return 'WhatsApp could not deliver it and gave no reason.'
  return `WhatsApp ${error.code}: ${error.error_data?.details ?? error.message ?? error.title ?? 'no details'}`
}

const fromUnix = (seconds: string | number) => new Date(Number(seconds) * 1000)

/** Tells deliveries of the same content apart from others, for what has no id of its own (FNV-1a, 64 bits). */
export function fingerprint(value: unknown): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(JSON.stringify(value))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  }
  return hash.toString(16)
}

/**
 * What an error of the send call comes to, by `error.code` alone (the texts change; the HTTP status is 400 even for
 * limits). Source: WhatsApp Cloud API error codes, as tabled in the contract.
 */
export function toOutcome(code: number, text: string, now: Date): Outcome {
  const seconds = LIMITED_SECONDS[code]
  if (seconds !== undefined) {
    return {
      kind: 'limited',
      until: new Date(now.getTime() + seconds * 1000),
      scope: PER_CONTACT.has(code) ? 'action' : 'account',
    }
  }
  if (RETRY.has(code)) return { kind: 'retry', reason: text }
  if (
    code === 0 ||
    code === 190 ||
    code === 3 ||
    code === 10 ||
    code === 131005 ||
    (code >= 200 && code <= 299)
  ) {
    return { kind: 'reauth', reason: text }
  }
  return {
    kind: 'rejected',
    code: String(code),
    reason: text,
    advice: ADVICE[code] ?? 'Correct it before sending again.',
  }
}

const LIMITED_SECONDS: Record<number, number> = {
  4: 300,
  80007: 300,
  130429: 10,
  131056: 6,
  131048: 3600,
  131049: 24 * 3600,
  130472: 24 * 3600,
  368: 3600,
}
/** Limits of one contact, which say nothing of the others. */
const PER_CONTACT = new Set([131056, 131049, 130472])
const RETRY = new Set([1, 2, 131000, 131016, 133004, 131057])
const ADVICE: Record<number, string> = {
  131047: 'More than 24 hours have passed since the contact wrote: send an approved template.',
  131026: 'This contact cannot be reached on WhatsApp.',
  131030: 'Add the number to the test numbers of the app, or use a live number.',
  131050: 'The contact has stopped marketing messages.',
  131031: 'The business account is locked: look at it in Meta Business Suite.',
  131042: 'Settle the payment of the business account.',
  133010: 'Register the number with the Cloud API first.',
}
