import { eq } from 'drizzle-orm'
import { workspaceKeys } from '#drizzle/schema/workspaces.ts'
import type { Ctx } from '../kernel/context.ts'
import { type Db, only } from '../kernel/db.ts'

const dataKey = (db: Db, workspaceId: string) =>
  db.select().from(workspaceKeys).where(eq(workspaceKeys.workspaceId, workspaceId))

/** Returns a workspace's data key, made when it is first needed; of two made at the same time one is kept. */
export async function dataKeyOf(ctx: Pick<Ctx, 'db' | 'vault'>, workspaceId: string): Promise<string> {
  const [[known]] = await ctx.db.batch((db) => [dataKey(db, workspaceId)])
  if (known) return known.wrappedKey
  const made = await ctx.vault.newDataKey(workspaceId)
  const [, kept] = await ctx.db.batch((db) => [
    db
      .insert(workspaceKeys)
      .values({ workspaceId, ...made })
      .onConflictDoNothing(),
    dataKey(db, workspaceId),
  ])
  return only(kept).wrappedKey
}
