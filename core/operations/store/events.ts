import { and, desc, eq, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import * as keyset from '#core/lib/keyset.ts'
import type { Position } from '#core/lib/page.ts'
import { webhookDeliveries, webhookEvents } from '#drizzle/schema/operations.ts'
import type { WebhookEvent } from '../schemas.ts'

export type EventRow = typeof webhookEvents.$inferSelect
export type NewEvent = typeof webhookEvents.$inferInsert
export type NewDelivery = typeof webhookDeliveries.$inferInsert

export const insertDeliveries = (db: Db, rows: readonly NewDelivery[]) =>
  db
    .insert(webhookDeliveries)
    .values([...rows])
    .onConflictDoNothing()

/** Stores each update once, under its dedupe key. */
export const insertEvents = (db: Db, rows: readonly NewEvent[]) =>
  db
    .insert(webhookEvents)
    .values([...rows])
    .onConflictDoNothing()

/** Of these updates, those that have not been applied: new ones, and ones that a crash left behind. */
export const unappliedOf = (db: Db, rows: readonly Pick<NewEvent, 'source' | 'dedupeKey'>[]) =>
  db
    .select({ id: webhookEvents.id, workspaceId: webhookEvents.workspaceId })
    .from(webhookEvents)
    .where(
      and(
        isNull(webhookEvents.processedAt),
        isNotNull(webhookEvents.workspaceId),
        sql`(${webhookEvents.source}, ${webhookEvents.dedupeKey}) in (
          select value->>0, value->>1 from jsonb_array_elements(${JSON.stringify(rows.map((r) => [r.source, r.dedupeKey]))}::jsonb))`,
      ),
    )

/** Takes the updates that nobody else is applying, oldest first. */
export const claim = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select()
    .from(webhookEvents)
    .where(
      and(
        eq(webhookEvents.workspaceId, workspaceId),
        inArray(webhookEvents.id, [...ids]),
        isNull(webhookEvents.processedAt),
      ),
    )
    .orderBy(webhookEvents.occurredAt, webhookEvents.id)
    .for('update', { skipLocked: true })

export const markProcessed = (
  db: Db,
  { workspaceId, ids, now }: { workspaceId: string; ids: readonly string[]; now: Date },
) =>
  db
    .update(webhookEvents)
    .set({ processedAt: now, error: null, attempts: sql`${webhookEvents.attempts} + 1` })
    .where(and(eq(webhookEvents.workspaceId, workspaceId), inArray(webhookEvents.id, [...ids])))

export const markFailed = (
  db: Db,
  {
    workspaceId,
    id,
    error,
    nextTryAt,
  }: { workspaceId: string; id: string; error: string; nextTryAt: Date | null },
) =>
  db
    .update(webhookEvents)
    .set({ error, nextTryAt, attempts: sql`${webhookEvents.attempts} + 1` })
    .where(
      and(
        eq(webhookEvents.workspaceId, workspaceId),
        eq(webhookEvents.id, id),
        isNull(webhookEvents.processedAt),
      ),
    )

/** What a crash left: stored, not applied, older than any consumer still at work. Crosses workspaces. */
export const leftBehind = (db: Db, { before, now, limit }: { before: Date; now: Date; limit: number }) =>
  db
    .select({ id: webhookEvents.id, workspaceId: webhookEvents.workspaceId })
    .from(webhookEvents)
    .where(
      and(
        isNull(webhookEvents.processedAt),
        isNotNull(webhookEvents.workspaceId),
        lt(webhookEvents.receivedAt, before),
        or(isNull(webhookEvents.error), lte(webhookEvents.nextTryAt, now)),
      ),
    )
    .orderBy(webhookEvents.receivedAt)
    .limit(limit)

const statusIs = (status: WebhookEvent['status']) => {
  switch (status) {
    case 'processed':
      return isNotNull(webhookEvents.processedAt)
    case 'failed':
      return and(isNull(webhookEvents.processedAt), isNotNull(webhookEvents.error))
    case 'unassigned':
      return isNull(webhookEvents.workspaceId)
    case 'pending':
      return and(
        isNull(webhookEvents.processedAt),
        isNull(webhookEvents.error),
        isNotNull(webhookEvents.workspaceId),
      )
  }
}

export interface EventFilter {
  workspaceId: string | null
  status: WebhookEvent['status'] | undefined
  before: Position | null
  limit: number
}

/** A workspace's updates, or (null) those of accounts that are connected nowhere. Newest first. */
export const listEvents = (db: Db, { workspaceId, status, before, limit }: EventFilter) =>
  db
    .select()
    .from(webhookEvents)
    .where(
      and(
        workspaceId === null ? isNull(webhookEvents.workspaceId) : eq(webhookEvents.workspaceId, workspaceId),
        status ? statusIs(status) : undefined,
        // What no account takes belongs to no workspace.
        status === 'unassigned' && workspaceId !== null ? sql`false` : undefined,
        keyset.before(webhookEvents.receivedAt, webhookEvents.id, before),
      ),
    )
    .orderBy(desc(webhookEvents.receivedAt), desc(webhookEvents.id))
    .limit(limit + 1)

export const eventById = (db: Db, { workspaceId, id }: { workspaceId: string | null; id: string }) =>
  db
    .select()
    .from(webhookEvents)
    .where(
      and(
        workspaceId === null ? isNull(webhookEvents.workspaceId) : eq(webhookEvents.workspaceId, workspaceId),
        eq(webhookEvents.id, id),
      ),
    )

/** Gives an unassigned update to the workspace whose account it names. False when that workspace holds it already. */
export const assign = (
  db: Db,
  { id, workspaceId, accountId }: { id: string; workspaceId: string; accountId: string },
) =>
  db
    .update(webhookEvents)
    .set({ workspaceId, accountId })
    .where(
      and(
        eq(webhookEvents.id, id),
        isNull(webhookEvents.workspaceId),
        sql`not exists (select from webhook_events other where other.workspace_id = ${workspaceId}
          and other.source = ${webhookEvents.source} and other.dedupe_key = ${webhookEvents.dedupeKey})`,
      ),
    )
    .returning({ id: webhookEvents.id })
