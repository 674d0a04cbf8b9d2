import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { type Db, only } from '#core/lib/kernel/db.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { COUNTED, type Counted } from '#core/lib/kernel/limits.ts'
import { users, workspaces } from '#drizzle/schema/identity.ts'
import { apiKeys, members } from '#drizzle/schema/workspaces.ts'
import { limitProblem } from './rules/plans.ts'
import { allows, scopesOf } from './rules/rights.ts'
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

type Limited = Pick<Ctx, 'workspaceId' | 'limits' | 'now'>

/** Refuses an addition for which there is no room, before anything of it is stored. @throws AppError `limit_reached` (403) */
export async function checkRoom(ctx: Ctx, more: Partial<Record<Counted, number>>): Promise<void> {
  const limits = await limitsOf(
    ctx,
    COUNTED.filter((what) => more[what] !== undefined),
  )
  if (limits.length === 0) return
  const [{ rows }] = await ctx.db.batch((db) => [usage(db, asked(ctx, limits))])
  judge(limits, only(rows).used, more)
}

/**
 * Checks the limits of what a transaction adds, with everything that it has written; to be its last statement. Without a limit it
 * asks nothing of the database. @throws AppError `limit_reached` (403)
 */
export async function checkLimits(tx: Db, ctx: Limited, ...added: Counted[]): Promise<void> {
  const limits = await limitsOf(ctx, added, tx)
  if (limits.length === 0) return
  await waitForTurn(tx, ctx.workspaceId)
  judge(limits, only((await usage(tx, asked(ctx, limits))).rows).used, {})
}

/** Counts what the workspace has of these things, in their order. */
export async function countUsage(
  ctx: Pick<Ctx, 'workspaceId' | 'db' | 'now'>,
  of: readonly Counted[],
): Promise<number[]> {
  if (of.length === 0) return []
  const [{ rows }] = await ctx.db.batch((db) => [
    usage(db, { workspaceId: ctx.workspaceId, of, at: ctx.now() }),
  ])
  return only(rows).used.map(Number)
}

interface Limit {
  what: Counted
  most: number
}

const asked = ({ workspaceId, now }: Limited, limits: readonly Limit[]) => ({
  workspaceId,
  of: limits.map(({ what }) => what),
  at: now(),
})

async function limitsOf({ limits }: Limited, kinds: readonly Counted[], tx?: Db): Promise<Limit[]> {
  const all = await Promise.all(kinds.map(async (what) => ({ what, most: await limits.most(what, tx) })))
  return all.flatMap(({ what, most }) => (most === null ? [] : [{ what, most }]))
}

function judge(
  limits: readonly Limit[],
  used: readonly string[],
  more: Partial<Record<Counted, number>>,
): void {
  for (const [n, { what, most }] of limits.entries())
    if (Number(used[n]) + (more[what] ?? 0) > most)
      throw new AppError('forbidden', 'limit_reached', limitProblem(what, most))
}

/** Returns the time zone of a workspace. */
export const timezoneOf = (db: Db, workspaceId: string) =>
  db.select({ timezone: workspaces.timezone }).from(workspaces).where(eq(workspaces.id, workspaceId))
