import * as z from 'zod'
import type { Task } from '#core/lib/kernel/ai.ts'
import {
  anyOffsetSchema,
  dateParameterSchema,
  idSchema,
  instantSchema,
  pageQuerySchema,
  platformSchema,
} from '#core/lib/kernel/schemas.ts'

// --- profiles --------------------------------------------------------------------------------

export const profileTypeSchema = z.enum(['internal', 'external_influencer'])
export type ProfileType = z.infer<typeof profileTypeSchema>

export const syncStatusSchema = z.enum(['pending', 'scraping', 'done', 'failed'])
export type SyncStatus = z.infer<typeof syncStatusSchema>

export const profileSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    type: profileTypeSchema.describe(
      '`internal`: we write for them; `external_influencer`: we learn from them.',
    ),
    platform: platformSchema,
    handle: z.string(),
    url: z.string().nullable(),
    accounts: z
      .array(z.object({ id: idSchema, platform: platformSchema, name: z.string() }))
      .describe('The connected accounts through which they publish.'),
    syncStatus: syncStatusSchema,
    sync: z.object({
      available: z.boolean().describe('Whether Chorus can read their posts by itself.'),
      reason: z.string().nullable().describe('Why it cannot.'),
      lastSyncAt: instantSchema.nullable(),
      posts: z.number().int().describe('Their posts in the bank.'),
      consecutiveFailures: z.number().int(),
      lastError: z.string().nullable(),
    }),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'Profile' })
export type Profile = z.infer<typeof profileSchema>

const profileFields = {
  name: z.string().trim().min(1).max(120),
  type: profileTypeSchema,
  platform: platformSchema,
  handle: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .describe('The author’s name on the platform, with or without “@”, or the address of their page.'),
}
export const createProfileSchema = z.strictObject(profileFields).meta({ id: 'CreateProfile' })
export type CreateProfile = z.infer<typeof createProfileSchema>

export const updateProfileSchema = z
  .strictObject(profileFields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'Name at least one field to change.' })
  .meta({ id: 'UpdateProfile' })
export type UpdateProfile = z.infer<typeof updateProfileSchema>

export const profileListQuerySchema = pageQuerySchema.extend({ type: profileTypeSchema.optional() })

export const syncJobStatusSchema = z.enum(['running', 'completed', 'failed'])
export const syncJobSchema = z
  .object({
    id: idSchema,
    profileId: idSchema,
    jobType: z.enum(['manual', 'weekly']),
    status: syncJobStatusSchema,
    postsScraped: z.number().int(),
    postsNew: z.number().int(),
    error: z.string().nullable(),
    startedAt: instantSchema,
    finishedAt: instantSchema.nullable(),
  })
  .meta({ id: 'SyncJob' })
export type SyncJob = z.infer<typeof syncJobSchema>
export const syncJobListQuerySchema = pageQuerySchema.extend({
  profileId: idSchema.optional(),
  status: syncJobStatusSchema.optional(),
})

// --- posts -----------------------------------------------------------------------------------

export const postSourceSchema = z.enum(['import', 'published', 'listening'])
export type PostSource = z.infer<typeof postSourceSchema>

/** The steps of a post's enrichment, in order; each is a worker with a switch. */
export const ENRICHMENT_STEPS = [
  'extract_hooks',
  'generate_embeddings',
  'classify_hooks',
  'classify_topics',
  'classify_audiences',
] as const
export const enrichmentStepSchema = z.enum(ENRICHMENT_STEPS)
export type EnrichmentStep = z.infer<typeof enrichmentStepSchema>

const count = z.number().int().min(0).max(1_000_000_000_000)
export const METRICS = ['likes', 'comments', 'shares', 'saves', 'views'] as const
export const metricsSchema = z
  .strictObject({ likes: count, comments: count, shares: count, saves: count, views: count })
  .partial()
  .meta({ id: 'Metrics' })
export type Metrics = z.infer<typeof metricsSchema>

const label = z.object({ id: idSchema, name: z.string() }).nullable()

export const bankPostSchema = z
  .object({
    id: idSchema,
    externalKey: z.string().meta({ examples: ['instagram_123456'] }),
    platform: platformSchema,
    externalId: z.string(),
    url: z.string().nullable(),
    source: postSourceSchema,
    author: z.object({ profileId: idSchema.nullable(), name: z.string().nullable() }),
    text: z.string(),
    hook: z
      .string()
      .nullable()
      .describe('What the post begins with; null until it is extracted or where there is none.'),
    hookType: label,
    topic: label,
    audience: label,
    structure: label,
    metrics: metricsSchema,
    engagement: z.number().int().describe('Likes + 2 × comments + 3 × shares + 3 × saves.'),
    score: z
      .number()
      .int()
      .nullable()
      .describe(
        '0–100: engagement beside what is usual for the author; 50 is as usual. Null where nothing was counted.',
      ),
    waiting: z.array(enrichmentStepSchema).describe('What is still to be found out about it.'),
    postedAt: instantSchema,
    capturedAt: instantSchema,
  })
  .meta({ id: 'BankPost' })
export type BankPost = z.infer<typeof bankPostSchema>

export const bankPostDetailSchema = bankPostSchema
  .extend({
    usual: z
      .object({
        author: z
          .number()
          .nullable()
          .describe('Median engagement of the author’s posts here; null without an author.'),
        authorPosts: z.number().int(),
        platform: z.number().describe('Median engagement of all posts of this platform here.'),
        expected: z.number().describe('What the score compares with.'),
      })
      .nullable()
      .describe('What the score was computed from; null where there is no score.'),
    history: z.array(z.object({ at: instantSchema, metrics: metricsSchema })),
    problems: z
      .array(
        z.object({
          step: enrichmentStepSchema,
          attempts: z.number().int(),
          error: z.string().nullable(),
          givenUp: z.boolean(),
        }),
      )
      .describe('Steps of its enrichment that have failed so far.'),
  })
  .meta({ id: 'BankPostDetail' })
