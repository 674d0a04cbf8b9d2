import * as z from 'zod'

/** Answers of a server (Mastodon's client API) to our calls, the fields that we read. Ids are local to the server. */

const wireId = z.string().min(1)

/** `GET /api/v2/instance`; version 1 has its `uri` in place of `domain`, and of the limits only some. */
export const wireInstance = z.looseObject({
  domain: z.string().min(1).optional(),
  uri: z.string().min(1).optional(),
  configuration: z
    .looseObject({
      statuses: z
        .looseObject({
          max_characters: z.int().positive().optional(),
          max_media_attachments: z.int().min(0).optional(),
        })
        .optional(),
      media_attachments: z
        .looseObject({
          image_size_limit: z.int().positive().optional(),
          video_size_limit: z.int().positive().optional(),
        })
        .optional(),
    })
    .optional(),
})
export type WireInstance = z.infer<typeof wireInstance>

/** `POST /api/v1/apps`. */
export const wireApp = z.looseObject({ client_id: z.string().min(1), client_secret: z.string().min(1) })

/** An account; `acct` of somebody on another server has that server's name after an @. */
export const wireAccount = z.looseObject({
  id: wireId,
  username: z.string().min(1),
  acct: z.string().min(1),
  display_name: z.string().default(''),
  avatar: z.string().nullish(),
})
export type WireAccount = z.infer<typeof wireAccount>

/** `POST /api/v2/media`, `GET /api/v1/media/{id}`. */
export const wireMedium = z.looseObject({ id: wireId })

export const wireStatus = z.looseObject({
  id: wireId,
  uri: z.string().min(1),
  url: z.string().nullish(),
  created_at: z.string(),
  /** HTML of strangers. */
  content: z.string(),
  spoiler_text: z.string().default(''),
  visibility: z.string().default('public'),
  language: z.string().nullish(),
  in_reply_to_id: wireId.nullish(),
  favourites_count: z.number().optional(),
  reblogs_count: z.number().optional(),
  replies_count: z.number().optional(),
  account: wireAccount,
  tags: z.array(z.looseObject({ name: z.string() })).default([]),
  reblog: z.unknown().optional(),
})
export type WireStatus = z.infer<typeof wireStatus>
export const wireStatuses = z.array(wireStatus)

/** `GET /api/v1/statuses/{id}/context`. */
export const wireContext = z.looseObject({ descendants: wireStatuses })

/** `GET /api/v2/search` for posts. */
export const wireFound = z.looseObject({ statuses: wireStatuses })

/** `GET /api/v1/statuses/{id}/source`: the text as it was written. */
export const wireSource = z.looseObject({ text: z.string() })

export const wireFailure = z.looseObject({
  error: z.string().min(1),
  error_description: z.string().optional(),
})
