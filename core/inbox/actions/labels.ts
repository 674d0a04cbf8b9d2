import { changingOf } from '#core/lib/kernel/changing.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import { type ChangeLabel, type CreateLabel, LABELS_MAX, type Label } from '../schemas/labels.ts'
import * as store from '../store/labels.ts'

export async function listLabels(
  { db, workspaceId }: Ctx,
  { limit }: { limit: number },
): Promise<Page<Label>> {
  const [rows] = await db.batch((one) => [store.list(one, { workspaceId, limit })])
  return { items: rows.map(toLabel), nextCursor: null }
}

export async function getLabel({ db, workspaceId }: Ctx, id: string): Promise<Label> {
  const [[row]] = await db.batch((one) => [store.byId(one, { workspaceId, id })])
  if (!row) throw notFound('label')
  return toLabel(row)
}

/** Adds a label. @throws conflict `name_taken`, `too_many_labels` */
export async function createLabel(ctx: Ctx, label: CreateLabel): Promise<Label> {
  const { workspaceId } = ctx
  const id = newId()
  await changing(ctx, 'create', async (tx) => {
    const stored = await store.list(tx, { workspaceId, limit: LABELS_MAX })
    if (stored.length >= LABELS_MAX)
      throw conflict('too_many_labels', `A workspace has at most ${LABELS_MAX} labels. Delete one first.`)
    await store.insert(tx, { id, workspaceId, ...label })
    return { id, after: label }
  })
  return getLabel(ctx, id)
}

/** Changes the name or colour of a label, wherever it is. @throws conflict `name_taken` */
export async function changeLabel(ctx: Ctx, id: string, change: ChangeLabel): Promise<Label> {
  const { workspaceId } = ctx
  await changing(ctx, 'change', async (tx) => {
    const [before] = await store.lock(tx, { workspaceId, id })
    if (!before) throw notFound('label')
    await store.change(tx, { workspaceId, id, ...change })
    return { id, before: { name: before.name, color: before.color }, after: change }
  })
  return getLabel(ctx, id)
}

/** Deletes a label: conversations, posts and rules lose it. */
export async function deleteLabel(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await changing(ctx, 'delete', async (tx) => {
    const [before] = await store.lock(tx, { workspaceId, id })
    if (!before) throw notFound('label')
    await store.remove(tx, { workspaceId, id })
    return { id, before: { name: before.name, color: before.color } }
  })
}

const changing = changingOf({
  type: 'label',
  told: () => ({ topic: 'conversations' }),
  taken: () => conflict('name_taken', 'There is one with this name already.'),
})

type Row = Awaited<ReturnType<typeof store.list>>[number]
const toLabel = ({ id, name, color, createdAt, updatedAt }: Row): Label => ({
  id,
  name,
  color,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
