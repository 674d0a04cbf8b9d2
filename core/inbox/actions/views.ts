import { changingOf } from '#core/lib/kernel/changing.ts'
import { actorUserId, type Ctx, NOBODY, type SystemCtx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import {
  type ChangeSavedFilter,
  type CreateSavedFilter,
  SAVED_FILTERS_MAX,
  type SavedFilter,
  type ViewCounts,
} from '../schemas/views.ts'
import * as saved from '../store/saved-filters.ts'
import * as views from '../store/views.ts'

export async function countViews({ db, workspaceId, actor }: Ctx): Promise<ViewCounts> {
  const userId = actorUserId(actor) ?? NOBODY
  const [{ rows }] = await db.batch((one) => [views.counts(one, { workspaceId, userId })])
  return only(rows)
}

const WOKEN_AT_ONCE = 500

/** Takes snoozed conversations whose time has come back into the lists of work. */
export const wakeSnoozed = (ctx: SystemCtx): Promise<number> =>
  ctx.db.tx(async (tx, enqueue) => {
    const { rows } = await views.wake(tx, { now: ctx.now(), limit: WOKEN_AT_ONCE })
    for (const { workspace_id: workspaceId, id } of rows)
      enqueue({ type: 'feed.changed', topic: 'conversations', id }, workspaceId)
    return rows.length
  })

export async function listSavedFilters(
  { db, workspaceId }: Ctx,
  { limit }: { limit: number },
): Promise<Page<SavedFilter>> {
  const [rows] = await db.batch((one) => [saved.list(one, { workspaceId, limit })])
  return { items: rows.map(toSavedFilter), nextCursor: null }
}

export async function getSavedFilter({ db, workspaceId }: Ctx, id: string): Promise<SavedFilter> {
  const [[row]] = await db.batch((one) => [saved.byId(one, { workspaceId, id })])
  if (!row) throw notFound('saved_filter')
  return toSavedFilter(row)
}

/** Saves a filter of the inbox for the whole team. @throws conflict `name_taken`, `too_many_filters` */
export async function createSavedFilter(ctx: Ctx, filter: CreateSavedFilter): Promise<SavedFilter> {
  const { workspaceId } = ctx
  const id = newId()
  await changing(ctx, 'create', async (tx) => {
    const stored = await saved.list(tx, { workspaceId, limit: SAVED_FILTERS_MAX })
    if (stored.length >= SAVED_FILTERS_MAX)
      throw conflict(
        'too_many_filters',
        `A workspace has at most ${SAVED_FILTERS_MAX} saved filters. Delete one first.`,
      )
    await saved.insert(tx, { id, workspaceId, ...filter })
    return { id, after: filter }
  })
  return getSavedFilter(ctx, id)
}

/** Changes the name or the query of a saved filter. @throws conflict `name_taken` */
export async function changeSavedFilter(
  ctx: Ctx,
  id: string,
  change: ChangeSavedFilter,
): Promise<SavedFilter> {
  const { workspaceId } = ctx
  await changing(ctx, 'change', async (tx) => {
    const [before] = await saved.lock(tx, { workspaceId, id })
    if (!before) throw notFound('saved_filter')
    await saved.change(tx, { workspaceId, id, ...change })
    return { id, before: { name: before.name, query: before.query }, after: change }
  })
  return getSavedFilter(ctx, id)
}

export async function deleteSavedFilter(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await changing(ctx, 'delete', async (tx) => {
    const [before] = await saved.lock(tx, { workspaceId, id })
    if (!before) throw notFound('saved_filter')
    await saved.remove(tx, { workspaceId, id })
    return { id, before: { name: before.name, query: before.query } }
  })
}

const changing = changingOf({
  type: 'saved_filter',
  told: () => ({ topic: 'conversations' }),
  taken: () => conflict('name_taken', 'There is one with this name already.'),
})

type Row = Awaited<ReturnType<typeof saved.list>>[number]
const toSavedFilter = ({ id, name, query, createdAt, updatedAt }: Row): SavedFilter => ({
  id,
  name,
  query,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
