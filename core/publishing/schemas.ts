import * as z from 'zod'
import { labelOnSchema } from '#core/inbox/schemas/labels.ts'
import {
  anyOffsetSchema,
  dateParameterSchema,
  idSchema,
  instantSchema,
  pageQuerySchema,
  platformSchema,
  timezoneSchema,
} from '#core/lib/kernel/schemas.ts'
import { postMediumSchema, shownMediumSchema } from '#core/media/schemas.ts'
import { sortingFields } from './schemas/sorting.ts'

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

export const waitingReasonSchema = z.enum([
  'limited',
  'reauth',
  'paused',
  'approval',
  'late',
  'preparing',
  'by_hand',
])
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

/**
 * `draft` and `awaiting_approval`: no occurrence is made, and nothing goes out, before the series is scheduled. `ended`: the
 * rule gives no more occurrences, or another series continues this one.
 */
export const seriesStatusSchema = z.enum([
  'draft',
  'awaiting_approval',
  'active',
  'paused',
  'ended',
  'cancelled',
])
export type SeriesStatus = z.infer<typeof seriesStatusSchema>

export const runStatusSchema = z.enum(['started', 'success', 'failed', 'unknown'])

export const targetSchema = z
  .object({
    id: idSchema,
    accountId: idSchema,
    accountName: z.string(),
    platform: platformSchema,
    status: targetStatusSchema,
    waitingReason: waitingReasonSchema.nullable(),
    text: z
      .string()
      .nullable()
      .describe('Where a person publishes it: what is to be said there, word for word. Null elsewhere.'),
    externalId: z.string().nullable(),
    url: z.string().nullable(),
    error: z.string().nullable(),
    dueAt: instantSchema
      .nullable()
      .describe('When it is tried next; null when the machine does nothing more.'),
    reason: z.string().describe('Why it is where it is, in plain words.'),
  })
  .meta({ id: 'Target' })
export type Target = z.infer<typeof targetSchema>

export const runSchema = z
  .object({
    id: idSchema,
    targetId: idSchema,
    status: runStatusSchema,
    fence: z.number().int(),
    startedAt: instantSchema,
    finishedAt: instantSchema.nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'Run' })
export type Run = z.infer<typeof runSchema>

/** A local time of a series, such as `2026-03-29T09:00:00`. */
const localTimeSchema = z.string().describe('Local time in the series’ time zone: 2026-03-29T09:00:00.')

export const seriesSchema = z
  .object({
    id: idSchema,
    status: seriesStatusSchema,
    text: z.string(),
    accountIds: z.array(idSchema),
    rrule: z.string(),
    start: localTimeSchema,
    timezone: z.string(),
    exdate: z.array(z.string()),
    rdate: z.array(z.string()),
    endsBefore: instantSchema.nullable().describe('Nothing occurs at or after this.'),
    continues: idSchema
      .nullable()
      .describe('The series that this one goes on from, after “this and following”.'),
    next: z
      .array(
        z.object({ id: idSchema, occurrence: localTimeSchema, publishAt: instantSchema, at: z.string() }),
      )
      .describe(
        'The next occurrences by the rule; `at` has the zone’s offset. A single one may have been moved or skipped.',
      ),
    createdAt: instantSchema,
  })
  .meta({ id: 'Series' })
export type Series = z.infer<typeof seriesSchema>

const shownVariantsSchema = z
  .record(idSchema, z.object({ text: z.string().optional(), media: z.array(shownMediumSchema).optional() }))
  .describe('What differs on single accounts, by their ids.')
export type ShownVariants = z.infer<typeof shownVariantsSchema>

