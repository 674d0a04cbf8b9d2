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

/** One of `GET /{ig-id}/media`. */
export const wireMedium = z.object({
  id: wireId,
  caption: z.string().default(''),
  permalink: z.url().optional(),
  timestamp: z.string(),
})

/** `GET /{ig-id}?fields=id,username`. */
export const wireAccount = z.object({ id: wireId, username: z.string().min(1) })

/** One of `GET /me/accounts`: a page, which may have an account here. */
export const wirePage = z.object({
  access_token: z.string().min(1),
  instagram_business_account: wireAccount.optional(),
})
