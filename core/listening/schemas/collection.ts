import * as z from 'zod'
import { idSchema, instantSchema, platformSchema } from '#core/lib/kernel/schemas.ts'

/** What is asked of a platform for a project, and how that goes. */
export const listeningTargetSchema = z
  .object({
    id: idSchema.nullable().describe('Null for what the platform cannot be asked for.'),
    platform: platformSchema,
    kind: z.enum(['hashtag', 'creator']),
    name: z.string(),
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
      .describe('Each hashtag and creator of the scope, on each platform.'),
  })
  .meta({ id: 'Collection' })
export type Collection = z.infer<typeof collectionSchema>
