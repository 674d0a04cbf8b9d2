import * as z from 'zod'

/** What the Cloud API sends and answers, as far as we read it. Unknown fields are kept where we store them. */

/** The Graph version that every path names. */
export const GRAPH_VERSION = 'v23.0'

/** A part of another shape than we know is as if it were not there: the message around it must not be lost with it. */
const part = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined)

/** Unix seconds as text, no further than a date can say. */
const wireSeconds = z.string().regex(/^\d{1,12}$/)

const wireError = z.object({
  code: z.number(),
  title: part(z.string()),
  message: part(z.string()),
  error_data: part(z.object({ details: part(z.string()) })),
})

const captioned = part(z.object({ caption: part(z.string()) }))

export const wireMessage = z.looseObject({
  id: z.string(),
  from: part(z.string()),
  from_user_id: part(z.string()),
  timestamp: wireSeconds,
  type: z.string(),
  text: part(z.object({ body: z.string() })),
  button: part(z.object({ text: z.string() })),
  interactive: part(
    z.object({
      button_reply: part(z.object({ title: z.string() })),
      list_reply: part(z.object({ title: z.string() })),
    }),
  ),
  image: captioned,
  video: captioned,
  document: captioned,
  order: part(z.object({ text: part(z.string()) })),
  reaction: part(z.object({ emoji: part(z.string()) })),
})
export type WireMessage = z.infer<typeof wireMessage>

export const wireStatus = z.object({
  id: z.string(),
  status: z.string(),
  timestamp: wireSeconds,
  biz_opaque_callback_data: part(z.string()),
  errors: part(z.array(wireError)),
})
export type WireStatus = z.infer<typeof wireStatus>

/** The one thing that things of all kinds may carry. */
export const wireTimed = z.object({ timestamp: wireSeconds })

const wireContact = z.object({
  profile: part(z.object({ name: part(z.string()), username: part(z.string()) })),
  wa_id: part(z.string()),
  user_id: part(z.string()),
})
export type WireContact = z.infer<typeof wireContact>

export const wireValue = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: part(z.array(wireContact.catch({}))),
  messages: z.array(z.unknown()).optional(),
  statuses: z.array(z.unknown()).optional(),
  errors: z.array(z.unknown()).optional(),
})
export type WireValue = z.infer<typeof wireValue>

export const wireDelivery = z.looseObject({
  object: z.string(),
  entry: z.array(
    z.looseObject({
      id: z.string(),
      time: part(z.int().min(0).max(999_999_999_999)),
      changes: z.array(z.looseObject({ field: z.string(), value: z.unknown() })),
    }),
  ),
})

export const wireSent = z.object({ messages: z.tuple([z.object({ id: z.string() })], z.unknown()) })

export const wireFailure = z.object({
  error: z.object({
    code: z.number(),
    message: z.string(),
    error_data: z.looseObject({ details: z.string().optional() }).optional(),
  }),
})

export const wireNumber = z.looseObject({
  id: z.string(),
  verified_name: z.string().optional(),
  display_phone_number: z.string().optional(),
})
