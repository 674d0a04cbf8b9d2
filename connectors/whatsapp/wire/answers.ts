import * as z from 'zod'

/** The Cloud API's answers to our calls, the fields that we read. */

/** The Graph version in every path. */
export const GRAPH_VERSION = 'v23.0'

/** `message_status` is there for templates: accepted, held_for_quality_assessment or paused. */
export const wireSent = z.object({
  contacts: z
    .array(z.object({ input: z.string().optional(), wa_id: z.string().optional() }))
    .optional()
    .catch(undefined),
  messages: z.tuple(
    [z.object({ id: z.string(), message_status: z.string().optional().catch(undefined) })],
    z.unknown(),
  ),
})

export const wireFailure = z.object({
  error: z.object({
    code: z.number(),
    message: z.string(),
    error_data: z.looseObject({ details: z.string().optional() }).optional(),
  }),
})

export const wireSuccess = z.object({ success: z.literal(true) })

export const wireNumber = z.looseObject({
  id: z.string(),
  verified_name: z.string().optional(),
  display_phone_number: z.string().optional(),
})

export const wireUploaded = z.object({ id: z.string().min(1) })

/** `file_size` comes as text. */
export const wireMediaInfo = z.object({
  url: z.string(),
  mime_type: z.string().optional(),
  sha256: z.string().optional(),
  file_size: z.coerce.number().optional().catch(undefined),
})

const wireTemplate = z.looseObject({
  id: z.coerce.string(),
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string().optional(),
  rejected_reason: z.string().optional(),
  components: z.array(z.unknown()).optional(),
})
export type WireTemplate = z.infer<typeof wireTemplate>

/** A page of templates. Only `next` tells that another page follows; the last page has a cursor too, which leads nowhere. */
export const wireTemplates = z.object({
  data: z.array(wireTemplate),
  paging: z
    .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
    .optional(),
})
