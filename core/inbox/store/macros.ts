import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { macros } from '#drizzle/schema/team.ts'
import type { MacroActs } from '../schemas/macros.ts'

interface InWorkspace {
  workspaceId: string
}
interface One extends InWorkspace {
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(macros.workspaceId, workspaceId), eq(macros.id, id))

export const list = (db: Db, { workspaceId, limit }: InWorkspace & { limit: number }) =>
  db
    .select()
    .from(macros)
    .where(eq(macros.workspaceId, workspaceId))
    .orderBy(sql`lower(${macros.name})`)
    .limit(limit)

export const byId = (db: Db, where: One) => db.select().from(macros).where(one(where))
export const lock = (db: Db, where: One) => byId(db, where).for('update')

export const insert = (db: Db, row: One & { name: string; text: string | null; acts: MacroActs }) =>
  db.insert(macros).values(row)

export const change = (
  db: Db,
  {
    workspaceId,
    id,
    ...set
  }: One & { name?: string | undefined; text?: string | null | undefined; acts?: MacroActs | undefined },
) => db.update(macros).set(set).where(one({ workspaceId, id }))

export const remove = (db: Db, where: One) => db.delete(macros).where(one(where))
