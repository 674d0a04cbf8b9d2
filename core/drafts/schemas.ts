import * as z from 'zod'
import {
  anyOffsetSchema,
  idSchema,
  instantSchema,
  pageQuerySchema,
  timezoneSchema,
} from '#core/lib/kernel/schemas.ts'
import { postMediumSchema } from '#core/media/schemas.ts'
import { checkedAccountSchema } from '#core/publishing/schemas.ts'
import { BATCH_MAX } from './schemas/batches.ts'
import { BODY_MAX, HOOKS_MAX, rewriteWaySchema } from './schemas/writing.ts'

export * from './schemas/batches.ts'
export * from './schemas/writing.ts'

// --- states ----------------------------------------------------------------------------------

export const DRAFT_STATUSES = [
  'draft_input',
  'hook_gen',
  'hook_selected',
  'body_gen',
  'validated',
  'scheduled',
  'published',
] as const
export const draftStatusSchema = z.enum(DRAFT_STATUSES)
export type DraftStatus = z.infer<typeof draftStatusSchema>

/** What a person does with a draft that changes its state. `write`: they write the body themselves. */
export const draftMoveSchema = z.enum(['hooks', 'select', 'body', 'write', 'validate', 'schedule', 'back'])
export type DraftMove = z.infer<typeof draftMoveSchema>

/** The languages that posts are written in. */
export const languageSchema = z.enum(['en', 'fr', 'es'])
export type Language = z.infer<typeof languageSchema>

// --- sources ---------------------------------------------------------------------------------

export const sourceTypeSchema = z.enum(['text', 'url', 'post', 'file'])
export type SourceType = z.infer<typeof sourceTypeSchema>

const SOURCE_MAX = 40_000
const title = z.string().trim().min(1).max(200)
export const newSourceSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('text'),
      text: z.string().trim().min(1).max(SOURCE_MAX),
      title: title.optional(),
    }),
    z.strictObject({
      type: z.literal('url'),
      url: z.url({ protocol: /^https?$/ }).max(2000),
      title: title.optional(),
    }),
    z.strictObject({ type: z.literal('post'), postId: idSchema.describe('A captured post of the bank.') }),
  ])
  .meta({ id: 'NewSource' })
export type NewSource = z.infer<typeof newSourceSchema>

export const sourceSchema = z
  .object({
    id: idSchema,
    type: sourceTypeSchema,
    title: z.string(),
    text: z.string(),
    url: z.string().nullable(),
    postId: idSchema.nullable().describe('The captured post that it is.'),
    language: z.string().nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: 'Source' })
export type Source = z.infer<typeof sourceSchema>

// --- drafts ----------------------------------------------------------------------------------

const label = z.object({ id: idSchema, name: z.string() }).nullable()

export const hookSchema = z
  .object({
    id: idSchema,
    text: z.string(),
    hookType: z.string().nullable().describe('The name of its type.'),
    hookTypeId: idSchema.nullable(),
    score: z
      .number()
      .int()
      .min(0)
      .max(100)
      .nullable()
      .describe('How good it is thought to be; null for one that a person wrote.'),
    reason: z.string().nullable().describe('Why it has this score.'),
    selected: z.boolean(),
  })
  .meta({ id: 'Hook' })
export type Hook = z.infer<typeof hookSchema>

export const draftWarningSchema = z
  .object({
    code: z.enum(['copied', 'avoided_word', 'stray_figure']),
    postId: idSchema.nullable().describe('The post that the passage is of.'),
    passage: z.string(),
    message: z.string(),
  })
  .meta({ id: 'DraftWarning' })
export type DraftWarning = z.infer<typeof draftWarningSchema>

const mediaSchema = z.array(postMediumSchema).max(10)

export const draftSummarySchema = z
  .object({
    id: idSchema,
    status: draftStatusSchema,
    reason: z.string().nullable().describe('Why its scheduled post brought it back.'),
    title: z.string(),
    text: z.string().describe('The whole post as it stands: hook, body, mentions.'),
    author: label,
    topic: label,
    audience: label,
    structure: label,
    targetTopic: z.string().nullable(),
    language: z.string(),
    accountIds: z.array(idSchema),
    publishAt: instantSchema.nullable(),
    scheduledPostId: idSchema.nullable(),
    moves: z.array(draftMoveSchema).describe('What may be done with it now.'),
    revision: z.number().int().describe('Raised by each change.'),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  })
  .meta({ id: 'DraftSummary' })
