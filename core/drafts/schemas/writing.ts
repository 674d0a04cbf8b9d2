import * as z from 'zod'
import type { Task } from '#core/lib/kernel/ai.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import { TEXT_UNITS } from '#core/lib/platform/length.ts'

/** What models are asked, and what they answer. */

export const BODY_MAX = 100_000
export const HOOKS_MAX = 10

export const REWRITE_WAYS = ['shorter', 'bolder', 'simpler', 'translated', 'voice'] as const
export const rewriteWaySchema = z.enum(REWRITE_WAYS)
export type RewriteWay = z.infer<typeof rewriteWaySchema>
/** A body as a model wrote it, with the proven posts that it was written after. */
export interface WrittenBody {
  body: string
  model: string
  exampleIds: string[]
}

/** What a post is written from and for. All of it is data, never instructions. */
const materialSchema = z.object({
  language: z.string(),
  source: z.object({ title: z.string(), text: z.string() }),
  topic: z.string().nullable(),
  audience: z
    .object({
      name: z.string(),
      description: z.string(),
      vocabularyToUse: z.array(z.string()),
      vocabularyToAvoid: z.array(z.string()),
      tone: z.string(),
    })
    .nullable(),
  author: z.object({ name: z.string(), style: z.string() }).nullable(),
  /** Notes of the workspace about the topic: further facts that may be said. */
  notes: z.array(z.object({ name: z.string(), content: z.string() })),
  /** Proven posts: how they are made may be learnt, their words not used. */
  examples: z.array(z.object({ id: idSchema, hookTypeId: idSchema.nullable(), text: z.string() })),
})
export type Material = z.infer<typeof materialSchema>

export const hooksInputSchema = materialSchema.extend({
  /** One hook is wanted of each. Empty: `count` hooks of any type. */
  hookTypes: z.array(
    z.object({ id: idSchema, name: z.string(), description: z.string(), instruction: z.string() }),
  ),
  count: z.number().int(),
  /** How other posts of this source begin: no hook may begin like one of them. */
  taken: z.array(z.string()),
  /** Hooks that other drafts of this source may still select: others are better. */
  proposed: z.array(z.string()),
})
export type HooksInput = z.infer<typeof hooksInputSchema>
export const hooksOutputSchema = z
  .object({
    hooks: z
      .array(
        z.object({
          hookTypeId: idSchema.nullable(),
          text: z.string().min(1).max(1000),
          score: z.number().int().min(0).max(100),
          reason: z.string().max(500),
        }),
      )
      .max(HOOKS_MAX),
  })
  .meta({ id: 'HooksOutput' })
export type HooksOutput = z.infer<typeof hooksOutputSchema>
export const hooksTask = {
  name: 'drafts.hooks',
  credits: 2,
  input: hooksInputSchema,
  output: hooksOutputSchema,
} satisfies Task<HooksInput, HooksOutput>

export const bodyInputSchema = materialSchema.extend({
  hook: z.string(),
  /** A body that there is already, from which this one is to differ; null for none. */
  other: z.string().nullable(),
  structure: z.object({ name: z.string(), description: z.string() }).nullable(),
  /** What a preset asks for; null for what it leaves open. */
  shape: z.object({ paragraphs: z.number().int().nullable(), list: z.boolean().nullable() }),
  /** The most characters of hook and body together, and what counts as one; null for no limit. */
  limit: z.object({ maxLength: z.number().int(), count: z.enum(TEXT_UNITS) }).nullable(),
})
export type BodyInput = z.infer<typeof bodyInputSchema>
export const bodyOutputSchema = z
  .object({
    body: z.string().min(1).max(BODY_MAX),
    /** Ids of the examples that it was written after. */
    exampleIds: z.array(idSchema),
  })
  .meta({ id: 'BodyOutput' })
export type BodyOutput = z.infer<typeof bodyOutputSchema>
export const bodyTask = {
  name: 'drafts.body',
  credits: 3,
  input: bodyInputSchema,
  output: bodyOutputSchema,
} satisfies Task<BodyInput, BodyOutput>

export const rewriteInputSchema = z.object({
  text: z.string(),
  way: rewriteWaySchema,
  /** The language to write in. */
  language: z.string(),
  author: materialSchema.shape.author,
  audience: materialSchema.shape.audience,
})
export type RewriteInput = z.infer<typeof rewriteInputSchema>
export const rewriteOutputSchema = z
  .object({
    /** Null where the engine cannot do it. */
    text: z.string().min(1).max(BODY_MAX).nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'RewriteOutput' })
export type RewriteOutput = z.infer<typeof rewriteOutputSchema>
export const rewriteTask = {
  name: 'drafts.rewrite',
  credits: 1,
  input: rewriteInputSchema,
  output: rewriteOutputSchema,
} satisfies Task<RewriteInput, RewriteOutput>
