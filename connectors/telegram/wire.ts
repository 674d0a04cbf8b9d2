import * as z from 'zod'

const user = z.looseObject({
  id: z.number(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  username: z.string().optional(),
})

/** Unix seconds. */
const date = z.int().min(0).max(999_999_999_999)

export const wireMessage = z.looseObject({
  message_id: z.number(),
  date,
  from: user.optional(),
  chat: z.looseObject({ id: z.number(), type: z.string(), username: z.string().optional() }),
  text: z.string().optional(),
  caption: z.string().optional(),
})
export type WireMessage = z.infer<typeof wireMessage>

/** The one thing that payloads of all kinds may carry. */
export const wireDated = z.object({ date })

export const wireUpdate = z.looseObject({ update_id: z.number(), message: z.unknown().optional() })

export const wireOk = <T extends z.ZodType>(result: T) => z.object({ ok: z.literal(true), result })

export const wireFailure = z.object({
  ok: z.literal(false),
  error_code: z.number(),
  description: z.string(),
  parameters: z.looseObject({ retry_after: z.number().optional() }).optional(),
})

export const wireChat = z.looseObject({
  id: z.number(),
  title: z.string().optional(),
  username: z.string().optional(),
  first_name: z.string().optional(),
})
