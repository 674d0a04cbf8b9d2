import * as z from 'zod'
import { listOf, part, wireText as text, wireError, wireSeconds } from './part.ts'

/** The Cloud API's webhook around its messages, the fields that we read. */

export const wireStatus = z.object({
  id: z.string(),
  status: z.string(),
  timestamp: wireSeconds,
  recipient_id: text,
  recipient_user_id: text,
  biz_opaque_callback_data: text,
  errors: listOf(wireError),
  pricing: part(z.object({ billable: part(z.boolean()), pricing_model: text, category: text, type: text })),
})
export type WireStatus = z.infer<typeof wireStatus>

/** The time, which items of any kind may carry. */
export const wireTimed = z.object({ timestamp: wireSeconds })

const wireContact = z.object({
  profile: part(z.object({ name: text, username: text })),
  wa_id: text,
  user_id: text,
})
export type WireContact = z.infer<typeof wireContact>

/** A contact's choice about a business, made on the platform itself. */
export const wirePreference = z.object({
  wa_id: text,
  user_id: text,
  category: z.string(),
  value: z.string(),
  detail: text,
  timestamp: wireSeconds,
})
export type WirePreference = z.infer<typeof wirePreference>

export const wireValue = z.object({
  metadata: z.object({ phone_number_id: z.union([z.string(), z.number().transform(String)]) }),
  contacts: listOf(wireContact),
  messages: z.array(z.unknown()).optional(),
  statuses: z.array(z.unknown()).optional(),
  errors: z.array(z.unknown()).optional(),
  user_preferences: z.array(z.unknown()).optional(),
})
export type WireValue = z.infer<typeof wireValue>

export const wireDelivery = z.looseObject({
  object: z.string(),
  entry: z.array(
    z.looseObject({
      id: z.string(),
      time: part(wireSeconds),
      changes: z.array(z.looseObject({ field: z.string(), value: z.unknown() })),
    }),
  ),
})
