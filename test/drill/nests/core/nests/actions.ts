import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import type { Nest } from './schemas.ts'
import * as store from './store.ts'

export async function getNest({ db, workspaceId }: Ctx, id: string): Promise<Nest> {
  const [[row]] = await db.batch((q) => [store.byId(q, { workspaceId, id })])
  if (!row) throw notFound('nest')
  return toNest(row)
}

export async function listNests({ db, workspaceId }: Ctx, { limit }: { limit: number }): Promise<Page<Nest>> {
  const [rows] = await db.batch((q) => [store.list(q, { workspaceId, limit })])
  return { items: rows.map(toNest), nextCursor: null }
}

/** Adds a nest, and has its eggs counted. */
export async function addNest(ctx: Ctx, { tree }: { tree: string }): Promise<Nest> {
  const { workspaceId } = ctx
  const id = newId()
  await ctx.db.tx(async (tx, enqueue) => {
    await store.insert(tx, { id, workspaceId, tree })
    await audit.record(tx, ctx, { action: 'nest.create', objectType: 'nest', objectId: id, after: { tree } })
    enqueue({ type: 'nests.count', nestId: id })
    enqueue({ type: 'feed.changed', topic: 'nests', id })
  })
  return getNest(ctx, id)
}

/** Counts the eggs of a nest, once: as many as its tree has letters. */
export async function countEggs({ db, workspaceId }: Ctx, id: string): Promise<void> {
  const [[row]] = await db.batch((q) => [store.byId(q, { workspaceId, id })])
  if (row) await db.batch((q) => [store.count(q, { workspaceId, id, eggs: row.tree.length })])
}

export async function watchNests(ctx: SystemCtx): Promise<Record<string, number>> {
  const [watched] = await ctx.db.batch((q) => [store.watch(q, ctx.now())])
  return { nests: watched.length }
}

type Row = Awaited<ReturnType<typeof store.byId>>[number]
const toNest = ({ id, tree, eggs, watchedAt }: Row): Nest => ({
  id,
  tree,
  eggs,
  watchedAt: watchedAt?.toISOString() ?? null,
})
