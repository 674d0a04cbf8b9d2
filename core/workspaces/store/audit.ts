import { and, desc, eq, gte, lt } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { named } from '#core/lib/text/dotted.ts'
import { auditLog } from '#drizzle/schema/workspaces.ts'
import type { AuditFilter } from '../schemas.ts'

export type AuditRow = typeof auditLog.$inferSelect

/** Lists the record of a workspace, latest first. Reads `limit + 1` rows, to know whether more follow. */
export const list = (
  db: Db,
  {
    workspaceId,
    filter,
    before,
    limit,
  }: { workspaceId: string; filter: AuditFilter; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        filter.actor === undefined ? undefined : eq(auditLog.actor, filter.actor),
        filter.action === undefined ? undefined : named(auditLog.action, auditLog.area, filter.action),
        filter.objectId === undefined ? undefined : eq(auditLog.objectId, filter.objectId),
        filter.since === undefined ? undefined : gte(auditLog.createdAt, new Date(filter.since)),
        filter.until === undefined ? undefined : lt(auditLog.createdAt, new Date(filter.until)),
        keyset.before(auditLog.createdAt, auditLog.id, before),
      ),
    )
    .orderBy(desc(auditLog.createdAt), desc(auditLog.id))
    .limit(limit + 1)
