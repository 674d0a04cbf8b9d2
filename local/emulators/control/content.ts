import * as z from 'zod'
import type { Inbound } from '../emulator.ts'
import type { ChatMessage } from '../lib/records.ts'

/** What a contact sends besides text. */

/** The bytes come as base64 or as text; `sizeBytes` is what the platform says of a file too large to be sent here. */
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

/** `text` is the caption of the first medium. Several media are an album. */
export const contentFields = {
  text: z.string().default(''),
  replyTo: z.string().optional(),
  forwarded: z.boolean().optional(),
  media: z.array(mediaSchema).max(10).optional(),
  /** Null takes it back. */
  reaction: z.strictObject({ messageId: z.string().min(1), emoji: z.string().nullable() }).optional(),
  /** A button or a row of ours that is pressed; `replyTo` is the message that has it. */
  choice: z.strictObject({ id: z.string(), title: z.string() }).optional(),
  place: placeSchema.optional(),
  person: z.strictObject({ name: z.string().min(1), phone: z.string().min(1) }).optional(),
  /** The contact blocks the account, or lets it in again. */
  membership: z.enum(['blocked', 'unblocked']).optional(),
  /** The contact's message with this id, now with this text. */
  edits: z.string().optional(),
  /** Presses a button of a template, where there are such: what stands behind it, beside what stands on it. */
  button: z.strictObject({ payload: z.string(), text: z.string() }).optional(),
  /** Writes in this group. */
  group: z.string().min(1).optional(),
  /** Stops the business's marketing on the platform, or takes that back. */
  preference: z.enum(['stop', 'resume']).optional(),
  /** Goes by this number from now on, where people have one. */
  newNumber: z
    .string()
    .regex(/^\d{7,15}$/)
    .optional(),
  /** What the platform tells in the contact's name. */
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

/** `also`: more of the same contact, delivered together where the platform does so. */
export const batchFields = {
  also: z.array(contentSchema).max(50).optional(),
  /** Delivers what was sent last first. */
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

/** All that a contact sends at once, one medium each: how albums travel. */
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

/** A medium on the contact's screen; `url` is a data URL, absent for what is too large to be shown there. */
export interface ShownMedia {
  kind: string
  mimeType: string
  name: string | null
  url: string | null
}

/** What a chat shows of a message besides its text. */
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
