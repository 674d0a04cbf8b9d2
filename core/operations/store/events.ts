import { and, desc, eq, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { type webhookDeliveries, webhookEvents } from '#drizzle/schema/operations.ts'
import type { WebhookEvent } from '../schemas.ts'

export type EventRow = typeof webhookEvents.$inferSelect
export type NewEvent = typeof webhookEvents.$inferInsert
export type NewDelivery = typeof webhookDeliveries.$inferInsert

/** Lists updates that a crash left: stored, not applied, and older than any consumer still at work. Crosses workspaces. */
export const leftBehind = (db: Db, { before, now, limit }: { before: Date; now: Date; limit: number }) =>
  db
    .select()
    .from(webhookEvents)
    .where(
      and(
        isNull(webhookEvents.processedAt),
        isNotNull(webhookEvents.workspaceId),
        lt(webhookEvents.receivedAt, before),
        // An update that has used up its tries has an error and no next try.
        or(
          lte(webhookEvents.nextTryAt, now),
          and(isNull(webhookEvents.error), isNull(webhookEvents.nextTryAt)),
        ),
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

/** Lists a workspace's updates, or (null) those of accounts that are connected nowhere. Newest first. */
export const listEvents = (db: Db, { workspaceId, status, before, limit }: EventFilter) =>
  db
    .select()
    .from(webhookEvents)
    .where(
      and(
        workspaceId === null ? isNull(webhookEvents.workspaceId) : eq(webhookEvents.workspaceId, workspaceId),
        status ? statusIs(status) : undefined,
        // Unassigned updates belong to no workspace.
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

/** Gives an unassigned update to the workspace whose account it names. False when that workspace has it already. */
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
