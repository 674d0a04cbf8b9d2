import * as z from 'zod'
import { idSchema, instantSchema, platformSchema } from '#core/lib/kernel/schemas.ts'

/** What is asked of a platform for a project, and how that goes. */
export const listeningTargetSchema = z
  .object({
    id: idSchema.nullable().describe('Null for what the platform cannot be asked for.'),
    platform: platformSchema,
    kind: z.enum(['hashtag', 'creator', 'feed']),
    name: z.string().describe('Of a feed: its address.'),
    feedId: idSchema.nullable().describe('Of a feed, by which it is taken out of the project.'),
    state: z.enum(['waiting', 'reading', 'failed', 'unavailable']),
    problem: z.string().nullable().describe('Why nothing comes from there.'),
    postsFound: z.number().int(),
    lastRunAt: instantSchema.nullable(),
    nextRunAt: instantSchema.nullable(),
  })
  .meta({ id: 'ListeningTarget' })
export type ListeningTarget = z.infer<typeof listeningTargetSchema>

export const collectionSchema = z
  .object({
    targets: z
      .array(listeningTargetSchema)
      .describe('Each hashtag and creator of the scope, on each platform, and each feed.'),
  })
  .meta({ id: 'Collection' })
export type Collection = z.infer<typeof collectionSchema>

/** The platform of what feeds bring. */
export const FEED_PLATFORM = 'web'
export const FEEDS_MAX = 50
export const addFeedSchema = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .describe('A public address of an RSS or Atom feed.'),
  })
  .meta({ id: 'AddFeed' })
export const feedSchema = z.object({ id: idSchema, url: z.string() }).meta({ id: 'Feed' })
export type Feed = z.infer<typeof feedSchema>
