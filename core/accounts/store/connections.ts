import { and, eq, gt, inArray, lte } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { accountConnections } from '#drizzle/schema/accounts.ts'
import type { ConnectionStatus } from '../schemas.ts'

export type ConnectionRow = typeof accountConnections.$inferSelect
type Place = Pick<ConnectionRow, 'workspaceId' | 'id'>

const at = ({ workspaceId, id }: Place) =>
  and(eq(accountConnections.workspaceId, workspaceId), eq(accountConnections.id, id))

export const insert = (db: Db, row: typeof accountConnections.$inferInsert) =>
  db.insert(accountConnections).values(row).returning()

export const byId = (db: Db, { now, ...place }: Place & { now: Date }) =>
  db
    .select()
    .from(accountConnections)
    .where(and(at(place), gt(accountConnections.expiresAt, now)))

/** Finds a connection by the id that its state holds. Crosses workspaces. */
export const byState = (db: Db, id: string) =>
  db.select().from(accountConnections).where(eq(accountConnections.id, id))

/** Moves a connection on, from the status that it has, unless it has run out: each step is taken once. */
export const step = (
  db: Db,
  {
    from,
    now,
    set,
    ...place
  }: Place & {
    from: ConnectionStatus
    now: Date
    set: Partial<Omit<ConnectionRow, 'id' | 'workspaceId'>> & { status: ConnectionStatus }
  },
) =>
  db
    .update(accountConnections)
    .set(set)
    .where(and(at(place), eq(accountConnections.status, from), gt(accountConnections.expiresAt, now)))
    .returning()

/** Forgets what has run out, with the grants in it. Crosses workspaces. */
export const forget = (db: Db, { now, limit }: { now: Date; limit: number }) =>
  db
    .delete(accountConnections)
    .where(
      inArray(
        accountConnections.id,
        db
          .select({ id: accountConnections.id })
          .from(accountConnections)
          .where(lte(accountConnections.expiresAt, now))
          .limit(limit),
      ),
    )
    .returning({ id: accountConnections.id })
