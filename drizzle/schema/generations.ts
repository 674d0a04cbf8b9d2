import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { GenerationSettings, GenerationStatus, ItemStatus, JobType } from '#core/characters/schemas.ts'
import { characters } from './characters.ts'
import { id, instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** Pictures and texts that were asked for together for a character. Its status and figures follow from its items (decision 73). */
export const contentGenerations = pgTable(
  'content_generations',
  {
    id: id(),
    workspaceId: workspaceId(),
    characterId: uuid('character_id').notNull(),
    jobType: text('job_type').$type<JobType>().notNull(),
    status: text('status').$type<GenerationStatus>().notNull().default('queued'),
    /** 1 (first) to 10. */
    priority: integer('priority').notNull(),
    prompt: text('prompt').notNull(),
    negativePrompt: text('negative_prompt'),
    generationSettings: jsonb('generation_settings').$type<GenerationSettings>().notNull(),
    batchSize: integer('batch_size').notNull(),
    generatedContentIds: uuid('generated_content_ids').array().notNull().default([]),
    successCount: integer('success_count').notNull().default(0),
    failureCount: integer('failure_count').notNull().default(0),
    errorMessage: text('error_message'),
    /** Tries beyond the first of each item. */
    retryCount: integer('retry_count').notNull().default(0),
    /** Tries beyond the first that each item may have. */
    maxRetries: integer('max_retries').notNull(),
    startedAt: instant('started_at'),
    completedAt: instant('completed_at'),
    durationSeconds: integer('duration_seconds'),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    ...timestamps(),
  },
  (t) => [
    unique('content_generations_tenant').on(t.workspaceId, t.id),
    index('content_generations_recent').on(t.workspaceId, t.createdAt, t.id),
    index('content_generations_character').on(t.workspaceId, t.characterId, t.createdAt, t.id),
    index('content_generations_status').on(t.workspaceId, t.status, t.createdAt, t.id),
    index('content_generations_type').on(t.workspaceId, t.jobType, t.createdAt, t.id),
    tenantReference('content_generations_of', [t.workspaceId, t.characterId], characters),
  ],
)

/** One picture or text of a generation: the unit that a worker holds, tries and pays. */
export const generationItems = pgTable(
  'generation_items',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    generationId: uuid('generation_id').notNull(),
    /** From 0. */
    position: integer('position').notNull(),
    /** That of its generation. */
    priority: integer('priority').notNull(),
    status: text('status').$type<ItemStatus>().notNull().default('queued'),
    attempts: integer('attempts').notNull().default(0),
    /** Time from which it may be taken: while it runs, when its lease ends; null once it has ended. */
    dueAt: instant('due_at'),
    /** Time at which something that is paid was asked, whose answer is not stored. */
    askedAt: instant('asked_at'),
    /** Whether it may be asked and paid once more, though the answer before may be lost: a person said so. */
    mayAskAgain: boolean('may_ask_again').notNull().default(false),
    /** The file under which the answer is stored. */
    mediumId: uuid('medium_id'),
    /** Medium that came of it; it may have left the library since, and the item stays. */
    contentId: uuid('content_id'),
    error: text('error'),
    /** Millionths of a US dollar by list price. */
    costMicros: bigint('cost_micros', { mode: 'number' }).notNull().default(0),
    credits: integer('credits').notNull().default(0),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    ...timestamps(),
  },
  (t) => [
    unique('generation_items_place').on(t.workspaceId, t.generationId, t.position),
    index('generation_items_next')
      .on(t.workspaceId, t.priority, t.createdAt, t.position)
      .where(sql`${t.dueAt} is not null`),
    index('generation_items_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
    tenantReference('generation_items_of', [t.workspaceId, t.generationId], contentGenerations),
  ],
)
