import * as z from 'zod'
import { idSchema, instantSchema } from '#core/lib/kernel/schemas.ts'
import { listenedPostSchema } from './posts.ts'
import { creatorSchema } from './projects.ts'
import { polaritySchema } from './sentiment.ts'

/** Why a post that fits a project is not counted in it: a person said so of the post, or of its author. */
export const leftOutReasonSchema = z.enum(['irrelevant', 'muted'])
export type LeftOutReason = z.infer<typeof leftOutReasonSchema>

export const correctPostSchema = z
  .strictObject({
    polarity: polaritySchema
      .nullable()
      .describe('How the post really feels; null takes back what was said before.'),
  })
  .meta({ id: 'CorrectPost' })
export type CorrectPost = z.infer<typeof correctPostSchema>

export const leftOutPostSchema = listenedPostSchema
  .extend({ reason: leftOutReasonSchema })
  .meta({ id: 'LeftOutPost' })
export type LeftOutPost = z.infer<typeof leftOutPostSchema>

export const muteAuthorSchema = creatorSchema
export type MuteAuthor = z.infer<typeof muteAuthorSchema>
export const mutedAuthorSchema = creatorSchema
  .extend({ id: idSchema, createdAt: instantSchema })
  .meta({ id: 'MutedAuthor' })
export type MutedAuthor = z.infer<typeof mutedAuthorSchema>