export const scheduledPostSchema = z
  .object({
    id: idSchema,
    text: z.string(),
    media: z.array(shownMediumSchema),
    variants: shownVariantsSchema,
    status: postStatusSchema,
    reason: z.string().describe('Why it is where it is, in plain words.'),
    publishAt: instantSchema,
    timezone: z.string(),
    localTime: z
      .string()
      .describe('`publishAt` on the clocks of `timezone`, with their offset: 2026-12-15T09:00:00-07:00.'),
    seriesId: idSchema.nullable(),
    occurrence: localTimeSchema
      .nullable()
      .describe('The occurrence of its series that it is, as the rule names it.'),
    detached: z.boolean().describe('Edited by itself: edits of its whole series leave it alone.'),
    labels: z.array(labelOnSchema).describe('By their names.'),
    campaignId: idSchema.nullable(),
    computed: z.boolean().describe('Further ahead than occurrences are made: it will be made with this id.'),
    targets: z.array(targetSchema),
    runs: z.array(runSchema),
    series: seriesSchema
      .nullable()
      .describe('Only where the id is that of a series: `runs` are then those of all its occurrences.'),
    createdAt: instantSchema,
  })
  .meta({ id: 'ScheduledPost' })
export type ScheduledPost = z.infer<typeof scheduledPostSchema>

/** A medium of the library, as one post shows it. */
export interface ChosenMedium {
  mediaId: string
  altText: string | null
}
/** Texts and media of a post that differ on single accounts, by their ids. */
export type Variants = Record<string, { text?: string | undefined; media?: ChosenMedium[] | undefined }>
/** The variants in a post's row: their texts, and whether they have media of their own. */
export type VariantMarks = Record<string, { text?: string; media?: true }>
/** Media as the actions take them: the door has already fetched those that were given by address into the library. */
type InLibrary<T> = Omit<T, 'media' | 'variants'> & {
  media?: ChosenMedium[] | undefined
  variants?: Variants | undefined
}

const recurrenceFields = {
  rrule: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe('RFC 5545, such as FREQ=WEEKLY;BYDAY=MO,TH. `publishAt` is its start.'),
  exdate: z
    .array(z.string().max(40))
    .max(1000)
    .optional()
    .describe('Local times of the series that are left out.'),
  rdate: z
    .array(z.string().max(40))
    .max(1000)
    .optional()
    .describe('Local times of the series that are added.'),
}

const contentFields = {
  text: z.string().trim().min(1).max(100_000),
  media: z.array(postMediumSchema).max(10).default([]).describe('Its pictures, videos and files, in order.'),
  accountIds: z.array(idSchema).min(1).max(50),
}

const variantsSchema = z
  .record(
    idSchema,
    z
      .strictObject({
        text: contentFields.text.optional(),
        media: contentFields.media
          .unwrap()
          .optional()
          .describe('In place of the post’s own; an empty list shows none.'),
      })
      .meta({ id: 'PostVariant' }),
  )
  .describe('What differs on single accounts, by their ids. What is left out there is as in the post.')

/** The time to publish at: an instant, or a local time that the server resolves in the post's time zone. */
const whenFields = {
  publishAt: anyOffsetSchema.optional(),
  publishAtLocal: z
    .string()
    .max(40)
    .optional()
    .describe('In place of `publishAt`: a local time in `timezone`, such as 2026-12-15T09:00.'),
}
export interface When {
  publishAt?: string | undefined
  publishAtLocal?: string | undefined
}
const EITHER = { message: 'Give either `publishAt` or `publishAtLocal`.', path: ['publishAt'] }
const notBoth = ({ publishAt, publishAtLocal }: When) =>
  publishAt === undefined || publishAtLocal === undefined

export const createScheduledPostSchema = z
  .strictObject({
    ...contentFields,
    variants: variantsSchema.optional(),
    ...whenFields,
    timezone: timezoneSchema.default('UTC'),
    ...recurrenceFields,
    ...sortingFields,
    status: z
      .enum(['queued', 'draft', 'awaiting_approval'])
      .optional()
      .describe('`queued` if left out. A draft and what awaits approval go nowhere by themselves.'),
  })
  .refine((when) => notBoth(when) && (when.publishAt ?? when.publishAtLocal) !== undefined, EITHER)
  .meta({ id: 'CreateScheduledPost' })
export type CreateScheduledPost = InLibrary<z.infer<typeof createScheduledPostSchema>>

/** The most posts that one import schedules. */
export const IMPORT_MAX = 1000
export const IMPORT_FILE_MAX_BYTES = 5 * 1024 * 1024

