import type { InboundDetails, InboundMedia, InboundMessage, Notice, Sender } from '#core/inbox/schemas.ts'
import { SERVICE_MESSAGES } from '../unverified.ts'
import type { WireFile, WireMessage, WireUser } from '../wire/update.ts'

export interface Mapped {
  occurredAt: Date | null
  payload: InboundMessage
}

/** A message id is unique in its chat only. */
export const messageId = (chat: { id: number }, id: number) => `${chat.id}:${id}`

export const fromUnix = (seconds: number) => new Date(seconds * 1000)

/** Removes undefined fields, so that a field that the platform did not send is absent rather than empty. */
export const said = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

export function senderOf({ id, first_name, last_name, username }: WireUser): Sender {
  const name = [first_name, last_name].filter(Boolean).join(' ')
  return { userId: String(id), ...said({ username, name: name === '' ? undefined : name }) }
}

/** Reads one kind of content by its key in the message; null when the message has none. The first match counts, as some have two keys. */
type Kind = (
  message: WireMessage,
) => { type: string; text?: string; media?: InboundMedia; details?: InboundDetails } | null

const KINDS: readonly Kind[] = [
  ({ text }) => (text === undefined ? null : { type: 'text', text }),
  // Sizes are ordered from small to large.
  ({ photo }) => media('image', photo?.at(-1), { mimeType: 'image/jpeg' }),
  ({ video }) => media('video', video),
  ({ animation }) => media('video', animation),
  ({ video_note }) => media('video', video_note, { mimeType: 'video/mp4' }),
  ({ voice }) => media('audio', voice, { voice: true }),
  ({ audio }) => media('audio', audio),
  ({ document }) => media('document', document),
  ({ sticker }) => (sticker ? media('sticker', { ...sticker }) : null),
  ({ venue }) => (venue ? venuePlace(venue) : null),
  ({ location }) => (location ? place(location) : null),
  ({ contact }) => (contact ? person(contact) : null),
  ({ poll }) =>
    poll
      ? {
          type: 'poll',
          text: [poll.question, ...(poll.options ?? []).map((one) => `– ${one.text ?? '…'}`)]
            .filter(Boolean)
            .join('\n'),
        }
      : null,
  ({ dice }) =>
    dice ? { type: 'dice', text: [dice.emoji, dice.value].filter((one) => one != null).join(' ') } : null,
]

function media(
  kind: InboundMedia['kind'],
  file: Partial<WireFile> | undefined,
  more: Partial<InboundMedia> = {},
): ReturnType<Kind> {
  if (file?.file_id === undefined) return null
  const { file_id: id, mime_type, file_name, file_size, duration } = file
  return {
    type: kind,
    media: {
      kind,
      id,
      ...said({ mimeType: mime_type, fileName: file_name, sizeBytes: file_size, seconds: duration }),
      ...more,
    },
  }
}

function place(at: NonNullable<InboundDetails['place']>): ReturnType<Kind> {
  const text = [at.name, at.address, `${at.latitude}, ${at.longitude}`].filter(Boolean).join('\n')
  return { type: 'location', text, details: { place: at } }
}

function venuePlace({ location, title, address }: NonNullable<WireMessage['venue']>): ReturnType<Kind> {
  const named = said({ name: title, address })
  if (location) return place({ ...location, ...named })
  return { type: 'location', text: Object.values(named).join('\n') }
}

function person(contact: NonNullable<WireMessage['contact']>): ReturnType<Kind> {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(' ')
  const phones = contact.phone_number === undefined ? [] : [contact.phone_number]
  const shown = name || 'Unnamed contact'
  const details = { people: [{ name: shown, phones }] }
  return { type: 'contact', text: [shown, ...phones].join(', '), details }
}

const keysOf = (message: WireMessage): string[] =>
  Object.entries(message).flatMap(([key, value]) => (value === undefined ? [] : [key]))

/** The command that opening the chat sends; it may name the bot, and carry the parameter of a link. */
const START = /^\/start(?:@\w+)?(?:\s+[\w-]{1,64})?\s*$/i

function noticeOf(message: WireMessage): Notice | undefined {
  if (message.text !== undefined) return START.test(message.text) ? 'started' : undefined
  const service = keysOf(message).find((key) => Object.hasOwn(SERVICE_MESSAGES, key))
  return service === undefined ? undefined : SERVICE_MESSAGES[service]
}

/** Keys that any message may have beside its content. */
const AROUND =
  /^(?:message_id|from|chat|date|edit_date|caption.*|sender_.*|forward_.*|reply_.*|is_.*|has_.*|via_bot|entities|author_signature|media_group_id|effect_id|message_thread_id|business_.*|show_.*|quote|external_reply|link_preview_options)$/

/** Names the kind of a message that is not shown here, by Telegram's key. */
function problemOf(message: WireMessage): InboundDetails['problem'] {
  const kind = keysOf(message).find((key) => !AROUND.test(key)) ?? 'nothing'
  return { code: kind, reason: `Telegram sent something that is not shown here (${kind}).` }
}

/** Maps a message. `raw` is the message as received, since the wire schema drops the fields that we do not read. */
export function inbound(message: WireMessage, from: WireUser, raw: unknown): InboundMessage {
  const { chat, caption } = message
  const found = KINDS.map((kind) => kind(message)).find((one) => one !== null)
  const notice = noticeOf(message)
  const about = message.reply_to_message ?? message.pinned_message
  const attached = found?.media && { ...found.media, ...said({ caption }) }
  const details: InboundDetails = {
    ...found?.details,
    ...said<InboundDetails>({
      forwarded: message.forward_origin ? 'once' : undefined,
      album: message.media_group_id,
      notice,
      problem: notice || found ? undefined : problemOf(message),
      edited: message.edit_date === undefined ? undefined : true,
      editedAt: message.edit_date === undefined ? undefined : fromUnix(message.edit_date).toISOString(),
    }),
  }
  return {
    kind: 'message',
    platformMessageId: messageId(chat, message.message_id),
    from: senderOf(from),
    recipient: String(chat.id),
    messageType: notice ? 'system' : (found?.type ?? 'unsupported'),
    text: found?.text ?? caption ?? null,
    ...said({
      media: attached,
      replyTo: about && messageId(chat, about.message_id),
      details: Object.keys(details).length === 0 ? undefined : details,
    }),
    metadata: { ...(raw as object) },
  }
}
