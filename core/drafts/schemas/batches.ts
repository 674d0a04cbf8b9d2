import * as z from 'zod'
import { idSchema, instantSchema } from '#core/lib/kernel/schemas.ts'

export const batchStatusSchema = z.enum(['running', 'completed', 'cancelled'])
export type BatchStatus = z.infer<typeof batchStatusSchema>

/** How far the writing of one draft of a batch has come. */
export const batchDraftStatusSchema = z.enum(['waiting', 'written', 'failed', 'cancelled'])
export type BatchDraftStatus = z.infer<typeof batchDraftStatusSchema>

/** Drafts that one batch may have. */
export const BATCH_MAX = 100

export const batchSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    status: batchStatusSchema,
    total: z.number().int(),
    completed: z.number().int(),
    failed: z.number().int(),
    createdAt: instantSchema,
  })
  .meta({ id: 'Batch' })
export type Batch = z.infer<typeof batchSchema>

const label = z.object({ id: idSchema, name: z.string() }).nullable()
export const batchDraftSchema = z
  .object({
    id: idSchema,
    title: z.string(),
    text: z.string(),
    author: label,
    topic: label,
    status: batchDraftStatusSchema,
    error: z.string().nullable().describe('Why it could not be written.'),
    attempts: z.number().int(),
    costMicros: z.number().int(),
  })
  .meta({ id: 'BatchDraft' })
export type BatchDraft = z.infer<typeof batchDraftSchema>

export const batchDetailSchema = batchSchema
  .extend({
    costMicros: z
      .number()
      .int()
      .describe('What it has cost so far by list price, in millionths of a US dollar.'),
    drafts: z.array(batchDraftSchema),
  })
  .meta({ id: 'BatchDetail' })
export type BatchDetail = z.infer<typeof batchDetailSchema>

export const batchEstimateSchema = z
  .object({
    drafts: z.number().int(),
    credits: z.number().int(),
    costMicros: z
      .number()
      .int()
      .nullable()
      .describe('By what such calls have cost here lately; null while there were none.'),
    model: z.string(),
  })
  .meta({ id: 'BatchEstimate' })
export type BatchEstimate = z.infer<typeof batchEstimateSchema>
