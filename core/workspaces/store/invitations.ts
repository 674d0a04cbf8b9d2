import { and, desc, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { users, workspaces } from '#drizzle/schema/identity.ts'
import { invitations, members } from '#drizzle/schema/workspaces.ts'
import type { Role } from '../schemas.ts'

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(invitations.workspaceId, workspaceId), eq(invitations.id, id))
const open = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt))

const columns = {
  id: invitations.id,
  email: invitations.email,
  role: invitations.role,
  version: invitations.version,
  expiresAt: invitations.expiresAt,
  acceptedAt: invitations.acceptedAt,
  revokedAt: invitations.revokedAt,
  createdAt: invitations.createdAt,
  invitedBy: users.name,
}
export interface InvitationRow {
  id: string
  email: string
  role: Role
  version: number
  expiresAt: Date
  acceptedAt: Date | null
  revokedAt: Date | null
  createdAt: Date
  invitedBy: string | null
}

export const insert = (db: Db, row: typeof invitations.$inferInsert) => db.insert(invitations).values(row)

/** Closes invitations that have expired, so that they do not prevent a new one. */
export const closeExpired = (
  db: Db,
  { workspaceId, email, now }: { workspaceId: string; email: string; now: Date },
) =>
  db
    .update(invitations)
    .set({ revokedAt: now })
    .where(
      and(
        eq(invitations.workspaceId, workspaceId),
        eq(invitations.email, email),
        open,
        lte(invitations.expiresAt, now),
      ),
    )

export const memberWithEmail = (db: Db, { workspaceId, email }: { workspaceId: string; email: string }) =>
  db
    .select({ id: members.id })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.workspaceId, workspaceId), eq(sql`lower(${users.email})`, email)))

export const list = (
  db: Db,
  { workspaceId, before, limit }: { workspaceId: string; before: Position | null; limit: number },
) =>
  db
    .select(columns)
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(
      and(
        eq(invitations.workspaceId, workspaceId),
        keyset.before(invitations.createdAt, invitations.id, before),
      ),
    )
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(limit + 1)

export const byId = (db: Db, where: One) =>
  db.select(columns).from(invitations).leftJoin(users, eq(users.id, invitations.invitedBy)).where(one(where))

/** Finds an invitation by id alone, for a link that names no workspace. Crosses workspaces. */
export const byLink = (db: Db, id: string) =>
  db
    .select({
      ...columns,
      workspaceId: invitations.workspaceId,
      workspaceName: workspaces.name,
      workspaceCreatedAt: workspaces.createdAt,
    })
    .from(invitations)
    .innerJoin(workspaces, eq(workspaces.id, invitations.workspaceId))
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(eq(invitations.id, id))

/** Renews an invitation: the earlier link no longer works, and the time starts anew. */
export const renew = (db: Db, { expiresAt, ...where }: One & { expiresAt: Date }) =>
  db
    .update(invitations)
    .set({ version: sql`${invitations.version} + 1`, expiresAt })
    .where(and(one(where), open))
    .returning({ version: invitations.version })

export const revoke = (db: Db, { now, ...where }: One & { now: Date }) =>
  db
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(one(where), open))
    .returning({ email: invitations.email, role: invitations.role })

/** Accepts an open invitation, once and by one person. */
export const accept = (
  db: Db,
  { now, userId, version, ...where }: One & { now: Date; userId: string; version: number },
) =>
  db
    .update(invitations)
    .set({ acceptedAt: now, acceptedBy: userId })
    .where(and(one(where), open, eq(invitations.version, version), gt(invitations.expiresAt, now)))
    .returning({ role: invitations.role })
