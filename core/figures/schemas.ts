import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema, platformSchema } from '#core/lib/kernel/schemas.ts'

/** What facts are read from: a conversation with all that hangs on it, a published post, a comment. */
export type MetricSource = 'conversation' | 'post' | 'comment'

/** What is counted (`metric_facts`). Figures are made of them: see `rules/figures.ts`. */
export const metricSchema = z.enum([
  'received',
  'sent_by_machine',
  'sent_by_people',
  'turns',
  'first_response',
  'answered_by_machine',
  'ignored',
  'escalations',
  'resolution',
  'judged_right',
  'judged_wrong',
  'comments',
  'posts',
])
export type Metric = z.infer<typeof metricSchema>

export const DIMENSIONS = [
  'all',
  'account',
  'person',
  'label',
  'author',
  'hook_type',
  'topic',
  'campaign',
  'character',
  'rule',
] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** A count; a share of 0–1; or the median of durations, in seconds, at most a twentieth off. Null where nothing was counted. */
const valueSchema = z.number().nullable()
const comparedSchema = z.object({ value: valueSchema, before: valueSchema })
export type Compared = z.infer<typeof comparedSchema>

const figuresSchema = z
  .object({
    received: comparedSchema,
    sentByMachine: comparedSchema,
    sentByPeople: comparedSchema,
    turns: comparedSchema,
    firstResponse: comparedSchema,
    autoReplyRate: comparedSchema,
    ignored: comparedSchema,
    escalations: comparedSchema,
    resolution: comparedSchema,
    judgedRight: comparedSchema,
    judgedWrong: comparedSchema,
    comments: comparedSchema,
    posts: comparedSchema,
  })
  .meta({ id: 'Figures' })
export type Figures = z.infer<typeof figuresSchema>
export const figureSchema = figuresSchema.keyof()
export type Figure = z.infer<typeof figureSchema>

/** What figures are broken down by. The hour is of posts alone. */
export const breakdownBySchema = z.enum([
  'account',
  'platform',
  'person',
  'label',
  'author',
  'hookType',
  'topic',
  'campaign',
  'character',
  'rule',
  'hour',
])
export type BreakdownBy = z.infer<typeof breakdownBySchema>

const dayOrInstant = z
  .union([z.iso.date(), instantSchema])
  .refine((at) => at >= '1970' && at < '2200', 'Choose a day between the years 1970 and 2199.')

const period = {
  from: dayOrInstant
    .optional()
    .describe('The first day, or an instant on it; 29 days before the last one if left out.'),
  to: dayOrInstant.optional().describe('The last day, or an instant on it; today if left out.'),
}
export interface PeriodQuery {
  from?: string | undefined
  to?: string | undefined
}

/** Days in the workspace’s time zone, as `2026-03-29`; both count. */
const daysSchema = z.object({ from: z.iso.date(), to: z.iso.date() })
export type Days = z.infer<typeof daysSchema>

const periodSchema = {
  timezone: z.string(),
  period: daysSchema,
  before: daysSchema.describe('As many days right before.'),
}

const ofSchema = z
  .string()
  .regex(
    /^(account|person|label|author|hookType|topic|campaign|character|rule):[0-9a-f-]{36}$/,
    'Say what kind it is, and its id.',
  )
  .optional()
  .describe(
    'What it belongs to, as `account:<id>`; also `person:`, `label:`, `author:`, `hookType:`, `topic:`, `campaign:`, `character:`, `rule:`.',
  )

export const summaryQuerySchema = z.strictObject({ of: ofSchema, ...period })
export type SummaryQuery = z.infer<typeof summaryQuerySchema>
export const summarySchema = z
  .object({
    ...periodSchema,
    figures: figuresSchema,
    ever: z
      .record(metricSchema, z.number().int())
      .describe('What was ever counted in the whole workspace, by metric.'),
    upToDate: z.boolean().describe('False while something that was just written is not counted yet.'),
  })
  .meta({ id: 'FiguresSummary' })
export type Summary = z.infer<typeof summarySchema>

export const seriesQuerySchema = z.strictObject({
  of: ofSchema,
  metric: figureSchema,
  bucket: z.enum(['day', 'week', 'month']).default('day').describe('Weeks begin on Monday.'),
  ...period,
})
export type SeriesQuery = z.infer<typeof seriesQuerySchema>
export const seriesSchema = z
  .object({
    ...periodSchema,
    metric: figureSchema,
    points: z.array(
      z.object({
        from: z.iso.date(),
        to: z.iso.date(),
        value: valueSchema,
      }),
    ),
  })
  .meta({ id: 'FiguresSeries' })
export type Series = z.infer<typeof seriesSchema>

export const breakdownQuerySchema = z.strictObject({ by: breakdownBySchema, ...period })
export const breakdownSchema = z
  .object({
    ...periodSchema,
    by: breakdownBySchema,
    rows: z.array(
      z.object({
        key: z.string().describe('The id; the platform’s name, or the hour of the day.'),
        name: z.string().nullable().describe('Null for what was deleted.'),
        platform: platformSchema.nullable(),
        figures: figuresSchema,
      }),
    ),
  })
  .meta({ id: 'FiguresBreakdown' })
export type Breakdown = z.infer<typeof breakdownSchema>

export const kpiQuerySchema = pageQuerySchema
export const kpiSchema = z
  .object({
    id: idSchema,
    windowStart: instantSchema,
    windowEnd: instantSchema,
    messages: z.number().int(),
    comments: z.number().int(),
    firstResponseP50Seconds: z.number().int().nullable(),
    autoReplyRate: z.number().min(0).max(1).nullable(),
    escalated: z.number().int(),
    ignored: z.number().int(),
    postsActive: z.number().int(),
    updatedAt: instantSchema,
  })
  .meta({ id: 'KpiWindow' })
export type Kpi = z.infer<typeof kpiSchema>

export const countedQuerySchema = pageQuerySchema.extend({
  metric: metricSchema.default('turns'),
  of: ofSchema,
  from: period.from.unwrap().optional().describe('The first day, or the first instant.'),
  to: period.to.unwrap().optional().describe('The last day, or the instant before which.'),
})
export type CountedQuery = z.infer<typeof countedQuerySchema>

/** One of those that a number counts. */
export const countedSchema = z
  .object({
    id: idSchema,
    at: instantSchema,
    times: z.number().int().describe('Messages of one quarter of an hour stand together.'),
    seconds: z.number().int().nullable().describe('How long it took, where that is what is measured.'),
    conversationId: idSchema.nullable(),
    postId: idSchema.nullable().describe('Of the scheduled post.'),
    title: z.string().nullable().describe('The contact, the comment’s author, or how the post begins.'),
    accountName: z.string().nullable(),
    platform: platformSchema.nullable(),
  })
  .meta({ id: 'Counted' })
export type Counted = z.infer<typeof countedSchema>

export const figuresExportQuerySchema = z.strictObject({
  format: z.enum(['csv']).default('csv'),
  of: ofSchema,
  ...period,
})

export const characterMetricsQuerySchema = z.strictObject({ accountId: idSchema.optional(), ...period })
export type CharacterMetricsQuery = z.infer<typeof characterMetricsQuerySchema>
export const characterMetricsSchema = z
  .object({
    ...periodSchema,
    rows: z.array(
      z.object({
        date: z.iso.date(),
        accountId: idSchema.nullable().describe('Null for all accounts of the character together.'),
        platform: platformSchema.nullable(),
        metric: metricSchema,
        value: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'CharacterMetrics' })
export type CharacterMetrics = z.infer<typeof characterMetricsSchema>
