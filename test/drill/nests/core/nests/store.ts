import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { nests } from '#drizzle/schema/nests.ts'

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(nests.workspaceId, workspaceId), eq(nests.id, id))

export const insert = (db: Db, row: One & { tree: string }) => db.insert(nests).values(row)

export const byId = (db: Db, where: One) => db.select().from(nests).where(one(where))

export const list = (db: Db, { workspaceId, limit }: { workspaceId: string; limit: number }) =>
  db
    .select()
    .from(nests)
    .where(eq(nests.workspaceId, workspaceId))
    .orderBy(desc(nests.createdAt), desc(nests.id))
    .limit(limit)

export const count = (db: Db, { eggs, ...where }: One & { eggs: number }) =>
  db
    .update(nests)
    .set({ eggs })
    .where(and(one(where), isNull(nests.eggs)))

/** Marks the nests of all workspaces that nobody has watched yet. */
export const watch = (db: Db, now: Date) =>
  db.update(nests).set({ watchedAt: now }).where(isNull(nests.watchedAt)).returning({ id: nests.id })
