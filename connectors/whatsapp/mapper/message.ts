import type { InboundMessage, Sender, Update } from '#core/inbox/schemas.ts'
import { type WireMessage, wireMessage } from '../wire/message.ts'
import type { WireContact } from '../wire/webhook.ts'
import { detailsOf } from './details.ts'
import { MEDIA, mediaOf } from './media.ts'
import { newNumber, noticeOf } from './notice.ts'
import { fingerprint, fromUnix, other, said } from './other.ts'
import { textOf } from './text.ts'

const TYPES: ReadonlySet<string> = new Set([
  ...MEDIA,
  'text',
  'location',
  'contacts',
  'reaction',
  'button',
  'interactive',
  'order',
])

export function messageUpdate(raw: unknown, account: string, contacts: readonly WireContact[]): Update {
  const parsed = wireMessage.safeParse(raw)
  const key = parsed.success ? (parsed.data.from_user_id ?? parsed.data.from) : undefined
  if (!parsed.success || key === undefined)
    return other('message', account, `message:${fingerprint(raw)}`, raw)
  const message = parsed.data
  // A group message belongs to no conversation of a contact with us.
  if (message.group_id !== undefined) return other('message.group', account, `message:${message.id}`, raw)
  const notice = noticeOf(message)
  const known = notice !== undefined || TYPES.has(message.type)
  const payload: InboundMessage = {
    kind: 'message',
    platformMessageId: message.id,
    from: senderOf(message, contacts),
    // A contact who has changed the number is written to at the new one.
    recipient: newNumber(message) ?? message.from ?? key,
    messageType: notice ? 'system' : known ? message.type : 'unsupported',
    text: textOf(message),
    ...said({
      media: mediaOf(message),
      replyTo:
        message.context?.id ??
        message.reaction?.message_id ??
        message.edit?.message_id ??
        message.revoke?.message_id,
      details: detailsOf(message),
    }),
    // The message as received, since the wire schema drops the fields that we do not read.
    metadata: { ...(raw as object) },
  }
  return {
    type: 'message',
    platform: 'whatsapp',
    externalAccountId: account,
    // A message that could not be shown may be delivered again under the same id once it can be.
    dedupeKey: `${known ? 'message' : 'unsupported'}:${message.id}`,
    occurredAt: fromUnix(message.timestamp),
    payload,
  }
}

/** Reads the sender. The user id comes first: it is there when the phone is hidden. */
export function senderOf(
  { from, from_user_id }: Pick<WireMessage, 'from' | 'from_user_id'>,
  contacts: readonly WireContact[],
): Sender {
  const contact = contacts.find(
    ({ user_id, wa_id }) =>
      (user_id !== undefined && user_id === from_user_id) || (wa_id !== undefined && wa_id === from),
  )
  return said({
    userId: from_user_id,
    phone: from,
    username: contact?.profile?.username,
    name: contact?.profile?.name,
  })
}
