import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import type { ScopedDb } from '#core/lib/kernel/db.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type { SystemLog, SystemLogFilter } from '../schemas.ts'
import * as store from '../store/logs.ts'

/** Keeps lines of the log. `core/lib/kernel/log.ts` has already removed what must not be stored. */
export const keepLogs = (db: ScopedDb, rows: readonly NewLog[]) => db.batch((q) => [store.insert(q, rows)])

export type NewLog = Parameters<typeof store.insert>[1][number]

/** Lists the log lines of one workspace. */
export const listWorkspaceLogs = (ctx: Ctx, query: SystemLogFilter) => listLogs(ctx, ctx.workspaceId, query)
/** Lists all log lines, for the operators. */
export const listSystemLogs = (ctx: SystemCtx, query: SystemLogFilter) => listLogs(ctx, null, query)

async function listLogs(
  ctx: Pick<Ctx, 'db'>,
  workspaceId: string | null,
  { level, event, reference, requestId, limit, cursor }: SystemLogFilter,
): Promise<Page<SystemLog>> {
  const before = decodeCursor(cursor)
  const query = { workspaceId, level, event, reference, requestId, before, limit }
  const [rows] = await ctx.db.batch((db) => [store.list(db, query)])
  return pageOfRows(rows, limit, (row) => ({ at: row.loggedAt, id: row.id }), toSystemLog)
}

const toSystemLog = (row: store.SystemLogRow): SystemLog => ({
  id: row.id,
  workspaceId: row.workspaceId,
  level: row.level,
  event: row.event,
  actor: row.actor,
  requestId: row.requestId,
  reference: row.reference,
  detail: row.detail,
  at: row.loggedAt.toISOString(),
})
