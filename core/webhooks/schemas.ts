import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/kernel/schemas.ts'

/** What endpoints are told of. Triggers write them with the change (`drizzle/functions/outgoing-webhooks.sql`). */
export const EVENT_TYPES = [
  'conversation.created',
  'conversation.changed',
  'message.received',
  'message.changed',
  'escalation.created',
  'escalation.changed',
  'decision.made',
  'comment.received',
  'comment.changed',
  'comment_action.changed',
  'post.changed',
  'account.connected',
  'account.changed',
  'contact.created',
  'contact.changed',
  'signal.found',
  'signal.changed',
] as const
export const eventTypeSchema = z.enum(EVENT_TYPES)
/** What a test sends. */
export const TEST_EVENT = 'endpoint.test'

/**
 * The body of a delivery: ids and what changed, never words of a contact. `data` by type: `conversation.*` and `contact.*` their id and the
 * changed fields by name; `message.*` ids, direction and status; `escalation.*`, `decision.made` ids, status or outcome; `comment.*` the comment, its monitored post, the
 * account, status, triage and the changed fields; `comment_action.changed` what was done to a comment, by whom and its status; `post.changed` the post, its target, the
 * account and the status (`sent`, `failed`, `unknown` and the others); `account.*` the account, its platform and status; `signal.*` the signal, its
 * project, kind, day and status.
 */
export const payloadSchema = z
  .object({
    type: z.union([eventTypeSchema, z.literal(TEST_EVENT)]),
    timestamp: instantSchema.describe('When it happened.'),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Payload' })
export type Payload = z.infer<typeof payloadSchema>

export const endpointSchema = z
  .object({
    id: idSchema,
    url: z.string(),
    events: z.array(eventTypeSchema),
    enabled: z.boolean(),
    problem: z.string().nullable().describe('Why it was switched off.'),
    failingSince: instantSchema.nullable().describe('Nothing has been taken since then.'),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Endpoint' })
export type WebhookEndpoint = z.infer<typeof endpointSchema>

const fields = {
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .describe('A public address that takes POST; redirects are not followed.'),
  events: z
    .array(eventTypeSchema)
    .min(1)
    .transform((events) => [...new Set(events)]),
}
export const createEndpointSchema = z.strictObject(fields).meta({ id: 'CreateEndpoint' })
export type CreateEndpoint = z.infer<typeof createEndpointSchema>
export const updateEndpointSchema = z
  .strictObject({ ...fields, enabled: z.boolean() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'Name at least one field to change.' })
  .meta({ id: 'UpdateEndpoint' })
export type UpdateEndpoint = z.infer<typeof updateEndpointSchema>

export const secretSchema = z
  .object({
    id: idSchema,
    secret: z.string().meta({ examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'] }),
  })
  .meta({ id: 'Secret' })
export const createdEndpointSchema = endpointSchema
  .extend({ secret: secretSchema.shape.secret })
  .meta({ id: 'CreatedEndpoint' })

export const deliverySchema = z
  .object({
    id: idSchema.describe('The `webhook-id` of each try.'),
    endpointId: idSchema,
    type: payloadSchema.shape.type,
    status: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.number().int(),
    answer: z
      .object({ status: z.number().int().nullable(), text: z.string() })
      .nullable()
      .describe(
        'What the endpoint answered last: its status and the beginning of its body, or why there was none.',
      ),
    nextAttemptAt: instantSchema.nullable(),
    deliveredAt: instantSchema.nullable(),
    payload: payloadSchema,
    createdAt: instantSchema,
  })
  .meta({ id: 'Delivery' })
export type WebhookDelivery = z.infer<typeof deliverySchema>
export const endpointListQuerySchema = pageQuerySchema
export const deliveryListQuerySchema = pageQuerySchema
