import * as z from 'zod'
import type { Task } from '#core/lib/kernel/ai.ts'
import { idSchema, instantSchema } from '#core/lib/kernel/schemas.ts'

/** What is counted of a text. Shares are per cent; rates are per 100 words. */
export const FIGURES = [
  'words',
  'wordsPerSentence',
  'charactersPerLine',
  'lettersPerWord',
  'variety',
  'lineBreaks',
  'commas',
  'dashes',
  'emoji',
  'hashtags',
  'questions',
  'exclamations',
  'firstPerson',
  'we',
  'you',
] as const
export const figureNameSchema = z.enum(FIGURES)
export type FigureName = z.infer<typeof figureNameSchema>
export type Figures = Record<FigureName, number>

const oftenSchema = z.array(z.object({ text: z.string(), posts: z.number().int() }))

/** What was counted of an author's posts. */
export const measuredSchema = z
  .object({
    posts: z.number().int(),
    language: z.enum(['en', 'fr', 'es']).nullable().describe('Null where the posts do not tell.'),
    figures: z
      .record(figureNameSchema, z.object({ mean: z.number(), spread: z.number() }))
      .describe('Mean and standard deviation over the posts; shares are per cent, rates per 100 words.'),
    openings: oftenSchema.describe('First words that several posts share, the most frequent first.'),
    closings: oftenSchema.describe('Last lines that several posts share.'),
    emoji: oftenSchema,
    vocabulary: oftenSchema.describe('Words that the author comes back to, function words left out.'),
  })
  .meta({ id: 'Measured' })
export type Measured = z.infer<typeof measuredSchema>

export const STYLE_PROMPT_MAX = 4000

export const styleSchema = z
  .object({
    profileId: idSchema,
    prompt: z
      .string()
      .nullable()
      .describe('How to write like the author, as drafts use it: the correction, or else what was found.'),
    correctedAt: instantSchema
      .nullable()
      .describe('Set while the prompt is a person’s own; no analysis replaces it.'),
    analysis: z
      .object({
        measured: measuredSchema,
        description: z.string(),
        prompt: z.string().describe('What the model suggests.'),
        model: z.string(),
        analyzedAt: instantSchema,
      })
      .nullable(),
  })
  .meta({ id: 'Style' })
export type Style = z.infer<typeof styleSchema>

export const correctStyleSchema = z
  .strictObject({
    prompt: z
      .string()
      .trim()
      .min(1)
      .max(STYLE_PROMPT_MAX)
      .nullable()
      .describe('In the author’s own words; null takes the analysis’s again.'),
  })
  .meta({ id: 'CorrectStyle' })
export type CorrectStyle = z.infer<typeof correctStyleSchema>

export const closenessInputSchema = z.strictObject({ text: z.string().trim().min(1).max(40_000) })
export type ClosenessInput = z.infer<typeof closenessInputSchema>
export const closenessSchema = z
  .object({
    score: z.number().min(0).max(1).describe('0–1; above 0.5 it sounds like the author.'),
    reasons: z.array(z.string()).describe('What differs from the author’s posts, and what is alike.'),
  })
  .meta({ id: 'Closeness' })
export type Closeness = z.infer<typeof closenessSchema>

export const describeInputSchema = z.object({
  measured: measuredSchema,
  /** Some of the author's posts. */
  posts: z.array(z.string()).max(10),
})
export type DescribeInput = z.infer<typeof describeInputSchema>
export const describedSchema = z
  .object({
    /** For people: how the author writes. */
    description: z.string().min(1).max(3000),
    /** For a model: how to write like them. */
    prompt: z.string().min(1).max(STYLE_PROMPT_MAX),
  })
  .meta({ id: 'Described' })

/** Describes how an author writes. */
export const describeTask = {
  name: 'style.describe',
  credits: 1,
  input: describeInputSchema,
  output: describedSchema,
} satisfies Task<DescribeInput, z.infer<typeof describedSchema>>
