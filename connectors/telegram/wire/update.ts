import * as z from 'zod'

/** An update as the Bot API delivers it, as far as we read it. */

/** A part of another shape than we know is as if it were not there: the message around it must not be lost with it. */
const part = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)
const text = part(z.string())
const number = part(z.number())

/** Unix seconds. */
const date = z.int().min(0).max(999_999_999_999)

const user = z.looseObject({ id: z.number(), first_name: text, last_name: text, username: text })
export type WireUser = z.infer<typeof user>

const chat = z.looseObject({ id: z.number(), type: z.string(), username: text })

/** Every kind of file has these; pictures have no name and no type. */
const file = z.object({
  file_id: z.string(),
  file_size: number,
  mime_type: text,
  file_name: text,
  duration: number,
})
export type WireFile = z.infer<typeof file>

const place = z.object({ latitude: z.number(), longitude: z.number() })

export const wireMessage = z.looseObject({
  message_id: z.number(),
  date,
  from: user.optional(),
  chat,
  text: z.string().optional(),
  caption: text,
  media_group_id: text,
  edit_date: part(date),
  forward_origin: part(z.looseObject({ type: text })),
  reply_to_message: part(z.looseObject({ message_id: z.number() })),
  pinned_message: part(z.looseObject({ message_id: z.number() })),
  migrate_to_chat_id: number,
  migrate_from_chat_id: number,
  photo: part(z.array(file).min(1)),
  video: part(file),
  animation: part(file),
  video_note: part(file),
  voice: part(file),
  audio: part(file),
  document: part(file),
  sticker: part(z.looseObject({ file_id: z.string(), file_size: number, emoji: text })),
  location: part(place),
  venue: part(z.object({ location: place, title: text, address: text })),
  contact: part(z.object({ phone_number: z.string(), first_name: text, last_name: text })),
  poll: part(z.object({ question: z.string(), options: part(z.array(z.object({ text: z.string() }))) })),
})
export type WireMessage = z.infer<typeof wireMessage>

export const wireCallback = z.looseObject({
  id: z.string(),
  from: user,
  data: text,
  message: part(
    z.looseObject({
      message_id: z.number(),
      chat,
      reply_markup: part(
        z.object({
          inline_keyboard: z.array(z.array(z.looseObject({ text: z.string(), callback_data: text }))),
        }),
      ),
    }),
  ),
})
export type WireCallback = z.infer<typeof wireCallback>

const reactions = z.array(z.looseObject({ type: z.string(), emoji: text }))

export const wireReaction = z.looseObject({
  chat,
  message_id: z.number(),
  user: user.optional(),
  date,
  old_reaction: reactions,
  new_reaction: reactions,
})
export type WireReaction = z.infer<typeof wireReaction>

const member = z.looseObject({ status: z.string() })

export const wireMembership = z.looseObject({
  chat,
  from: user,
  date,
  old_chat_member: member,
  new_chat_member: member,
})
export type WireMembership = z.infer<typeof wireMembership>

/** The one thing that payloads of all kinds may carry. */
export const wireDated = z.object({ date })

export const wireUpdate = z.looseObject({ update_id: z.number() })
