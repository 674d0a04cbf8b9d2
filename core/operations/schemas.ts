import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/schemas.ts'

export const webhookEventSchema = z.object({
  id: idSchema,
  source: z.string(),
  type: z.string(),
  externalAccountId: z.string().nullable(),
  status: z.enum(['pending', 'processed', 'failed', 'unassigned']),
  error: z.string().nullable(),
  attempts: z.number().int(),
  payload: z.unknown(),
  receivedAt: instantSchema,
  processedAt: instantSchema.nullable(),
})
export type WebhookEvent = z.infer<typeof webhookEventSchema>

export const webhookEventListQuerySchema = pageQuerySchema.extend({
  status: webhookEventSchema.shape.status.optional(),
})

/** A queue message that used up its attempts. */
export const deadLetterSchema = z.object({
  id: idSchema,
  queue: z.string(),
  body: z.unknown(),
  error: z.string().nullable(),
  attempts: z.number().int(),
  deadAt: instantSchema,
  replayedAt: instantSchema.nullable(),
})
export type DeadLetter = z.infer<typeof deadLetterSchema>

/** What the live socket carries: that something changed, never what. Screens fetch it again. */
export const feedEventSchema = z.object({
  topic: z.enum(['conversations', 'messages', 'scheduled-posts', 'knowledge', 'accounts', 'operations']),
  id: idSchema.optional(),
})
export type FeedEvent = z.infer<typeof feedEventSchema>
