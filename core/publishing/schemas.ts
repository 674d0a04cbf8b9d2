import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema, platformSchema } from '#core/lib/schemas.ts'
import { postMediumSchema, shownMediumSchema } from '#core/media/schemas.ts'

export const targetStatusSchema = z.enum([
  'queued',
  'sending',
  'sent',
  'failed',
  'unknown',
  'waiting',
  'cancelled',
  'deleted',
])
export type TargetStatus = z.infer<typeof targetStatusSchema>

export const waitingReasonSchema = z.enum(['limited', 'reauth', 'paused', 'approval', 'late'])
export type WaitingReason = z.infer<typeof waitingReasonSchema>

export const postStatusSchema = z.enum([
  'draft',
  'awaiting_approval',
  'queued',
  'publishing',
  'published',
  'partial',
  'failed',
  'needs_person',
  'cancelled',
])
export type PostStatus = z.infer<typeof postStatusSchema>

export const runStatusSchema = z.enum(['started', 'success', 'failed', 'unknown'])

export const targetSchema = z.object({
  id: idSchema,
  accountId: idSchema,
  accountName: z.string(),
  platform: platformSchema,
  status: targetStatusSchema,
  waitingReason: waitingReasonSchema.nullable(),
  externalId: z.string().nullable(),
  url: z.string().nullable(),
  error: z.string().nullable(),
})
export type Target = z.infer<typeof targetSchema>

export const runSchema = z.object({
  id: idSchema,
  targetId: idSchema,
  status: runStatusSchema,
  fence: z.number().int(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  error: z.string().nullable(),
})
export type Run = z.infer<typeof runSchema>

export const scheduledPostSchema = z.object({
  id: idSchema,
  text: z.string(),
  media: z.array(shownMediumSchema),
  status: postStatusSchema,
  publishAt: instantSchema,
  timezone: z.string(),
  targets: z.array(targetSchema),
  runs: z.array(runSchema),
  createdAt: instantSchema,
})
export type ScheduledPost = z.infer<typeof scheduledPostSchema>

const timezoneSchema = z.string().refine(isTimeZone, 'Not an IANA time zone, such as Europe/Paris.')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Media as the actions take them: the door has fetched into the library what was given by its address. */
type InLibrary<T> = Omit<T, 'media'> & { media?: { mediaId: string; altText: string | null }[] }

export const createScheduledPostSchema = z.strictObject({
  text: z.string().trim().min(1).max(100_000),
  media: z.array(postMediumSchema).max(10).default([]).describe('What it shows, in order.'),
  accountIds: z.array(idSchema).min(1).max(50),
  publishAt: z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString()),
  timezone: timezoneSchema.default('UTC'),
})
export type CreateScheduledPost = InLibrary<z.input<typeof createScheduledPostSchema>>

export const updateScheduledPostSchema = createScheduledPostSchema
  .pick({ text: true, publishAt: true })
  .extend({ media: createScheduledPostSchema.shape.media.unwrap() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Nothing to change.')
export type UpdateScheduledPost = InLibrary<z.infer<typeof updateScheduledPostSchema>>

export const scheduledPostListQuerySchema = pageQuerySchema.extend({
  from: instantSchema.optional().describe('Posts due at or after this time.'),
  to: instantSchema.optional().describe('Posts due before this time.'),
  status: postStatusSchema.optional(),
})

/** What a person says about a target whose outcome the machine cannot know, or that waits for them. */
export const resolveTargetSchema = z.strictObject({
  outcome: z.enum(['sent', 'send_again', 'cancelled']),
  url: z.url().optional().describe('Where it can be seen, if it was sent.'),
})
export type ResolveTarget = z.infer<typeof resolveTargetSchema>
