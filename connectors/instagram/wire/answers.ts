import * as z from 'zod'

const wireId = z.string().regex(/^\d+$/)

/** `POST /{ig-id}/media`, `POST /{ig-id}/media_publish`. */
export const wireCreated = z.object({ id: wireId })

/** `GET /{container}?fields=status_code,status`. */
export const wireContainer = z.object({
  status_code: z.enum(['IN_PROGRESS', 'FINISHED', 'ERROR', 'EXPIRED', 'PUBLISHED']),
  status: z.string().optional(),
})

/** `GET /{media-id}?fields=permalink`. */
export const wirePermalink = z.object({ permalink: z.url() })

/** `GET /{ig-id}/content_publishing_limit?fields=quota_usage,config`. */
export const wireLimit = z.object({
  data: z.tuple(
    [z.object({ quota_usage: z.number(), config: z.object({ quota_total: z.number().positive() }) })],
    z.unknown(),
  ),
})

const wirePaging = z
  .object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
  .optional()

/** `GET /{ig-id}/media`. A page may be empty, and still name a next one. */
export const wireMediaList = z.object({
  data: z.array(
    z.object({
      id: wireId,
      caption: z.string().default(''),
      permalink: z.url().optional(),
      timestamp: z.string(),
    }),
  ),
  paging: wirePaging,
})

/** `GET /{ig-id}?fields=id,username`. */
export const wireAccount = z.object({ id: wireId, username: z.string().min(1) })

/** `GET /me/accounts`: pages, of which some have an account here. */
export const wirePages = z.object({
  data: z.array(
    z.object({ access_token: z.string().min(1), instagram_business_account: wireAccount.optional() }),
  ),
  paging: wirePaging,
})

/** `GET /oauth/access_token?grant_type=fb_exchange_token`. */
export const wireExchanged = z.object({ access_token: z.string().min(1) })

export const wireFailure = z.object({
  error: z.object({
    code: z.number(),
    error_subcode: z.number().optional(),
    message: z.string(),
    error_user_msg: z.string().optional(),
    is_transient: z.boolean().optional(),
  }),
})
