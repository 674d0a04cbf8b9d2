import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/kernel/schemas.ts'

export const signalKindSchema = z.enum(['volume', 'hashtag', 'sentiment', 'post', 'creator'])
export const sensitivitySchema = z
  .enum(['low', 'normal', 'high'])
  .describe('How far something must stand out before it is told of.')
export type Sensitivity = z.infer<typeof sensitivitySchema>

/** A signal before it is kept. */
export const foundSignalSchema = z
  .object({
    kind: signalKindSchema.describe(
      'More voices than usual; more voices with a hashtag; the feeling moved; a post far above what is usual for its author; a creator who was not heard before.',
    ),
    subject: z.string().describe('The id of a hashtag or post, an author, or empty for the whole project.'),
    label: z.string().describe('Its name, as people read it.'),
    day: z.iso.date(),
    numbers: z
      .object({
        observed: z.number(),
        usual: z.number(),
        spread: z.number(),
        excess: z.number(),
        days: z.number().int(),
      })
      .describe(
        'What was counted, what is usual for this weekday, how far days spread (MAD), and how many of these it stands off; from how many days.',
      ),
    series: z
      .array(z.number().nullable())
      .describe('The same count of the days up to then, the last one being this day.'),
  })
  .meta({ id: 'FoundSignal' })
export type FoundSignal = z.infer<typeof foundSignalSchema>

/** What somebody did about a signal from where it is shown. */
export const signalActSchema = z
  .object({
    kind: z.enum(['posts_paused', 'draft_started']),
    ids: z.array(idSchema).describe('The posts that became drafts again, or the draft.'),
    at: instantSchema,
    userId: idSchema.nullable().describe('Null for a key.'),
  })
  .meta({ id: 'SignalAct' })
export type SignalAct = z.infer<typeof signalActSchema>

export const signalStatusSchema = z.enum(['new', 'acted', 'dismissed'])
export const signalSchema = foundSignalSchema
  .extend({
    id: idSchema,
    status: signalStatusSchema,
    note: z.string(),
    acts: z.array(signalActSchema).describe('The oldest first.'),
    createdAt: instantSchema,
    settledAt: instantSchema.nullable(),
  })
  .meta({ id: 'Signal' })
export type Signal = z.infer<typeof signalSchema>

export const signalsQuerySchema = pageQuerySchema.extend({ status: signalStatusSchema.optional() })
export const settleSignalSchema = z
  .strictObject({
    status: signalStatusSchema,
    note: z.string().trim().max(2_000).optional().describe('What was done, and what came of it.'),
  })
  .meta({ id: 'SettleSignal' })
export type SettleSignal = z.infer<typeof settleSignalSchema>

export const replayQuerySchema = z.strictObject({ sensitivity: sensitivitySchema.default('normal') })
export const replaySchema = z
  .object({
    signals: z
      .array(foundSignalSchema)
      .describe('What the last 30 days would have told of, the latest first.'),
  })
  .meta({ id: 'Replay' })
export type Replay = z.infer<typeof replaySchema>

export const relatedSchema = z
  .object({
    posts: z
      .array(
        z.object({
          id: idSchema,
          text: z.string(),
          publishAt: instantSchema,
          found: z.array(z.string()).describe('What of it says that it is about the same.'),
        }),
      )
      .describe('Posts of the next 30 days that are about the same and have not begun, the next first.'),
    words: z.array(z.string()).describe('Words by which conversations about the same are found.'),
  })
  .meta({ id: 'Related' })
export type Related = z.infer<typeof relatedSchema>

export const PAUSED_MAX = 50
export const pausePostsSchema = z
  .strictObject({ postIds: z.array(idSchema).min(1).max(PAUSED_MAX) })
  .meta({ id: 'PausePosts' })
export const pausedPostsSchema = z
  .object({
    paused: z.array(idSchema).describe('Drafts again: they go out when somebody schedules them.'),
    refused: z.array(z.object({ id: idSchema, reason: z.string() })),
    signal: signalSchema,
  })
  .meta({ id: 'PausedPosts' })
export type PausedPosts = z.infer<typeof pausedPostsSchema>
