import { and, asc, eq, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { generationItems } from '#drizzle/schema/generations.ts'
import type { ItemStatus } from '../schemas.ts'

/** An item as one try holds it. */
export interface Held {
  workspaceId: string
  id: string
  attempt: number
}
const held = ({ workspaceId, id, attempt }: Held) =>
  and(
    eq(generationItems.workspaceId, workspaceId),
    eq(generationItems.id, id),
    eq(generationItems.status, 'running'),
    eq(generationItems.attempts, attempt),
  )

/** Takes the most urgent item of the workspace that is due: one that waits, or whose worker's lease has ended. */
export const takeNext = (
  db: Db,
  { workspaceId, at, until }: { workspaceId: string; at: Date; until: Date },
) =>
  db
    .update(generationItems)
    .set({
      status: 'running',
      attempts: sql`${generationItems.attempts} + 1`,
      dueAt: until,
      startedAt: sql`coalesce(${generationItems.startedAt}, ${at.toISOString()}::timestamptz)`,
    })
    .where(
      and(
        eq(generationItems.workspaceId, workspaceId),
        eq(
          generationItems.id,
          db
            .select({ id: generationItems.id })
            .from(generationItems)
            .where(and(eq(generationItems.workspaceId, workspaceId), lte(generationItems.dueAt, at)))
            .orderBy(
              asc(generationItems.priority),
              asc(generationItems.createdAt),
              asc(generationItems.position),
            )
            .limit(1)
            .for('update', { skipLocked: true }),
        ),
      ),
    )
    .returning()

/** Records that the try is about to ask for something that is paid, whose answer will be stored as this file. */
export const ask = (db: Db, where: Held, { at, mediumId }: { at: Date; mediumId: string | null }) =>
  db
    .update(generationItems)
    .set({ askedAt: at, mediumId, mayAskAgain: false })
    .where(held(where))
    .returning({ id: generationItems.id })

type Set = {
  [Name in keyof typeof generationItems.$inferInsert]?: (typeof generationItems.$inferInsert)[Name] | SQL
}

/** Ends a try, if it still holds the item. */
export const end = (db: Db, where: Held, set: Set) =>
  db.update(generationItems).set(set).where(held(where)).returning({ id: generationItems.id })

/** Says what came of an item, and what it cost. */
export const made = (
  db: Db,
  { workspaceId, id }: { workspaceId: string; id: string },
  set: { contentId: string; credits: number; costMicros: number },
) =>
  db
    .update(generationItems)
    .set(set)
    .where(and(eq(generationItems.workspaceId, workspaceId), eq(generationItems.id, id)))

/** Cancels the items of a generation that wait, and were not asked for. */
export const cancel = (db: Db, { workspaceId, id, at }: { workspaceId: string; id: string; at: Date }) =>
  db
    .update(generationItems)
    .set({ status: 'cancelled', dueAt: null, endedAt: at })
    .where(
      and(
        eq(generationItems.workspaceId, workspaceId),
        eq(generationItems.generationId, id),
        eq(generationItems.status, 'queued'),
        sql`${generationItems.askedAt} is null`,
      ),
    )
    .returning({ id: generationItems.id })

/** Lets items of a generation that ended in some states wait again, each with all of its tries. */
export const again = (
  db: Db,
  { workspaceId, id, at, from }: { workspaceId: string; id: string; at: Date; from: readonly ItemStatus[] },
) =>
  db
    .update(generationItems)
    .set({ status: 'queued', dueAt: at, attempts: 0, error: null, endedAt: null, mayAskAgain: true })
    .where(
      and(
        eq(generationItems.workspaceId, workspaceId),
        eq(generationItems.generationId, id),
        inArray(generationItems.status, [...from]),
      ),
    )
    .returning({ id: generationItems.id })

/** Lists items that have been due since before a time, the longest first. Crosses workspaces. */
export const due = (db: Db, { before, limit }: { before: Date; limit: number }) =>
  db
    .select({ workspaceId: generationItems.workspaceId, id: generationItems.id })
    .from(generationItems)
    .where(lte(generationItems.dueAt, before))
    .orderBy(asc(generationItems.dueAt))
    .limit(limit)
