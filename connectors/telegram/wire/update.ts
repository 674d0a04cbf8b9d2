import * as z from 'zod'

/** The Bot API's updates, the fields that we read. */

/** Treats a part of unknown shape as absent, so that the message around it is not lost. */
const part = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)
/** Drops items of unknown shape and keeps the rest of the list. */
const listOf = <T extends z.ZodType>(item: T) =>
  part(z.array(z.unknown()).transform((items) => items.flatMap((one) => item.safeParse(one).data ?? [])))
/** Accepts a number where text is expected, and text where a number is. */
const text = part(z.union([z.string(), z.number().transform(String)]))
const numeric = z
  .string()
  .regex(/^-?\d+(?:\.\d+)?$/)
  .transform(Number)
const number = part(z.union([z.number(), numeric]))

/** A larger number than this (the year 5138 in seconds) is taken as milliseconds. */
const SECONDS_MAX = 1e11

/** Unix time in seconds or milliseconds, within the range of a `Date`. */
const date = z
  .union([z.number(), numeric])
  .pipe(z.number().min(0).max(8.64e15))
  .transform((time) => (time < SECONDS_MAX ? time : time / 1000))

const user = z.looseObject({ id: z.number(), first_name: text, last_name: text, username: text })
export type WireUser = z.infer<typeof user>

const chat = z.looseObject({ id: z.number(), type: z.string(), username: text })

/** Fields of every kind of file; pictures have no name and no type. */
const file = z.object({
  file_id: z.string(),
  file_size: number,
  mime_type: text,
  file_name: text,
  duration: number,
})
export type WireFile = z.infer<typeof file>

const degrees = z.union([z.number(), numeric])
const place = z.object({ latitude: degrees, longitude: degrees })

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
  photo: listOf(file),
  video: part(file),
  animation: part(file),
  video_note: part(file),
  voice: part(file),
  audio: part(file),
  document: part(file),
  sticker: part(z.looseObject({ file_id: z.string(), file_size: number, emoji: text })),
  location: part(place),
  venue: part(z.object({ location: part(place), title: text, address: text })),
  contact: part(z.object({ phone_number: text, first_name: text, last_name: text })),
  dice: part(z.object({ emoji: text, value: number })),
  poll: part(z.object({ question: text, options: listOf(z.object({ text })) })),
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

/** The time, which payloads of any kind may carry. */
export const wireDated = z.object({ date })

export const wireUpdate = z.looseObject({ update_id: z.number() })