export type DraftSummary = z.infer<typeof draftSummarySchema>

export const draftSchema = draftSummarySchema
  .extend({
    templateId: idSchema.nullable(),
    presetId: idSchema.nullable(),
    ctaId: idSchema.nullable(),
    resourceId: idSchema.nullable(),
    source: sourceSchema.nullable(),
    hooks: z.array(hookSchema),
    hook: z.string().describe('The selected hook.'),
    body: z.string(),
    model: z.string().nullable().describe('The model that wrote the body; null where a person did.'),
    alternatives: z
      .array(z.object({ body: z.string(), model: z.string() }))
      .describe('Bodies to choose from, where some were asked for.'),
    mentions: z.array(z.string()),
    media: z.array(z.object({ mediaId: idSchema, altText: z.string().nullable() })),
    examples: z
      .array(z.object({ postId: idSchema, text: z.string(), score: z.number().int().nullable() }))
      .describe('Proven posts that the body was written after, and copied nothing of.'),
    warnings: z.array(draftWarningSchema),
  })
  .meta({ id: 'Draft' })
export type Draft = z.infer<typeof draftSchema>

const settings = {
  title,
  authorId: idSchema.nullable(),
  topicId: idSchema.nullable(),
  audienceId: idSchema.nullable(),
  structureId: idSchema.nullable(),
  templateId: idSchema.nullable().describe('The template that a body is put into.'),
  presetId: idSchema.nullable().describe('How it is laid out.'),
  ctaId: idSchema.nullable().describe('The call to action that it ends with.'),
  resourceId: idSchema.nullable().describe('What it leads to.'),
  targetTopic: z.string().trim().min(1).max(200).nullable().describe('What it is about, in words.'),
  language: languageSchema.describe('That of its source, if left out.'),
  accountIds: z.array(idSchema).max(50),
  mentions: z.array(z.string().trim().min(1).max(100)).max(20),
  media: mediaSchema,
}
const sourceFields = {
  source: newSourceSchema.describe('A new source.'),
  sourceId: idSchema.describe('A source of another draft.'),
}
const notTwoSources = ({ source, sourceId }: { source?: unknown; sourceId?: unknown }) =>
  source === undefined || sourceId === undefined
const ONE_SOURCE = { message: 'Give either `source` or `sourceId`.', path: ['sourceId'] }

export const createDraftSchema = z
  .strictObject({ ...settings, ...sourceFields })
  .partial()
  .refine(notTwoSources, ONE_SOURCE)
  .meta({ id: 'CreateDraft' })

/** Media as the actions take them: the door has fetched those that were given by address into the library. */
type InLibrary<T> = Omit<T, 'media'> & { media?: { mediaId: string; altText: string | null }[] | undefined }
export type CreateDraft = InLibrary<z.infer<typeof createDraftSchema>>

export const updateDraftSchema = z
  .strictObject({
    ...settings,
    ...sourceFields,
    body: z.string().max(BODY_MAX),
    revision: z.number().int().describe('Refused where the draft has another one by now.'),
  })
  .partial()
  .refine(notTwoSources, ONE_SOURCE)
  .refine(({ revision: _, ...change }) => Object.keys(change).length > 0, {
    message: 'Name at least one field to change.',
  })
  .meta({ id: 'UpdateDraft' })
export type UpdateDraft = InLibrary<z.infer<typeof updateDraftSchema>>

// --- batches ---------------------------------------------------------------------------------

const { title: _title, authorId: _author, topicId: _topic, media: _media, ...shared } = settings
const batchFields = {
  authorIds: z.array(idSchema).min(1).max(BATCH_MAX),
  topicIds: z
    .array(idSchema)
    .max(BATCH_MAX)
    .default([])
    .describe('None: each author writes without a topic.'),
  count: z.number().int().min(1).max(10).default(1).describe('Drafts for each author and topic.'),
}
export const batchSizeSchema = z
  .strictObject(batchFields)
  .refine((size) => draftsIn(size) <= BATCH_MAX, {
    message: `A batch has at most ${BATCH_MAX} drafts.`,
    path: ['count'],
  })
  .meta({ id: 'BatchSize' })
export type BatchSize = z.infer<typeof batchSizeSchema>
/** Counts the drafts of a batch: authors × topics × count. */
export const draftsIn = ({ authorIds, topicIds, count }: z.infer<z.ZodObject<typeof batchFields>>): number =>
  new Set(authorIds).size * Math.max(1, new Set(topicIds).size) * count

