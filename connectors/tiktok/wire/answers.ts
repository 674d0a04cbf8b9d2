import * as z from 'zod'

/** Answers of TikTok's API: the fields that we read. Each has an `error`, whose code is `ok` on success. */

/** `GET /v2/user/info/`. */
export const wireUser = z.looseObject({
  user: z.looseObject({ open_id: z.string().min(1), display_name: z.string() }),
})

export const LEVELS = {
  me: 'SELF_ONLY',
  friends: 'MUTUAL_FOLLOW_FRIENDS',
  followers: 'FOLLOWER_OF_CREATOR',
  everyone: 'PUBLIC_TO_EVERYONE',
} as const

/** `POST /v2/post/publish/creator_info/query/`. */
export const wireCreator = z.looseObject({
  creator_username: z.string(),
  privacy_level_options: z.array(z.string()),
  comment_disabled: z.boolean().default(false),
  duet_disabled: z.boolean().default(false),
  stitch_disabled: z.boolean().default(false),
})
export type WireCreator = z.infer<typeof wireCreator>

/** `POST /v2/post/publish/video/init/`. */
export const wireUpload = z.looseObject({ publish_id: z.string().min(1), upload_url: z.url() })

/** `POST /v2/post/publish/content/init/`. */
export const wirePhotos = z.looseObject({ publish_id: z.string().min(1) })

/** `POST /v2/post/publish/status/fetch/`. The ids of posts pass 2^53, and come as strings of their digits (`http.ts`). */
export const wireState = z.looseObject({
  status: z.enum([
    'PROCESSING_UPLOAD',
    'PROCESSING_DOWNLOAD',
    'SEND_TO_USER_INBOX',
    'PUBLISH_COMPLETE',
    'FAILED',
  ]),
  fail_reason: z.string().default('internal'),
  publicaly_available_post_id: z
    .array(z.union([z.string(), z.number()]).transform(String))
    .optional()
    .transform((ids = []) => ids),
  uploaded_bytes: z.number().optional(),
})
export type WireState = z.infer<typeof wireState>

/** A refusal. */
export const wireFailure = z.looseObject({
  error: z.looseObject({
    code: z.string().min(1),
    message: z.string().default(''),
    log_id: z.string().optional(),
  }),
})
