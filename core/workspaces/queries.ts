import { and, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import { members } from '#drizzle/schema/workspaces.ts'

/** One row if the person belongs to the workspace. */
export const isMember = (db: Db, { workspaceId, userId }: { workspaceId: string; userId: string }) =>
  db
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)))
