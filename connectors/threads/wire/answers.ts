import * as z from 'zod'

const wireId = z.string().regex(/^\d+$/)

/** `POST /{user}/threads`, `POST /{user}/threads_publish`. */
export const wireCreated = z.object({ id: wireId })

/** `GET /{container}?fields=status,error_message`. */
export const wireContainer = z.object({
  status: z.enum(['IN_PROGRESS', 'FINISHED', 'PUBLISHED', 'ERROR', 'EXPIRED']),
  error_message: z.string().optional(),
})

export const wirePermalink = z.object({ permalink: z.url() })

/** `GET /me?fields=id,username`. The id is text here, and a number above 2^53 in the answer to a code. */
export const wireProfile = z.object({ id: wireId, username: z.string().min(1) })

/** `GET /access_token`, `GET /refresh_access_token`. `expires_in` in seconds. */
export const wireLasting = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
})

const wirePaging = z
  .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
  .optional()
const wireRef = z.object({ id: wireId })

/** A post or an answer. Authors have a username and no id. */
const wireThread = z.object({
  id: wireId,
  text: z.string().default(''),
  username: z.string().optional(),
  permalink: z.url().optional(),
  timestamp: z.string(),
  replied_to: wireRef.optional(),
  is_reply_owned_by_me: z.boolean().optional(),
  profile_picture_url: z.string().optional(),
})
export type WireThread = z.infer<typeof wireThread>

/** `GET /me/threads`, `/me/replies`, `/{media}/conversation`, `/keyword_search`. */
export const wireThreads = z.object({ data: z.array(wireThread), paging: wirePaging })

/** `GET /{user}/threads_publishing_limit`. */
export const wireLimit = z.object({
  data: z.tuple(
    [z.object({ quota_usage: z.number(), config: z.object({ quota_total: z.number().positive() }) })],
    z.unknown(),
  ),
})

/** `POST /{reply}/manage_reply`. */
export const wireDone = z.object({ success: z.literal(true) })

export const wireFailure = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional(),
    message: z.string(),
    error_user_msg: z.string().optional(),
    is_transient: z.boolean().optional(),
  }),
})
