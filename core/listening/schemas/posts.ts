import * as z from 'zod'
import { metricsSchema } from '#core/bank/schemas.ts'
import {
  anyOffsetSchema,
  dateParameterSchema,
  idSchema,
  instantSchema,
  pageQuerySchema,
  platformSchema,
} from '#core/lib/kernel/schemas.ts'
import { NAMED_MAX } from './projects.ts'
import { polaritySchema, sentimentSchema } from './sentiment.ts'

export const LISTENING_IMPORT_MAX = 1_000
export const listeningItemSchema = z
  .strictObject({
    platform: platformSchema,
    externalId: z.string().trim().min(1).max(300),
    author: z.string().trim().min(1).max(255).optional(),
    text: z.string().trim().min(1).max(40_000),
    postedAt: anyOffsetSchema,
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Give the language as a code, such as en.')
      .optional(),
    hashtags: z
      .array(z.string().min(1).max(200))
      .max(NAMED_MAX)
      .optional()
      .describe('Besides those of the text.'),
    metrics: metricsSchema.optional(),
  })
  .meta({ id: 'ListeningItem' })
export type ListeningItem = z.infer<typeof listeningItemSchema>

/** Items are checked one by one, so that one that is wrong does not keep the others out. */
export const importIntoProjectSchema = z
  .strictObject({
    items: z
      .array(z.unknown())
      .min(1)
      .max(LISTENING_IMPORT_MAX)
      .describe(
        'Posts: `platform`, `externalId`, `author`, `text`, `postedAt`, `url`, `language`, `hashtags`, `metrics`.',
      ),
  })
  .meta({ id: 'ImportIntoProject' })
export type ImportIntoProject = z.infer<typeof importIntoProjectSchema>

export const listeningReportSchema = z
  .object({
    created: z.number().int(),
    updated: z.number().int().describe('Known already: brought up to date.'),
    unchanged: z.number().int(),
    outside: z.number().int().describe('They do not fit the project’s scope, and were left out.'),
    rows: z.array(
      z.object({
        line: z.number().int().describe('Place in `items`, from 1.'),
        status: z.enum(['ok', 'outside', 'error']),
        errors: z.array(z.string()),
        id: idSchema.optional(),
      }),
    ),
  })
  .meta({ id: 'ListeningReport' })
export type ListeningReport = z.infer<typeof listeningReportSchema>

export const listenedPostSchema = z
  .object({
    id: idSchema,
    externalKey: z.string().meta({ examples: ['reddit_123456'] }),
    platform: platformSchema,
    externalId: z.string(),
    url: z.string().nullable(),
    author: z.string().nullable(),
    text: z.string(),
    language: z.string().nullable(),
    hashtags: z.array(z.string()),
    metrics: metricsSchema,
    engagement: z.number().int().describe('Likes + 2 × comments + 3 × shares + 3 × saves.'),
    sentiment: z.number().describe('−1 to 1.'),
    polarity: polaritySchema,
    corrected: z.boolean().describe('Whether a person said how it feels.'),
    sentimentReasons: sentimentSchema.shape.reasons.describe('What it was judged by.'),
    score: z
      .number()
      .int()
      .nullable()
      .describe(
        '0–100: engagement beside what is usual for the author; 50 is as usual. Null without numbers.',
      ),
    scoreTrend: z
      .number()
      .nullable()
      .describe(
        '−100 to 100: the median score of the author’s last five posts up to this one, less that of the five before. Null without numbers.',
      ),
    inBank: z.boolean(),
    postedAt: instantSchema,
  })
  .meta({ id: 'ListenedPost' })
export type ListenedPost = z.infer<typeof listenedPostSchema>

export const listenedPostsQuerySchema = pageQuerySchema.extend({
  polarity: polaritySchema.optional(),
  platform: platformSchema.optional(),
  author: z.string().trim().min(1).max(255).optional(),
  hashtagId: idSchema.optional(),
  since: dateParameterSchema.optional(),
  until: dateParameterSchema.optional(),
})
export type ListenedPostsFilter = Omit<z.infer<typeof listenedPostsQuerySchema>, 'limit' | 'cursor'>

export const LISTENING_FILE_MAX_BYTES = 5_000_000
export const exportPostsQuerySchema = listenedPostsQuerySchema
  .omit({ limit: true, cursor: true })
  .extend({ format: z.enum(['csv', 'ndjson']).default('csv') })
