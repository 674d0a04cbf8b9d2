import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Ctx } from '#core/lib/context.ts'
import type { Db } from '#core/lib/db.ts'
import { conflict } from '#core/lib/errors.ts'
import { users, workspaces } from '#drizzle/schema/identity.ts'
import { apiKeys, members } from '#drizzle/schema/workspaces.ts'
import { quotaProblem, type Usage } from './rules/plans.ts'
import { allows, scopesOf } from './rules.ts'
import { roleSchema } from './schemas.ts'
import { usage, waitForTurn } from './store/usage.ts'

/** The roles whose members may answer contacts. */
export const ANSWERING = roleSchema.options.filter((role) => allows(scopesOf(role), 'answer'))

/** Returns one row if the person belongs to the workspace and may answer contacts. */
export const mayAnswer = (db: Db, { workspaceId, userId }: { workspaceId: string; userId: string }) =>
  db
    .select({ id: members.id })
    .from(members)
    .where(
      and(eq(members.workspaceId, workspaceId), eq(members.userId, userId), inArray(members.role, ANSWERING)),
    )

/** Returns those of the people that are members of the workspace. */
export const membersAmong = (
  db: Db,
  { workspaceId, userIds }: { workspaceId: string; userIds: readonly string[] },
) =>
  db
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), inArray(members.userId, [...userIds])))

/** Returns one row if the key is still valid. */
export const isValidKey = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, workspaceId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))

/** Lists the members who may connect accounts (owners and admins), with their mail addresses. */
export const managers = (db: Db, { workspaceId }: { workspaceId: string }) =>
  db
    .select({ userId: members.userId, email: users.email, workspaceName: workspaces.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(and(eq(members.workspaceId, workspaceId), inArray(members.role, ['owner', 'admin'])))

/** Refuses an addition that exceeds the plan, before anything of it is stored. @throws conflict `quota_reached` */
export async function checkRoom(ctx: Ctx, more: Usage): Promise<void> {
  const [found] = await ctx.db.batch((db) => [usage(db, ctx.workspaceId)])
  judge(ctx, found.rows, more)
}

/** Checks the plan with everything that this transaction has written; to be its last statement. */
export async function checkQuota(tx: Db, ctx: Ctx): Promise<void> {
  await waitForTurn(tx, ctx.workspaceId)
  judge(ctx, (await usage(tx, ctx.workspaceId)).rows, { bytes: 0, documents: 0 })
}

function judge({ plan }: Ctx, [used]: { bytes: string; documents: string }[], more: Usage): void {
  const bytes = Number(used?.bytes ?? 0) + more.bytes
  const documents = Number(used?.documents ?? 0) + more.documents
  const problem = quotaProblem(plan, { bytes, documents })
  if (problem !== null) throw conflict('quota_reached', problem)
}
