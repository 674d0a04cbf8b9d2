import { and, asc, eq } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { users } from '#drizzle/schema/identity.ts'
import { members } from '#drizzle/schema/workspaces.ts'
import type { Role } from '../schemas.ts'

interface InWorkspace {
  workspaceId: string
}

const columns = {
  id: members.id,
  userId: members.userId,
  role: members.role,
  joinedAt: members.createdAt,
  name: users.name,
  email: users.email,
}
export interface MemberRow {
  id: string
  userId: string
  role: Role
  joinedAt: Date
  name: string
  email: string
}

export const insert = (db: Db, row: typeof members.$inferInsert) =>
  db.insert(members).values(row).onConflictDoNothing().returning({ id: members.id })

export const list = (
  db: Db,
  { workspaceId, after, limit }: InWorkspace & { after: Position | null; limit: number },
) =>
  db
    .select(columns)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), keyset.after(members.createdAt, members.id, after)))
    .orderBy(asc(members.createdAt), asc(members.id))
    .limit(limit + 1)

export const byId = (db: Db, { workspaceId, id }: InWorkspace & { id: string }) =>
  db
    .select(columns)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), eq(members.id, id)))

export const byUser = (db: Db, { workspaceId, userId }: InWorkspace & { userId: string }) =>
  db
    .select(columns)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)))

export const owners = (db: Db, { workspaceId }: InWorkspace) =>
  db
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.workspaceId, workspaceId), eq(members.role, 'owner')))

export const setRole = (db: Db, { workspaceId, id, role }: InWorkspace & { id: string; role: Role }) =>
  db
    .update(members)
    .set({ role })
    .where(and(eq(members.workspaceId, workspaceId), eq(members.id, id)))

export const remove = (db: Db, { workspaceId, id }: InWorkspace & { id: string }) =>
  db.delete(members).where(and(eq(members.workspaceId, workspaceId), eq(members.id, id)))
