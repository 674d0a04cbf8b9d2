import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { savedFilters } from '#drizzle/schema/team.ts'
import type { SavedQuery } from '../schemas/views.ts'

interface InWorkspace {
  workspaceId: string
}
interface One extends InWorkspace {
  id: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(savedFilters.workspaceId, workspaceId), eq(savedFilters.id, id))

export const list = (db: Db, { workspaceId, limit }: InWorkspace & { limit: number }) =>
  db
    .select()
    .from(savedFilters)
    .where(eq(savedFilters.workspaceId, workspaceId))
    .orderBy(sql`lower(${savedFilters.name})`)
    .limit(limit)

export const byId = (db: Db, where: One) => db.select().from(savedFilters).where(one(where))
export const lock = (db: Db, where: One) => byId(db, where).for('update')

export const insert = (db: Db, row: One & { name: string; query: SavedQuery }) =>
  db.insert(savedFilters).values(row)

export const change = (
  db: Db,
  { workspaceId, id, ...set }: One & { name?: string | undefined; query?: SavedQuery | undefined },
) => db.update(savedFilters).set(set).where(one({ workspaceId, id }))

export const remove = (db: Db, where: One) => db.delete(savedFilters).where(one(where))
