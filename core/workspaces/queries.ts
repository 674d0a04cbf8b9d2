import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { users, workspaces } from '#drizzle/schema/identity.ts'
import { apiKeys, members } from '#drizzle/schema/workspaces.ts'
import { allows, scopesOf } from './rules.ts'
import { roleSchema } from './schemas.ts'

export { checkQuota, checkRoom } from './actions/quota.ts'

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