export const createBatchSchema = z
  .strictObject({
    ...batchFields,
    ...z.object(shared).partial().shape,
    name: title,
    source: newSourceSchema.describe('What all of them are written from.'),
  })
  .refine((batch) => draftsIn(batch) <= BATCH_MAX, {
    message: `A batch has at most ${BATCH_MAX} drafts.`,
    path: ['count'],
  })
  .meta({ id: 'CreateBatch' })
export type CreateBatch = z.infer<typeof createBatchSchema>

export const draftListQuerySchema = pageQuerySchema.extend({
  status: draftStatusSchema.optional(),
  authorId: idSchema.optional(),
  topicId: idSchema.optional(),
})
export type DraftFilter = Omit<z.infer<typeof draftListQuerySchema>, 'limit' | 'cursor'>

// --- moves -----------------------------------------------------------------------------------

const hookText = z.string().trim().min(1).max(1000)
export const generateHooksSchema = z
  .strictObject({
    count: z.number().int().min(1).max(HOOKS_MAX).default(4),
    hookTypeIds: z
      .array(idSchema)
      .max(HOOKS_MAX)
      .optional()
      .describe('Types to choose from; all, if left out.'),
    replace: idSchema.optional().describe('The hook that one new hook takes the place of; all, if left out.'),
    text: hookText.optional().describe('Adds this hook, which a person wrote, and generates none.'),
  })
  .meta({ id: 'GenerateHooks' })
export type GenerateHooks = z.infer<typeof generateHooksSchema>
export const updateHookSchema = z.strictObject({ text: hookText }).meta({ id: 'UpdateHook' })

export const chooseBodySchema = z.strictObject({
  index: z
    .number()
    .int()
    .min(0)
    .nullable()
    .describe('Which of `alternatives` to take; null for none of them.'),
})
export type ChooseBody = z.infer<typeof chooseBodySchema>

export const rewriteSchema = z
  .strictObject({
    text: z.string().trim().min(1).max(20_000).describe('The passage to say otherwise.'),
    way: rewriteWaySchema.describe('`voice`: as the draft’s author writes.'),
    language: languageSchema.optional().describe('For `translated`; the draft’s own, if left out.'),
  })
  .meta({ id: 'Rewrite' })
export type Rewrite = z.infer<typeof rewriteSchema>
export const rewrittenSchema = z
  .object({
    text: z.string().nullable().describe('Null where the model cannot do it.'),
    reason: z.string().nullable().describe('Why there is no text.'),
    model: z.string(),
  })
  .meta({ id: 'Rewritten' })
export type Rewritten = z.infer<typeof rewrittenSchema>

export const validateDraftSchema = z
  .strictObject({
    accountIds: z.array(idSchema).min(1).max(50).optional().describe('Those of the draft, if left out.'),
  })
  .meta({ id: 'ValidateDraft' })
export const validatedDraftSchema = draftSchema
  .extend({
    accounts: z.array(checkedAccountSchema.omit({ warnings: true })).describe('What it is on each account.'),
  })
  .meta({ id: 'ValidatedDraft' })
export type ValidatedDraft = z.infer<typeof validatedDraftSchema>

export const scheduleDraftPostSchema = z
  .strictObject({
    accountIds: z.array(idSchema).min(1).max(50).optional().describe('Those of the draft, if left out.'),
    publishAt: anyOffsetSchema.optional(),
    publishAtLocal: z
      .string()
      .max(40)
      .optional()
      .describe('In place of `publishAt`: a local time in `timezone`, such as 2026-12-15T09:00.'),
    timezone: timezoneSchema.default('UTC'),
    status: z.enum(['queued', 'awaiting_approval']).default('queued'),
  })
  .meta({ id: 'ScheduleDraftPost' })
export type ScheduleDraftPost = z.infer<typeof scheduleDraftPostSchema>

export const backDraftSchema = z
  .strictObject({
    to: draftStatusSchema.optional().describe('An earlier state; the one before, if left out.'),
  })
  .meta({ id: 'BackDraft' })

export const versionSchema = z
  .object({
    id: idSchema,
    number: z.number().int(),
    cause: z.enum(['select', 'hook', 'body', 'write', 'validate']),
    hook: z.string(),
    body: z.string(),
    by: z.string().describe('Who made it.'),
    createdAt: instantSchema,
  })
  .meta({ id: 'Version' })
export type Version = z.infer<typeof versionSchema>
export type VersionCause = Version['cause']
