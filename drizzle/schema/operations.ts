import { type SQL, sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant, timestamps } from './columns.ts'
import { workspaces } from './identity.ts'
import { workspaceId } from './tenant.ts'

/** Deliveries of the platforms, unchanged. They belong to the installation: one may hold updates of several workspaces. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: id(),
    source: text('source').notNull(),
    /** Set when the address names the account: our id of it, and the version of the secret that was given. */
    account: jsonb('account').$type<{ id: string; secretVersion: number }>(),
    /** The body as text; null where it lies in the blob store under `objectName`. */
    body: text('body'),
    objectName: text('object_name'),
    updateCount: integer('update_count').notNull(),
    error: text('error'),
    receivedAt: instant('received_at').notNull(),
    ...timestamps(),
  },
  (t) => [index('webhook_deliveries_recent').on(t.receivedAt, t.id)],
)

/** One row per update. An update without a workspace belongs to no connected account: operators see it. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    id: id(),
    workspaceId: uuid('workspace_id').references(() => workspaces.id, { onDelete: 'cascade' }),
    deliveryId: uuid('delivery_id').references(() => webhookDeliveries.id, { onDelete: 'set null' }),
    source: text('source').notNull(),
    type: text('event_type').notNull(),
    externalAccountId: text('external_account_id'),
    accountId: uuid('account_id'),
    dedupeKey: text('dedupe_key').notNull(),
    payload: jsonb('payload').$type<unknown>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    error: text('error'),
    nextTryAt: instant('next_try_at'),
    occurredAt: instant('occurred_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    processedAt: instant('processed_at'),
    ...timestamps(),
  },
  (t) => [
    unique('webhook_events_dedupe').on(t.workspaceId, t.source, t.dedupeKey).nullsNotDistinct(),
    index('webhook_events_recent').on(t.workspaceId, t.receivedAt, t.id),
    index('webhook_events_failed')
      .on(t.workspaceId, t.receivedAt, t.id)
      .where(sql`${t.processedAt} is null and ${t.error} is not null`),
    index('webhook_events_waiting')
      .on(t.workspaceId, t.receivedAt, t.id)
      .where(sql`${t.processedAt} is null and ${t.error} is null and ${t.workspaceId} is not null`),
    index('webhook_events_unassigned').on(t.receivedAt, t.id).where(sql`${t.workspaceId} is null`),
    index('webhook_events_pending')
      .on(t.receivedAt)
      .where(sql`${t.processedAt} is null and ${t.workspaceId} is not null`),
  ],
)

/** A job that commits with its cause and is delivered after it. */
export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    job: jsonb('job').$type<Record<string, unknown>>().notNull(),
    /** When the sweep may send it, if the send after the commit was lost. */
    notBefore: instant('not_before').notNull(),
    attempts: integer('attempts').notNull().default(0),
    ...timestamps(),
  },
  (t) => [index('outbox_due').on(t.notBefore)],
)

export const deadLetters = pgTable(
  'dead_letters',
  {
    id: id(),
    queue: text('queue').notNull(),
    messageId: text('message_id').notNull().unique('dead_letters_message'),
    body: jsonb('body').$type<unknown>().notNull(),
    attempts: integer('attempts').notNull(),
    error: text('error'),
    deadAt: instant('dead_at').notNull(),
    replayedAt: instant('replayed_at'),
    ...timestamps(),
  },
  (t) => [index('dead_letters_recent').on(t.deadAt, t.id)],
)

