import * as z from 'zod'

const wireId = z.string().regex(/^\d+(_\d+)?$/)
/** Addresses may begin with the path. */
const wireLink = z
  .string()
  .transform((text) => URL.parse(text, 'https://www.facebook.com')?.href)
  .optional()

/** `GET /{page}?fields=id,name`. */
export const wirePage = z.object({ id: wireId, name: z.string().min(1) })

/** One of `GET /me/accounts` and of a business's pages. The token is missing where the person may not act for the page. */
export const wireOwnPage = wirePage.extend({
  access_token: z.string().min(1).optional(),
  tasks: z.array(z.string()).optional(),
})

/** One of `GET /me/businesses`. */
export const wireBusiness = z.object({ id: wireId })

/** `POST /{page}/feed?fields=id,permalink_url`, `POST /{page}/photos`, `POST /{comment}/comments`. */
export const wireCreated = z.object({ id: wireId, permalink_url: wireLink })

/** `POST /{comment}`, `POST /{comment}/likes`, `POST /{page}/videos` that ends an upload. */
export const wireDone = z.object({ success: z.literal(true) })

const wireOffset = z.coerce.number().int().nonnegative()
/** The part of a video that comes next; nothing is left where it ends at its beginning. */
export const wirePart = z.object({ start_offset: wireOffset, end_offset: wireOffset })

/** `POST /{page}/videos` that begins an upload. */
export const wireUpload = wirePart.extend({ video_id: wireId, upload_session_id: wireId })

/** The refusal of a part that begins elsewhere than the upload goes on. */
export const wireOtherOffset = z.object({
  error: z.object({ error_subcode: z.number(), error_data: wirePart }),
})

/** `GET /{video}?fields=status,post_id,permalink_url`. */
export const wireVideo = z.object({
  status: z.object({ video_status: z.string() }),
  post_id: wireId.optional(),
  permalink_url: wireLink,
})

/** One of `GET /{page}/published_posts`. */
export const wirePost = z.object({
  id: wireId,
  message: z.string().default(''),
  created_time: z.string(),
  permalink_url: wireLink,
})

/** One of `GET /{object}/comments`. */
export const wireComment = z.object({
  id: wireId,
  message: z.string().default(''),
  from: z.object({ id: z.string(), name: z.string() }).optional(),
  created_time: z.string(),
  parent: z.object({ id: wireId }).optional(),
  like_count: z.number().optional(),
  permalink_url: wireLink,
})
export type WireComment = z.infer<typeof wireComment>

/** `POST /{page}/messages`. */
export const wireMessage = z.object({ message_id: z.string().min(1) })
