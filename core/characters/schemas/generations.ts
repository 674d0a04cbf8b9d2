import * as z from 'zod'
import type { Task } from '#core/lib/kernel/ai.ts'
import { IMAGE_QUALITIES, IMAGE_SIZES } from '#core/lib/kernel/images.ts'
import { idSchema, instantSchema, pageQuerySchema } from '#core/lib/kernel/schemas.ts'
import { voiceInputSchema } from './voice.ts'

export const JOB_TYPES = ['image', 'text', 'card', 'video'] as const
export const jobTypeSchema = z.enum(JOB_TYPES)
export type JobType = z.infer<typeof jobTypeSchema>

/** Maker of an item: a provider of pictures, a card drawn here, or a language model. */
export const engineSchema = z.enum(['provider', 'card', 'model'])
export type Engine = z.infer<typeof engineSchema>

export const ITEM_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled', 'unknown'] as const
export const itemStatusSchema = z.enum(ITEM_STATUSES)
export type ItemStatus = z.infer<typeof itemStatusSchema>
/** A generation is done if anything of it is there, and unknown if the end of anything is. */
export const generationStatusSchema = itemStatusSchema
export type GenerationStatus = z.infer<typeof generationStatusSchema>

export const BATCH_MAX = 10
export const CARD_MAX = 500

const settingsSchema = z.object({
  engine: engineSchema,
  model: z.string().nullable().describe('Provider and model; null for a card.'),
  size: z.enum(IMAGE_SIZES).describe('In pixels; means nothing for a text.'),
  quality: z.enum(IMAGE_QUALITIES),
  assembled: z.string().describe('What the provider or the model is asked, or the card says.'),
  faceId: idSchema.nullable().describe('The picture whose face is shown.'),
})
export type GenerationSettings = z.infer<typeof settingsSchema>

const wished = {
  jobType: jobTypeSchema.describe(
    'Without a provider of pictures, an image becomes a card with the words of the prompt.',
  ),
  batchSize: z.number().int().min(1).max(BATCH_MAX).default(1),
}
export const estimateGenerationSchema = z.strictObject(wished).meta({ id: 'EstimateGeneration' })
export type EstimateGeneration = z.infer<typeof estimateGenerationSchema>

export const createGenerationSchema = z
  .strictObject({
    ...wished,
    characterId: idSchema,
    prompt: z.string().trim().min(1).max(4000),
    negativePrompt: z.string().trim().min(1).max(2000).optional(),
    priority: z.number().int().min(1).max(10).default(5).describe('1 is made first, 10 last.'),
    maxRetries: z.number().int().min(0).max(5).default(3),
    size: z.enum(IMAGE_SIZES).default('1024x1024'),
    quality: z.enum(IMAGE_QUALITIES).default('medium'),
    useFace: z
      .boolean()
      .default(false)
      .describe(
        'Whether an image shows the face of the profile picture, for which the right has to be recorded.',
      ),
  })
  .meta({ id: 'CreateGeneration' })
export type CreateGeneration = z.infer<typeof createGenerationSchema>

export const retryGenerationSchema = z
  .strictObject({
    unknown: z
      .boolean()
      .default(false)
      .describe('Also what may have been made and paid already: it is then asked, and paid, once more.'),
  })
  .meta({ id: 'RetryGeneration' })
export type RetryGeneration = z.infer<typeof retryGenerationSchema>

const credits = z.number().int()
const costMicros = z.number().int().describe('By list price, in millionths of a US dollar.')

export const generationEstimateSchema = z
  .object({
    engine: engineSchema,
    model: z.string().nullable(),
    credits,
    costMicros: costMicros
      .nullable()
      .describe('By what such calls have cost here lately; null while there were none.'),
  })
  .meta({ id: 'GenerationEstimate' })
export type GenerationEstimate = z.infer<typeof generationEstimateSchema>

export const generationItemSchema = z
  .object({
    id: idSchema,
    status: itemStatusSchema,
    attempts: z.number().int(),
    contentId: idSchema.nullable(),
    error: z.string().nullable().describe('Why it could not be made, or is tried again.'),
  })
  .meta({ id: 'GenerationItem' })
export type GenerationItem = z.infer<typeof generationItemSchema>

export const generationSchema = z
  .object({
    id: idSchema,
    characterId: idSchema,
    characterName: z.string(),
    jobType: jobTypeSchema,
    status: generationStatusSchema,
    priority: z.number().int(),
    prompt: z.string(),
    negativePrompt: z.string().nullable(),
    settings: settingsSchema,
    batchSize: z.number().int(),
    contentIds: z.array(idSchema).describe('What came of it, in the character’s media.'),
    results: z.array(generationItemSchema).describe('One for each picture or text, in their order.'),
    successCount: z.number().int(),
    failureCount: z.number().int(),
    errorMessage: z.string().nullable(),
    retryCount: z.number().int(),
    maxRetries: z.number().int(),
    credits: credits.describe('What it has cost so far.'),
    costMicros,
    startedAt: instantSchema.nullable(),
    completedAt: instantSchema.nullable(),
    durationSeconds: z.number().int().nullable(),
    createdAt: instantSchema,
  })
  .meta({ id: 'Generation' })
export type Generation = z.infer<typeof generationSchema>

export const generationListQuerySchema = pageQuerySchema.extend({
  characterId: idSchema.optional(),
  status: generationStatusSchema.optional(),
  jobType: jobTypeSchema.optional(),
})

export const writeInputSchema = voiceInputSchema.extend({
  /** Looks of the character; may be empty. */
  looks: z.string(),
  /** Memories of the character. */
  memories: z.array(z.object({ kind: z.string(), text: z.string() })),
  /** Place among several texts of the same request, from 0. */
  variant: z.number().int(),
})
export type WriteInput = z.infer<typeof writeInputSchema>
export const writeOutputSchema = z.object({ text: z.string().min(1).max(10_000) }).meta({ id: 'WriteOutput' })
export type WriteOutput = z.infer<typeof writeOutputSchema>

/** Writes a text for a character to publish, from what somebody asks for. */
export const writeTask = {
  name: 'generations.text',
  credits: 3,
  input: writeInputSchema,
  output: writeOutputSchema,
} satisfies Task<WriteInput, WriteOutput>
