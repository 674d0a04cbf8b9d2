import * as z from 'zod'
import { idSchema, instantSchema, pageQuerySchema, platformSchema } from '#core/lib/kernel/schemas.ts'

export const webhookEventSchema = z
  .object({
    id: idSchema,
    source: z.string(),
    type: z.string(),
    externalAccountId: z.string().nullable(),
    status: z.enum(['pending', 'processed', 'failed', 'unassigned']),
    error: z.string().nullable(),
    attempts: z.number().int(),
    payload: z.unknown(),
    receivedAt: instantSchema,
    processedAt: instantSchema.nullable(),
  })
  .meta({ id: 'WebhookEvent' })
export type WebhookEvent = z.infer<typeof webhookEventSchema>

export const webhookEventListQuerySchema = pageQuerySchema.extend({
  status: webhookEventSchema.shape.status.optional(),
})

/** One request of a platform. Its body is kept and not shown, as it may concern several workspaces. */
export const webhookDeliverySchema = z
  .object({
    id: idSchema,
    source: z.string(),
    updates: z.number().int().describe('How many updates it holds.'),
    error: z.string().nullable().describe('Why it cannot be read.'),
    receivedAt: instantSchema,
  })
  .meta({ id: 'WebhookDelivery' })
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>

/** A queue message that used up its attempts. */
export const deadLetterSchema = z
  .object({
    id: idSchema,
    queue: z.string(),
    kind: z.string().describe('The type of a job, or the source of a webhook.'),
    workspace: z
      .object({ id: idSchema, name: z.string() })
      .nullable()
      .describe('The workspace it belongs to, as far as it tells.'),
    account: z.object({ id: idSchema, name: z.string(), platform: platformSchema }).nullable(),
    content: z.unknown().describe('Its content, decoded.'),
    body: z.unknown().describe('As it lay on the queue: what is replayed.'),
    error: z.string().nullable().describe('Why its last attempt failed.'),
    attempts: z.number().int(),
    deadAt: instantSchema,
    replayedAt: instantSchema.nullable(),
  })
  .meta({ id: 'DeadLetter' })
export type DeadLetter = z.infer<typeof deadLetterSchema>

/** The name of a worker, such as `publishing`: `GET /v1/operations/workers` lists them. */
export const workerSchema = z.string().max(60).describe('The name of a worker.')

const workerWordsSchema = z.object({
  name: z.string(),
  purpose: z.string(),
  whileOff: z.string().describe('What waits, and what happens to it, while the worker is switched off.'),
  idle: z.string().describe('Why it has no run to show.'),
})

export const workerStateSchema = z
  .object({
    name: workerSchema,
    words: z
      .object({ en: workerWordsSchema, fr: workerWordsSchema })
      .describe('What people read of it, by language.'),
    enabled: z.boolean(),
    reason: z.string().nullable(),
    changedBy: z.string().nullable(),
    changedAt: instantSchema.nullable(),
    lastRun: z
      .object({
        status: z.enum(['running', 'completed', 'failed']),
        startedAt: instantSchema,
        durationMs: z.number().int().nullable(),
        processed: z.number().int(),
        failed: z.number().int(),
      })
      .nullable(),
  })
  .meta({ id: 'WorkerState' })
export type WorkerState = z.infer<typeof workerStateSchema>

export const switchSchema = z
  .strictObject({
    enabled: z.boolean(),
    reason: z.string().trim().max(300).optional(),
  })
  .meta({ id: 'Switch' })
export type Switch = z.infer<typeof switchSchema>

export const machinesSchema = z
  .object({
    enabled: z.boolean().describe('False while an operator has paused the machines of every workspace.'),
    reason: z.string().nullable(),
    changedBy: z.string().nullable(),
    changedAt: instantSchema.nullable(),
  })
  .meta({ id: 'Machines' })
export type Machines = z.infer<typeof machinesSchema>

export const taskRunSchema = z
  .object({
    id: idSchema,
    task: workerSchema,
    status: z.enum(['running', 'completed', 'failed']),
    processed: z.number().int(),
    failed: z.number().int(),
    error: z.string().nullable(),
    requestId: z.string(),
    startedAt: instantSchema,
    finishedAt: instantSchema.nullable(),
    durationMs: z.number().int().nullable(),
  })
  .meta({ id: 'TaskRun' })
export type TaskRun = z.infer<typeof taskRunSchema>

export const taskRunQuerySchema = pageQuerySchema.extend({
  task: workerSchema.optional(),
  status: taskRunSchema.shape.status.optional(),
})

export const systemLogSchema = z
  .object({
    id: idSchema,
    workspaceId: idSchema.nullable(),
    level: z.enum(['info', 'warn', 'error']),
    event: z.string(),
    actor: z.string().nullable(),
    requestId: z.string().nullable(),
    reference: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    at: instantSchema,
  })
  .meta({ id: 'SystemLog' })
export type SystemLog = z.infer<typeof systemLogSchema>

export const systemLogQuerySchema = pageQuerySchema.extend({
  level: systemLogSchema.shape.level.optional().describe('This level and the graver ones.'),
  event: z.string().max(100).optional().describe('Exact, or a prefix that ends in a dot.'),
  reference: z.string().max(20).optional(),
  requestId: z.string().max(64).optional(),
})
export type SystemLogFilter = z.infer<typeof systemLogQuerySchema>

export const modelCallSchema = z
  .object({
    id: idSchema,
    functionName: z.string(),
    provider: z.string(),
    model: z.string(),
    prompt: z.string().nullable(),
    inputTokens: z.number().int(),
    outputTokens: z.number().int(),
    costMicros: z.number().int().describe('Millionths of a US dollar.'),
    latencyMs: z.number().int(),
    success: z.boolean(),
    error: z.object({ reference: z.string(), message: z.string() }).nullable(),
    requestId: z.string(),
    at: instantSchema,
  })
  .meta({ id: 'ModelCall' })
export type ModelCall = z.infer<typeof modelCallSchema>

export const modelCallQuerySchema = pageQuerySchema.extend({
  success: z.enum(['true', 'false']).optional(),
  functionName: z.string().max(100).optional(),
  reference: z.string().max(20).optional(),
})

/** `degraded`: Chorus answers, but something behind it stands still. */
export interface Health {
  status: 'up' | 'degraded' | 'down'
  parts: {
    worker: 'up'
    database: 'up' | 'down'
    queues: 'up' | 'behind' | 'unknown'
    cron: 'up' | 'silent' | 'unknown'
  }
  deadLetters: number | null
}
