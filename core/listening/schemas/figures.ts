import * as z from 'zod'
import { idSchema, instantSchema, platformSchema } from '#core/lib/kernel/schemas.ts'

/** The most used come first; there are no further pages. */
export const mostQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
const sums = {
  posts: z.number().int(),
  positive: z.number().int(),
  negative: z.number().int(),
  sentiment: z.number().describe('Mean of the posts’ sentiment.'),
}
export const projectHashtagSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    platform: platformSchema,
    tracked: z.boolean().describe('Whether the project’s scope names it.'),
    lastScraped: instantSchema.nullable(),
    ...sums,
  })
  .meta({ id: 'ProjectHashtag' })
export type ProjectHashtag = z.infer<typeof projectHashtagSchema>
export const projectCreatorSchema = z
  .object({
    platform: platformSchema,
    username: z.string(),
    tracked: z.boolean().describe('Whether the project’s scope names them.'),
    ...sums,
  })
  .meta({ id: 'ProjectCreator' })
export type ProjectCreator = z.infer<typeof projectCreatorSchema>

export const volumeQuerySchema = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(30),
})
export const volumeSchema = z
  .object({
    days: z.array(z.object({ day: z.iso.date(), ...sums })).describe('Every day, the oldest first, in UTC.'),
  })
  .meta({ id: 'Volume' })
export type Volume = z.infer<typeof volumeSchema>

export const shareQuerySchema = z.strictObject({
  days: z.coerce.number().int().min(1).max(183).default(30),
})
export const shareOfVoiceSchema = z
  .object({
    projects: z.array(
      z.object({
        id: idSchema,
        name: z.string(),
        ...sums,
        share: z.number().describe('Its part of the posts of all active projects, 0–1.'),
        shareBefore: z.number().describe('The same in as many days before.'),
      }),
    ),
  })
  .meta({ id: 'ShareOfVoice' })
export type ShareOfVoice = z.infer<typeof shareOfVoiceSchema>
