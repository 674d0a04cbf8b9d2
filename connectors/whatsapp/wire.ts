import * as z from 'zod'

/** What the Cloud API sends and answers, as far as we read it. Unknown fields are kept where we store them. */

/** The Graph version that every path names. */
export const GRAPH_VERSION = 'v23.0'

const wireError = z.object({
  code: z.number(),
  title: z.string().optional(),
  message: z.string().optional(),
  error_data: z.object({ details: z.string().optional() }).optional(),
})

export const wireMessage = z.looseObject({
  id: z.string(),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  timestamp: z.string().regex(/^\d+$/),
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  button: z.looseObject({ text: z.string() }).optional(),
  interactive: z
    .looseObject({
      button_reply: z.looseObject({ title: z.string() }).optional(),
      list_reply: z.looseObject({ title: z.string() }).optional(),
    })
    .optional(),
  image: z.looseObject({ caption: z.string().optional() }).optional(),
  video: z.looseObject({ caption: z.string().optional() }).optional(),
  document: z.looseObject({ caption: z.string().optional() }).optional(),
  reaction: z.looseObject({ message_id: z.string(), emoji: z.string().optional() }).optional(),
})
export type WireMessage = z.infer<typeof wireMessage>

export const wireStatus = z.looseObject({
  id: z.string(),
  status: z.string(),
  timestamp: z.string().regex(/^\d+$/),
  biz_opaque_callback_data: z.string().optional(),
  errors: z.array(wireError).optional(),
})
export type WireStatus = z.infer<typeof wireStatus>

export const wireContact = z.looseObject({
  profile: z.looseObject({ name: z.string().optional(), username: z.string().optional() }).optional(),
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
})
export type WireContact = z.infer<typeof wireContact>

export const wireValue = z.looseObject({
  metadata: z.looseObject({ phone_number_id: z.string() }),
  contacts: z.array(wireContact).optional(),
  messages: z.array(z.unknown()).optional(),
  statuses: z.array(z.unknown()).optional(),
})

export const wireDelivery = z.looseObject({
  object: z.string(),
  entry: z.array(
    z.looseObject({
      id: z.string(),
      changes: z.array(z.looseObject({ field: z.string(), value: z.unknown() })),
    }),
  ),
})

export const wireSent = z.object({ messages: z.tuple([z.object({ id: z.string() })]) })

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
