import * as z from 'zod'

/** The Bot API's answers to our calls, the fields that we read. */

export const wireOk = <T extends z.ZodType>(result: T) => z.object({ ok: z.literal(true), result })

export const wireSent = z.looseObject({
  message_id: z.number(),
  chat: z.looseObject({ id: z.number(), username: z.string().optional() }),
})
export type WireSent = z.infer<typeof wireSent>

/** The answer to an album: one message per medium. */
export const wireAlbum = z.tuple([wireSent], wireSent)

export const wireFailure = z.object({
  ok: z.literal(false),
  error_code: z.number(),
  description: z.string(),
  parameters: z
    .looseObject({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
    .optional(),
})
export type WireFailure = z.infer<typeof wireFailure>

export const wireChat = z.looseObject({
  id: z.number(),
  title: z.string().optional(),
  username: z.string().optional(),
  first_name: z.string().optional(),
})

/** A file without a path cannot be downloaded. */
export const wireFile = z.looseObject({ file_size: z.number().optional(), file_path: z.string().optional() })