export const importedPostSchema = z
  .strictObject({
    text: contentFields.text,
    accounts: z
      .array(z.string().trim().min(1).max(200))
      .min(1)
      .max(50)
      .describe('Names or ids of accounts, “platform: name”, or a platform that has one account.'),
    publishAt: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .describe('A local time of `timezone`, such as 2026-12-15 09:00, or an instant with its offset.'),
    timezone: timezoneSchema.optional().describe('The workspace’s own if left out.'),
    status: z.enum(['queued', 'draft', 'awaiting_approval']).default('queued'),
    labels: z
      .array(z.string().trim().min(1).max(50))
      .max(20)
      .optional()
      .describe('Names of labels of the workspace.'),
    campaign: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .optional()
      .describe('The name of a campaign of the workspace.'),
    media: z
      .array(z.url().max(2000))
      .max(10)
      .optional()
      .describe('Addresses of its pictures, videos and files.'),
  })
  .meta({ id: 'ImportedPost' })
export type ImportedPost = z.infer<typeof importedPostSchema>

export const postImportSchema = z
  .strictObject({
    items: z.array(z.unknown()).min(1).max(IMPORT_MAX).describe('Posts, each as `ImportedPost`.'),
  })
  .meta({ id: 'ImportPosts' })
export type PostImport = z.infer<typeof postImportSchema>

export const postImportQuerySchema = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
})

export const postImportReportSchema = z
  .object({
    created: z.number().int().describe('Posts that were scheduled; with `dryRun`, that would be.'),
    ignored: z.array(z.string()).describe('Columns of the file that mean nothing here.'),
    rows: z.array(
      z.object({
        line: z.number().int().describe('Line of the file, or place in `items`, from 1.'),
        status: z.enum(['ok', 'error']),
        errors: z.array(z.string()),
        id: idSchema.optional(),
      }),
    ),
  })
  .meta({ id: 'PostImportReport' })
export type PostImportReport = z.infer<typeof postImportReportSchema>

export const removePostsSchema = z
  .strictObject({ ids: z.array(idSchema).min(1).max(IMPORT_MAX) })
  .meta({ id: 'RemovePosts' })
export const removedPostsSchema = z
  .object({
    removed: z.array(idSchema),
    kept: z.array(idSchema).describe('Those that have begun, recur, or are not there.'),
  })
  .meta({ id: 'RemovedPosts' })

export const scopeSchema = z.enum(['this', 'following', 'all'])
export type Scope = z.infer<typeof scopeSchema>

export const updateScheduledPostSchema = z
  .strictObject({
    text: contentFields.text.optional(),
    media: contentFields.media.unwrap().optional(),
    variants: variantsSchema
      .optional()
      .describe('All variants: they take the place of those that were there.'),
    accountIds: contentFields.accountIds
      .optional()
      .describe('All accounts that it goes to. Leaving out one that has begun is refused.'),
    ...whenFields,
    timezone: timezoneSchema.optional(),
    ...recurrenceFields,
    ...sortingFields,
    scope: scopeSchema
      .optional()
      .describe(
        'For an occurrence: change this one (the default), this and the following, or all that have not begun.',
      ),
  })
  .refine(
    ({ scope, ...change }) => Object.values(change).some((value) => value !== undefined),
    'Nothing to change.',
  )
  .refine(notBoth, EITHER)
  .meta({ id: 'UpdateScheduledPost' })
export type UpdateScheduledPost = InLibrary<z.infer<typeof updateScheduledPostSchema>>

export const scheduleDraftSchema = z
  .strictObject(whenFields)
  .refine(notBoth, EITHER)
  .meta({ id: 'ScheduleDraft' })

export const cancelQuerySchema = z.strictObject({ scope: scopeSchema.optional() })

/** A warning about a post before it is saved. Warnings never refuse a post. */
export const warningSchema = z
  .object({
    code: z.enum(['same_text', 'same_hour', 'owner_only']),
    accountId: idSchema,
    postId: idSchema.nullable(),
    message: z.string(),
  })
  .meta({ id: 'Warning' })
export type Warning = z.infer<typeof warningSchema>
/** What the post is on one account, counted as its platform does. */
export const checkedAccountSchema = z
  .object({
    accountId: idSchema,
    length: z.number().int(),
    maxLength: z.number().int(),
    disclosure: z
      .string()
      .nullable()
      .describe('The line that is added there, since a character publishes it; its length counts.'),
    errors: z
      .array(z.object({ code: z.string(), message: z.string() }))
      .describe('Why its platform would refuse it; it cannot be scheduled with these.'),
    warnings: z.array(warningSchema),
  })
  .meta({ id: 'CheckedAccount' })
