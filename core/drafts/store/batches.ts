import { and, asc, desc, eq, lte, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { postBatches, productionPosts } from '#drizzle/schema/drafts.ts'

export type BatchRow = typeof postBatches.$inferSelect

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(postBatches.workspaceId, workspaceId), eq(postBatches.id, id))
const draft = ({ workspaceId, id }: One) =>
  and(eq(productionPosts.workspaceId, workspaceId), eq(productionPosts.id, id))
const isWaiting = eq(productionPosts.batchStatus, 'waiting')

export const insert = (db: Db, row: typeof postBatches.$inferInsert) => db.insert(postBatches).values(row)

export const byId = (db: Db, where: One) => db.select().from(postBatches).where(one(where))

export const list = (
  db: Db,
  { workspaceId, before, limit }: { workspaceId: string; before: Position | null; limit: number },
) =>
  db
    .select()
    .from(postBatches)
    .where(
      and(
        eq(postBatches.workspaceId, workspaceId),
        keyset.before(postBatches.createdAt, postBatches.id, before),
      ),
    )
    .orderBy(desc(postBatches.createdAt), desc(postBatches.id))
    .limit(limit + 1)

/** Takes a draft that waits until a later time, so that one worker writes it; nothing where another has it, or it was cancelled. */
export const take = (db: Db, where: One, { at, until }: { at: Date; until: Date }) =>
  db
    .update(productionPosts)
    .set({ batchDueAt: until, batchAttempts: sql`${productionPosts.batchAttempts} + 1` })
    .where(and(draft(where), isWaiting, lte(productionPosts.batchDueAt, at)))
    .returning({ attempt: productionPosts.batchAttempts })

/** Ends a try, or puts the draft off, if the try still holds it. */
export const end = (
  db: Db,
  { attempt, ...where }: One & { attempt: number },
  set: Pick<typeof productionPosts.$inferInsert, 'batchStatus' | 'batchError' | 'batchDueAt'>,
) =>
  db
    .update(productionPosts)
    .set(set)
    .where(and(draft(where), isWaiting, eq(productionPosts.batchAttempts, attempt)))
    .returning({ id: productionPosts.id })

export const addCost = (db: Db, where: One, micros: number) =>
  db
    .update(productionPosts)
    .set({ batchCostMicros: sql`${productionPosts.batchCostMicros} + ${micros}` })
    .where(draft(where))

/** Cancels the drafts of a batch that wait. */
export const cancel = (db: Db, { workspaceId, id }: One) =>
  db
    .update(productionPosts)
    .set({ batchStatus: 'cancelled', batchDueAt: null })
    .where(and(eq(productionPosts.workspaceId, workspaceId), eq(productionPosts.batchId, id), isWaiting))
    .returning({ id: productionPosts.id })

/** Lets a failed draft of a batch wait again. */
export const retry = (db: Db, { batchId, at, ...where }: One & { batchId: string; at: Date }) =>
  db
    .update(productionPosts)
    .set({ batchStatus: 'waiting', batchError: null, batchDueAt: at, batchAttempts: 0 })
    .where(and(draft(where), eq(productionPosts.batchId, batchId), eq(productionPosts.batchStatus, 'failed')))
    .returning({ id: productionPosts.id })

/** Lists drafts that have been due since before a time, the longest first. Crosses workspaces. */
export const due = (db: Db, { before, limit }: { before: Date; limit: number }) =>
  db
    .select({ workspaceId: productionPosts.workspaceId, id: productionPosts.id })
    .from(productionPosts)
    .where(and(isWaiting, lte(productionPosts.batchDueAt, before)))
    .orderBy(asc(productionPosts.batchDueAt))
    .limit(limit)