export type BankPostDetail = z.infer<typeof bankPostDetailSchema>

// --- classification --------------------------------------------------------------------------

export const classifyInputSchema = z.object({
  /** What the options are. */
  kind: z.enum(['hook_type', 'topic', 'audience']),
  options: z.array(z.object({ id: idSchema, name: z.string(), description: z.string() })),
  posts: z.array(z.object({ id: idSchema, text: z.string() })).max(20),
})
export type ClassifyInput = z.infer<typeof classifyInputSchema>

/** Labels posts, at most 20 at once, each with one of the options or none. */
export const classifyTask = {
  name: 'bank.classify',
  credits: 0,
  input: classifyInputSchema,
  output: z.object({ labels: z.array(z.object({ postId: idSchema, optionId: idSchema.nullable() })) }),
} satisfies Task<ClassifyInput, { labels: { postId: string; optionId: string | null }[] }>

// --- import and search -----------------------------------------------------------------------

const TEXT_MAX = 40_000
const itemFields = {
  profileId: idSchema.optional(),
  platform: platformSchema,
  externalId: z.string().trim().min(1).max(300),
  author: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .optional()
    .describe('The author’s name, where there is no profile.'),
  text: z.string().trim().min(1).max(TEXT_MAX),
  postedAt: anyOffsetSchema,
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  metrics: metricsSchema.optional(),
  countedAt: anyOffsetSchema
    .optional()
    .describe(
      'When `metrics` were counted; now where it is absent. Numbers older than the known ones are left out.',
    ),
}
export const bankItemSchema = z.strictObject(itemFields).meta({ id: 'BankItem' })
export type BankItem = z.infer<typeof bankItemSchema>

export const BANK_IMPORT_MAX = 1000
/** Size of one file: 5 MB. */
export const BANK_FILE_MAX_BYTES = 5 * 1024 * 1024
/** Items are checked one by one, so that one that is wrong does not keep the others out. */
export const importBankSchema = z
  .strictObject({
    items: z
      .array(z.unknown())
      .min(1)
      .max(BANK_IMPORT_MAX)
      .describe(
        'Posts: `profileId`, `platform`, `externalId`, `text`, `postedAt`, `url`, `metrics`, `countedAt`.',
      ),
  })
  .meta({ id: 'ImportBank' })
export type ImportBank = z.infer<typeof importBankSchema>
export const importBankQuerySchema = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('Only says what would become of each line.'),
})

export const importReportSchema = z
  .object({
    created: z.number().int(),
    updated: z.number().int().describe('Known already: its text and numbers were brought up to date.'),
    unchanged: z.number().int(),
    rows: z.array(
      z.object({
        line: z.number().int().describe('Line of the file, or place in `items`, from 1.'),
        status: z.enum(['ok', 'error']),
        errors: z.array(z.string()),
        id: idSchema.optional(),
      }),
    ),
  })
  .meta({ id: 'ImportReport' })
export type ImportReport = z.infer<typeof importReportSchema>

export const labelPostSchema = z
  .strictObject({
    topicId: idSchema.nullable(),
    audienceId: idSchema.nullable(),
    hookTypeId: idSchema.nullable(),
    structureId: idSchema.nullable(),
    profileId: idSchema.nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { message: 'Name at least one field to change.' })
  .meta({ id: 'LabelPost' })
export type LabelPost = z.infer<typeof labelPostSchema>

export const bankListQuerySchema = pageQuerySchema.extend({
  authorId: idSchema.optional(),
  topicId: idSchema.optional(),
  audienceId: idSchema.optional(),
  hookTypeId: idSchema.optional(),
  platform: platformSchema.optional(),
  source: postSourceSchema.optional(),
  since: dateParameterSchema.optional(),
  until: dateParameterSchema.optional(),
})
export type BankFilter = Omit<z.infer<typeof bankListQuerySchema>, 'limit' | 'cursor'>

export const bankFiltersSchema = z
  .strictObject({
    authorId: idSchema,
    topicId: idSchema,
    audienceId: idSchema,
    hookTypeId: idSchema,
    platform: platformSchema,
    source: postSourceSchema,
    since: dateParameterSchema,
    until: dateParameterSchema,
    minEngagement: z.number().int().min(0),
  })
  .partial()
  .meta({ id: 'BankFilters' })
export type BankFilters = z.infer<typeof bankFiltersSchema>

export const searchSortSchema = z
  .enum(['best', 'engagement', 'latest'])
  .describe(
    'The order of posts that are found by filters alone: best score, most engagement, or latest first. What is found by meaning comes by nearness.',
  )
export type SearchSort = z.infer<typeof searchSortSchema>

export const searchBankSchema = z
  .strictObject({
    query: z
      .string()
      .trim()
      .max(2000)
      .default('')
      .describe('What the posts are about, in any words; without it the best scores come first.'),
    similarTo: idSchema.optional().describe('A post of the bank, in place of a query.'),
    filters: bankFiltersSchema.default({}),
    sort: searchSortSchema.default('best'),
    limit: z.number().int().min(1).max(50).default(20),
  })
  .meta({ id: 'SearchBank' })
export type SearchBank = z.infer<typeof searchBankSchema>

export const bankResultSchema = z
  .object({
    items: z.array(
      bankPostSchema.extend({
        similarity: z.number().nullable().describe('Nearness in meaning, 0–1; null without a query.'),
      }),
    ),
  })
  .meta({ id: 'BankResult' })
export type BankResult = z.infer<typeof bankResultSchema>