export type CheckedAccount = z.infer<typeof checkedAccountSchema>
export const checkedPostSchema = z
  .object({
    warnings: z.array(warningSchema),
    accounts: z.array(checkedAccountSchema),
  })
  .meta({ id: 'CheckedPost' })
export type CheckedPost = z.infer<typeof checkedPostSchema>

export const previewRecurrenceSchema = z
  .strictObject({
    rrule: z.string().min(1).max(1000),
    start: z.string().max(40).describe('Local time, such as 2026-03-29T09:00:00.'),
    timezone: timezoneSchema,
    limit: z.number().int().min(1).max(500).default(10),
    exdate: recurrenceFields.exdate,
    rdate: recurrenceFields.rdate,
  })
  .meta({ id: 'PreviewRecurrence' })
export type PreviewRecurrence = z.infer<typeof previewRecurrenceSchema>
export const recurrencePreviewSchema = z
  .object({
    items: z.array(z.string()).describe('ISO 8601 with the zone’s offset: 2026-01-01T09:00:00-05:00.'),
  })
  .meta({ id: 'RecurrencePreview' })

export const publishedPostSchema = z
  .object({
    id: idSchema,
    accountId: idSchema,
    accountName: z.string(),
    platform: platformSchema,
    postId: idSchema.nullable().describe('The scheduled post that it was.'),
    externalId: z.string(),
    url: z.string().nullable(),
    text: z.string(),
    publishedAt: instantSchema,
  })
  .meta({ id: 'PublishedPost' })
export type PublishedPost = z.infer<typeof publishedPostSchema>

export const publishedPostListQuerySchema = pageQuerySchema.extend({
  accountId: idSchema.optional(),
  from: dateParameterSchema.optional(),
  to: dateParameterSchema.optional(),
})

const q = z.string().trim().min(1).max(200).optional()

export const seriesListQuerySchema = pageQuerySchema.extend({
  status: seriesStatusSchema.optional(),
  q: q.describe('Words, or their beginnings, all of which the text holds.'),
})

/** The limits of one calendar request: six weeks and a day more on both sides, since days begin elsewhere in each zone; and the posts of a busy team. */
export const CALENDAR_MAX_MS = (6 * 7 + 2) * 24 * 3_600_000
export const CALENDAR_MAX_POSTS = 5000
const PAGE_MAX = 100

export const scheduledPostListQuerySchema = pageQuerySchema
  .extend({
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(CALENDAR_MAX_POSTS)
      .default(50)
      .describe(`More than ${PAGE_MAX} only between \`from\` and \`to\`, at most 44 days apart.`),
    from: dateParameterSchema.optional().describe('Posts due at or after this time.'),
    to: dateParameterSchema.optional().describe('Posts due before this time.'),
    status: postStatusSchema.optional(),
    labelId: idSchema.optional(),
    campaignId: idSchema.optional(),
    q: q.describe(
      'Words, or their beginnings, all of which the text holds: the latest posts first, and those that have been made. What a series is still to bring is found by `/v1/post-series`.',
    ),
  })
  .refine(({ limit, from, to }) => limit <= PAGE_MAX || isCalendar(from, to), {
    path: ['limit'],
    message: `More than ${PAGE_MAX} are for a calendar: name \`from\` and \`to\`, at most 44 days apart.`,
  })

const isCalendar = (from: string | undefined, to: string | undefined): boolean =>
  from !== undefined && to !== undefined && Date.parse(to) - Date.parse(from) <= CALENDAR_MAX_MS

/** A person's decision about a target whose outcome the machine cannot know, or that waits for them. */
export const resolveTargetSchema = z
  .strictObject({
    outcome: z.enum(['sent', 'send_again', 'cancelled']),
    url: z.url().optional().describe('The address at which it can be seen, if it was sent.'),
  })
  .meta({ id: 'ResolveTarget' })
export type ResolveTarget = z.infer<typeof resolveTargetSchema>
