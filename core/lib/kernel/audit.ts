import { systemLogs } from '#drizzle/schema/operations.ts'
import { auditLog } from '#drizzle/schema/workspaces.ts'
import { actorLabel, actorName, type Ctx, type SystemCtx } from './context.ts'
import type { Db } from './db.ts'

/** An action on an object. `before` and `after` hold the changed values, never a secret or a contact's words. */
export interface AuditRecord {
  /** `<object>.<verb>`, such as `member.change_role`. */
  action: string
  objectType: string
  objectId: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** Records an action and its actor. Belongs in the transaction that does it. */
export const record = (db: Db, ctx: Pick<Ctx, 'workspaceId' | 'actor' | 'requestId'>, entry: AuditRecord) =>
  db.insert(auditLog).values({
    workspaceId: ctx.workspaceId,
    actor: actorName(ctx.actor),
    actorLabel: actorLabel(ctx.actor),
    requestId: ctx.requestId,
    ...entry,
  })

/** Records an action that belongs to no workspace, in the system log, which operators read. */
export const recordForInstallation = (
  db: Db,
  ctx: Pick<SystemCtx, 'actor' | 'requestId' | 'now'>,
  { action, ...detail }: Pick<AuditRecord, 'action' | 'before' | 'after'>,
) =>
  db.insert(systemLogs).values({
    level: 'info',
    event: `audit.${action}`,
    actor: actorName(ctx.actor),
    requestId: ctx.requestId,
    detail: { by: actorLabel(ctx.actor), ...detail },
    loggedAt: ctx.now(),
  })
