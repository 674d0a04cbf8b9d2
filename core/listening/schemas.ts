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

// --- sentiment -------------------------------------------------------------------------------

export const sentimentLanguageSchema = z.enum(['en', 'fr', 'es'])
export type SentimentLanguage = z.infer<typeof sentimentLanguageSchema>
export const polaritySchema = z.enum(['positive', 'neutral', 'negative'])
export type Polarity = z.infer<typeof polaritySchema>

/** How a text feels: from −1 to 1, and the words by which it was judged, the weightiest first. */
export const sentimentSchema = z.object({
  score: z.number().min(-1).max(1),
  reasons: z.array(z.object({ text: z.string(), weight: z.number() })),
})
export type Sentiment = z.infer<typeof sentimentSchema>

// --- projects --------------------------------------------------------------------------------

export const projectStatusSchema = z.enum(['draft', 'active', 'paused'])
export type ProjectStatus = z.infer<typeof projectStatusSchema>
export const scopeTypeSchema = z.enum(['hashtags', 'creators', 'both', 'query'])
export type ScopeType = z.infer<typeof scopeTypeSchema>

export const creatorSchema = z.strictObject({
  platform: platformSchema,
  username: z.string().trim().min(1).max(255),
})
export type Creator = z.infer<typeof creatorSchema>

/** The most hashtags, or creators, that one request may name. */
export const NAMED_MAX = 100
export const QUERY_MAX = 2_000
export const scopeSchema = z
  .strictObject({
    hashtags: z.array(z.string().trim().min(1).max(200)).max(NAMED_MAX),
    creators: z
      .array(z.union([z.string().trim().min(1).max(255), creatorSchema]))
      .max(NAMED_MAX)
      .describe('Their names; those without a platform are looked for on each of the project’s.'),
    query: z
      .string()
      .trim()
      .min(1)
      .max(QUERY_MAX)
      .describe(
        'Words, "phrases", #hashtags, author:, lang:, platform:, AND, OR, NOT and brackets. With hashtags or creators beside it, posts must fit it as well.',
      ),
  })
  .partial()
export type ScopeInput = z.infer<typeof scopeSchema>

const projectFields = {
  name: z.string().trim().min(1).max(255),
  description: z.string().trim().max(2_000),
  status: projectStatusSchema.describe('Only an active project takes posts in.'),
}
export const createProjectSchema = z
  .strictObject({
    ...projectFields,
    platforms: z.array(platformSchema).min(1).max(20),
    scope: scopeSchema,
  })
  .partial({ description: true, status: true })
export type CreateProject = z.infer<typeof createProjectSchema>
export const updateProjectSchema = z
  .strictObject(projectFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'Name at least one field to change.' })
export type UpdateProject = z.infer<typeof updateProjectSchema>

export const projectSchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  status: projectStatusSchema,
  platforms: z.array(platformSchema),
  scopeType: scopeTypeSchema,
  scope: z.object({
    hashtags: z.array(z.string()),
    creators: z.array(creatorSchema),
    query: z.string().nullable(),
  }),
  counts: z.object({
    posts: z.number().int(),
    creators: z.number().int().describe('Creators that its scope names.'),
    signals: z.number().int(),
  }),
  lastRunAt: instantSchema.nullable(),
  lastSignalAt: instantSchema.nullable(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
})
export type Project = z.infer<typeof projectSchema>

export const projectListQuerySchema = pageQuerySchema.extend({ status: projectStatusSchema.optional() })

// --- posts -----------------------------------------------------------------------------------

export const LISTENING_IMPORT_MAX = 1_000
export const listeningItemSchema = z.strictObject({
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
export type ListeningItem = z.infer<typeof listeningItemSchema>

/** Items are checked one by one, so that one that is wrong does not keep the others out. */
export const importIntoProjectSchema = z.strictObject({
  items: z
    .array(z.unknown())
    .min(1)
    .max(LISTENING_IMPORT_MAX)
    .describe(
      'Posts: `platform`, `externalId`, `author`, `text`, `postedAt`, `url`, `language`, `hashtags`, `metrics`.',
    ),
})
export type ImportIntoProject = z.infer<typeof importIntoProjectSchema>

export const listeningReportSchema = z.object({
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
export type ListeningReport = z.infer<typeof listeningReportSchema>

export const listenedPostSchema = z.object({
  id: idSchema,
  externalKey: z.string().meta({ examples: ['mastodon_123456'] }),
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
  sentimentReasons: sentimentSchema.shape.reasons.describe('What it was judged by.'),
  score: z
    .number()
    .int()
    .nullable()
    .describe('0–100: engagement beside what is usual for the author; 50 is as usual. Null without numbers.'),
  scoreTrend: z
    .number()
    .nullable()
    .describe(
      '−100 to 100: the median score of the author’s last five posts up to this one, less that of the five before. Null without numbers.',
    ),
  inBank: z.boolean(),
  postedAt: instantSchema,
})
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
export const projectHashtagSchema = z.object({
  id: idSchema,
  name: z.string(),
  platform: platformSchema,
  tracked: z.boolean().describe('Whether the project’s scope names it.'),
  lastScraped: instantSchema.nullable(),
  ...sums,
})
export type ProjectHashtag = z.infer<typeof projectHashtagSchema>
export const projectCreatorSchema = z.object({
  platform: platformSchema,
  username: z.string(),
  tracked: z.boolean().describe('Whether the project’s scope names them.'),
  ...sums,
})
export type ProjectCreator = z.infer<typeof projectCreatorSchema>

export const volumeQuerySchema = z.strictObject({
  days: z.coerce.number().int().min(1).max(366).default(30),
})
export const volumeSchema = z.object({
  days: z.array(z.object({ day: z.iso.date(), ...sums })).describe('Every day, the oldest first, in UTC.'),
})
export type Volume = z.infer<typeof volumeSchema>
