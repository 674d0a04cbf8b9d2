import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant, timestamps } from './columns.ts'
import { workspaces } from './identity.ts'

/** What a platform sent, as it came. The installation's: one delivery may hold updates of several workspaces. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: id(),
    source: text('source').notNull(),
    /** The body as text; null where it lies in the blob store under `objectName`. */
    body: text('body'),
    objectName: text('object_name'),
    updateCount: integer('update_count').notNull(),
    error: text('error'),
    receivedAt: instant('received_at').notNull(),
    ...timestamps(),
  },
  (t) => [index('webhook_deliveries_recent').on(t.receivedAt.desc())],
)

/** One row per update. Without a workspace it belongs to no account that is connected: operators see it. */
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
    index('webhook_events_recent').on(t.workspaceId, t.receivedAt.desc(), t.id.desc()),
    index('webhook_events_pending')
      .on(t.receivedAt)
      .where(sql`${t.processedAt} is null and ${t.workspaceId} is not null`),
  ],
)

/** A consequence that commits with its cause and is delivered after it. */
export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    job: jsonb('job').$type<Record<string, unknown>>().notNull(),
    /** When the sweep may send it, should the send after the commit be lost. */
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
  (t) => [index('dead_letters_recent').on(t.deadAt.desc(), t.id.desc())],
)
