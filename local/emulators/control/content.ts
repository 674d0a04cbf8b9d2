import * as z from 'zod'
import type { Inbound } from '../emulator.ts'
import type { ChatMessage } from '../lib/records.ts'

/** Contents that a contact can send besides text. */

/** A file, with its bytes as base64 or text. `sizeBytes` is the size that the platform reports for a file too large to send here. */
const mediaSchema = z.strictObject({
  kind: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker']),
  mimeType: z.string().min(3),
  base64: z.base64().optional(),
  content: z.string().optional(),
  fileName: z.string().optional(),
  sizeBytes: z.int().min(0).optional(),
  seconds: z.int().min(0).optional(),
})
export type InboundFile = z.infer<typeof mediaSchema>

const placeSchema = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().optional(),
  address: z.string().optional(),
})

/** The fields of a content. `text` is the caption of the first medium; several media are an album. */
export const contentFields = {
  text: z.string().default(''),
  replyTo: z.string().optional(),
  forwarded: z.boolean().optional(),
  media: z.array(mediaSchema).max(10).optional(),
  /** Reacts to a message; a null emoji removes the reaction. */
  reaction: z.strictObject({ messageId: z.string().min(1), emoji: z.string().nullable() }).optional(),
  /** Presses a button or a row of ours; `replyTo` is the message that has it. */
  choice: z.strictObject({ id: z.string(), title: z.string() }).optional(),
  place: placeSchema.optional(),
  person: z.strictObject({ name: z.string().min(1), phone: z.string().min(1) }).optional(),
  /** Blocks or unblocks the account. */
  membership: z.enum(['blocked', 'unblocked']).optional(),
  /** Edits the contact's message with this id: `text` is its new text. */
  edits: z.string().optional(),
  /** Presses a button of a template, where the platform has them: its payload and its text. */
  button: z.strictObject({ payload: z.string(), text: z.string() }).optional(),
  /** Writes in this group. */
  group: z.string().min(1).optional(),
  /** Stops or resumes the business's marketing on the platform. */
  preference: z.enum(['stop', 'resume']).optional(),
  /** Changes the contact's number, where people have one. */
  newNumber: z
    .string()
    .regex(/^\d{7,15}$/)
    .optional(),
  /** Sends a notice of the platform in the contact's name. */
  notice: z
    .enum([
      'request_welcome',
      'revoke',
      'pinned_message',
      'message_auto_delete_timer_changed',
      'write_access_allowed',
    ])
    .optional(),
}

const contentSchema = z.strictObject(contentFields)
export type InboundContent = z.infer<typeof contentSchema>

/** The fields of a batch. `also` holds more contents of the same contact, delivered together where the platform does so. */
export const batchFields = {
  also: z.array(contentSchema).max(50).optional(),
  /** Delivers the last content first. */
  reversed: z.boolean().optional(),
}

export type RichInbound = Inbound &
  Partial<InboundContent> & { also?: InboundContent[] | undefined; reversed?: boolean | undefined }

export const isSaid = (content: Partial<InboundContent>): boolean =>
  (content.text ?? '').trim() !== '' ||
  [
    content.media?.length ? content.media : undefined,
    content.reaction,
    content.choice,
    content.place,
    content.person,
    content.membership,
    content.button,
    content.preference,
    content.newNumber,
    content.notice,
  ].some((one) => one !== undefined)

/** Lists everything that a contact sends at once, with one medium each, as platforms deliver albums. */
export function contentsOf(inbound: RichInbound): InboundContent[] {
  const { also = [], reversed = false } = inbound
  const contents = [inbound, ...also].flatMap((content) => {
    const [first, ...rest] = content.media ?? []
    if (!first) return [content]
    return [{ ...content, media: [first] }, ...rest.map((medium) => ({ text: '', media: [medium] }))]
  })
  return reversed ? contents.reverse() : contents
}

export const fileBytes = ({ base64, content = '' }: InboundFile): Buffer =>
  base64 === undefined ? Buffer.from(content, 'utf8') : Buffer.from(base64, 'base64')

/** A medium on the contact's screen; `url` is a data URL, null for a file too large to be shown. */
export interface ShownMedia {
  kind: string
  mimeType: string
  name: string | null
  url: string | null
}

/** A message in a chat, with everything that is shown besides its text. */
export interface ShownMessage extends ChatMessage {
  media?: ShownMedia[]
  choices?: { id: string; title: string }[]
  template?: string
  reactions?: { contact?: string; business?: string }
}

const SHOWN_MAX_BYTES = 512 * 1024

export const shownMedia = (
  kind: string,
  mimeType: string,
  name: string | null,
  bytes: Buffer,
): ShownMedia => ({
  kind,
  mimeType,
  name,
  url:
    bytes.length > 0 && bytes.length <= SHOWN_MAX_BYTES
      ? `data:${mimeType};base64,${bytes.toString('base64')}`
      : null,
})