/** One run of a worker. A run without an end has died; the sweep reports it. */
export const taskRuns = pgTable(
  'task_runs',
  {
    id: id(),
    task: text('task').notNull(),
    status: text('status').$type<'running' | 'completed' | 'failed'>().notNull(),
    processed: integer('processed').notNull().default(0),
    failed: integer('failed').notNull().default(0),
    error: text('error'),
    requestId: text('request_id').notNull(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    ...timestamps(),
  },
  (t) => [
    index('task_runs_recent').on(t.startedAt, t.id),
    index('task_runs_task').on(t.task, t.startedAt, t.id),
    index('task_runs_status').on(t.status, t.startedAt, t.id),
  ],
)

/** Switches of the workers. A worker without a row is on; `machines` is the switch over all of them. */
export const workerFlags = pgTable('worker_flags', {
  name: text('name').primaryKey(),
  enabled: boolean('enabled').notNull(),
  reason: text('reason'),
  changedBy: text('changed_by').notNull(),
  ...timestamps(),
})

/** Log entries. One without a workspace belongs to the installation: operators see it. */
export const systemLogs = pgTable(
  'system_logs',
  {
    id: id(),
    workspaceId: uuid('workspace_id').references(() => workspaces.id, { onDelete: 'cascade' }),
    level: text('level').$type<'info' | 'warn' | 'error'>().notNull(),
    event: text('event').notNull(),
    /** The part before the event's first dot, for lists of all events of one kind. */
    area: text('area').generatedAlwaysAs((): SQL => sql`split_part(${systemLogs.event}, '.', 1)`),
    actor: text('actor'),
    requestId: text('request_id'),
    /** `ERR-…`: the reference that a person was told to name. */
    reference: text('reference'),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
    loggedAt: instant('logged_at').notNull(),
    ...timestamps(),
  },
  (t) => [
    // Each list has an index for a workspace and one for the installation.
    index('system_logs_recent').on(t.loggedAt, t.id),
    index('system_logs_workspace').on(t.workspaceId, t.loggedAt, t.id),
    index('system_logs_warnings').on(t.loggedAt, t.id).where(sql`${t.level} in ('warn', 'error')`),
    index('system_logs_workspace_warnings')
      .on(t.workspaceId, t.loggedAt, t.id)
      .where(sql`${t.level} in ('warn', 'error')`),
    index('system_logs_errors').on(t.loggedAt, t.id).where(sql`${t.level} = 'error'`),
    index('system_logs_workspace_errors')
      .on(t.workspaceId, t.loggedAt, t.id)
      .where(sql`${t.level} = 'error'`),
    index('system_logs_event').on(t.event, t.loggedAt, t.id),
    index('system_logs_workspace_event').on(t.workspaceId, t.event, t.loggedAt, t.id),
    index('system_logs_area').on(t.area, t.loggedAt, t.id),
    index('system_logs_workspace_area').on(t.workspaceId, t.area, t.loggedAt, t.id),
    // A reference is selective: few lines share it.
    index('system_logs_reference').on(t.reference, t.loggedAt, t.id).where(sql`${t.reference} is not null`),
    index('system_logs_request').on(t.requestId, t.loggedAt, t.id).where(sql`${t.requestId} is not null`),
  ],
)

/** One call of a language model, successful or not. */
export const aiUsageLogs = pgTable(
  'ai_usage_logs',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** The task, or `embed`. */
    functionName: text('function_name').notNull(),
    provider: text('provider').notNull(),
    model: text('model').notNull(),
    prompt: text('prompt'),
    inputTokens: integer('input_tokens').notNull(),
    outputTokens: integer('output_tokens').notNull(),
    /** Millionths of a US dollar. */
    costMicros: bigint('cost_micros', { mode: 'number' }).notNull(),
    latencyMs: integer('latency_ms').notNull(),
    success: boolean('success').notNull(),
    /** `ERR-…` of the row in `ai_errors`. */
    errorReference: text('error_reference'),
    requestId: text('request_id').notNull(),
    calledAt: instant('called_at').notNull(),
    ...timestamps(),
  },
  (t) => [
    index('ai_usage_logs_recent').on(t.workspaceId, t.calledAt, t.id),
    index('ai_usage_logs_function').on(t.workspaceId, t.functionName, t.calledAt, t.id),
    index('ai_usage_logs_failed').on(t.workspaceId, t.calledAt, t.id).where(sql`not ${t.success}`),
    index('ai_usage_logs_reference')
      .on(t.workspaceId, t.errorReference, t.calledAt, t.id)
      .where(sql`${t.errorReference} is not null`),
  ],
)

export const aiErrors = pgTable('ai_errors', {
  id: id(),
  workspaceId: workspaceId(),
  reference: text('reference').notNull().unique('ai_errors_reference'),
  functionName: text('function_name').notNull(),
  provider: text('provider').notNull(),
  model: text('model').notNull(),
  error: text('error').notNull(),
  requestId: text('request_id').notNull(),
  ...timestamps(),
})
