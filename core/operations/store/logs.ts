import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { named } from '#core/lib/text/dotted.ts'
import { systemLogs } from '#drizzle/schema/operations.ts'
import type { SystemLog } from '../schemas.ts'

export type SystemLogRow = typeof systemLogs.$inferSelect

/**
 * Inserts lines. A line of a workspace that has been deleted meanwhile goes to the installation's log: a foreign key must
 * not lose the record of its last moments.
 */
export const insert = (
  db: Db,
  rows: readonly (Omit<typeof systemLogs.$inferInsert, 'workspaceId'> & { workspaceId: string | null })[],
) =>
  db.insert(systemLogs).values(
    rows.map((row) => ({
      ...row,
      workspaceId: row.workspaceId
        ? sql`(select w.id from workspaces w where w.id = ${row.workspaceId}::uuid)`
        : null,
    })),
  )

/** The levels at least as grave as a level; null for all. */
const FROM_LEVEL: Record<SystemLog['level'], SystemLog['level'][] | null> = {
  info: null,
  warn: ['warn', 'error'],
  error: ['error'],
}

export interface LogQuery {
  /** One workspace's lines; null for those of the whole installation. */
  workspaceId: string | null
  level: SystemLog['level'] | undefined
  event: string | undefined
  reference: string | undefined
  requestId: string | undefined
  before: Position | null
  limit: number
}

export function list(db: Db, { workspaceId, level, event, reference, requestId, before, limit }: LogQuery) {
  const levels = level && FROM_LEVEL[level]
  return db
    .select()
    .from(systemLogs)
    .where(
      and(
        workspaceId === null ? undefined : eq(systemLogs.workspaceId, workspaceId),
        levels ? inArray(systemLogs.level, levels) : undefined,
        event === undefined ? undefined : named(systemLogs.event, systemLogs.area, event),
        reference === undefined ? undefined : eq(systemLogs.reference, reference),
        requestId === undefined ? undefined : eq(systemLogs.requestId, requestId),
        keyset.before(systemLogs.loggedAt, systemLogs.id, before),
      ),
    )
    .orderBy(desc(systemLogs.loggedAt), desc(systemLogs.id))
    .limit(limit + 1)
}
