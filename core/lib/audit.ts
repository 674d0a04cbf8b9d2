import { auditLog } from '#drizzle/schema/workspaces.ts'
import { actorName, type Ctx } from './context.ts'
import type { Db } from './db.ts'

/** Records who did what to which object, in the transaction that does it. */
export const record = (
  db: Db,
  ctx: Pick<Ctx, 'workspaceId' | 'actor' | 'requestId'>,
  entry: { action: string; objectType: string; objectId: string; detail?: Record<string, unknown> },
) =>
  db.insert(auditLog).values({
    workspaceId: ctx.workspaceId,
    actor: actorName(ctx.actor),
    requestId: ctx.requestId,
    ...entry,
  })
