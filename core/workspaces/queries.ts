import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { users, workspaces } from '#drizzle/schema/identity.ts'
import { members } from '#drizzle/schema/workspaces.ts'

export { checkQuota, checkRoom } from './actions/quota.ts'

/** One row if the person belongs to the workspace. */
export const isMember = (db: Db, { workspaceId, userId }: { workspaceId: string; userId: string }) =>
  db
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)))

/** Who may connect accounts: owners and admins, with where they are written to. */
export const managers = (db: Db, { workspaceId }: { workspaceId: string }) =>
  db
    .select({ userId: members.userId, email: users.email, workspaceName: workspaces.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(and(eq(members.workspaceId, workspaceId), inArray(members.role, ['owner', 'admin'])))
