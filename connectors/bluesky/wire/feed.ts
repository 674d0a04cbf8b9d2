import * as z from 'zod'

/** Posts as the AppView shows them, the fields that we read. */

const wirePublicPost = z.looseObject({
  uri: z.string().startsWith('at://'),
  author: z.looseObject({ did: z.string(), handle: z.string() }),
  record: z.looseObject({
    text: z.string(),
    createdAt: z.string(),
    langs: z.array(z.string()).optional(),
    tags: z.array(z.string()).optional(),
  }),
  likeCount: z.number().optional(),
  replyCount: z.number().optional(),
  repostCount: z.number().optional(),
  quoteCount: z.number().optional(),
})
export type WirePublicPost = z.infer<typeof wirePublicPost>

/** The answer to a search. */
export const wireFound = z.looseObject({ posts: z.array(wirePublicPost), cursor: z.string().optional() })

/** A creator's feed; `reason` is there where the post is somebody else's and was only passed on. */
export const wireFeed = z.looseObject({
  feed: z.array(z.looseObject({ post: wirePublicPost, reason: z.unknown().optional() })),
  cursor: z.string().optional(),
})
