import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound, sqlState } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { embedEntries, UNEMBEDDED } from '../embedding.ts'
import { EMBEDDED, type Kind, TOPIC } from '../kinds.ts'
import type { Described } from '../rules/described.ts'
import type { Topic } from '../schemas.ts'
import * as store from '../store.ts'

type Fields = Record<string, unknown>

const UNIQUE_VIOLATION = '23505'
const FOREIGN_KEY_VIOLATION = '23503'
const SWEEP_BATCH = 64

const taken = () => conflict('name_taken', 'There is one with this name already.')

/** Turns the database's refusal of a write into one that names what is wrong. */
async function writing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw taken()
    if (sqlState(error) === FOREIGN_KEY_VIOLATION)
      throw invalid('There is no such topic group.', [
        { path: 'groupId', message: 'There is no such topic group.' },
      ])
    throw error
  }
}

const toItem = <Item>(kind: Kind<Item>, row: store.Entry): Item =>
  kind.item.parse({ ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() })

/** Adds an entry. @throws conflict `name_taken` */
export async function createEntry<Item>(ctx: Ctx, kind: Kind<Item>, input: Fields): Promise<Item> {
  const { workspaceId } = ctx
  const [embedded] = await embedEntries(ctx, kind, [input as Described])
  const row = await writing(() =>
    ctx.db.tx(async (tx, enqueue) => {
      const [inserted] = await store.insert(tx, kind, [{ ...input, ...embedded, workspaceId }])
      if (!inserted) throw taken()
      await audit.record(tx, ctx, {
        action: `${kind.name}.create`,
        objectType: kind.name,
        objectId: inserted.id,
        after: input,
      })
      enqueue({ type: 'feed.changed', topic: 'bank' })
      return inserted
    }),
  )
  return toItem(kind, row)
}

/** Reads an entry. @throws not_found */
export async function getEntry<Item>(ctx: Ctx, kind: Kind<Item>, id: string): Promise<Item> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { kind, workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound(kind.noun)
  return toItem(kind, row)
}

/** Lists entries, the latest first. */
export async function listEntries<Item>(
  ctx: Ctx,
  kind: Kind<Item>,
  query: { limit: number; cursor?: string | undefined; groupId?: string | undefined },
): Promise<Page<Item>> {
  const { limit, cursor, groupId } = query
  const before = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [store.list(db, { kind, workspaceId, groupId, before, limit })])
  return pageOfRows(
    rows,
    limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => toItem(kind, row),
  )
}

/** Changes an entry; its vector with it, where the text that it is made of changes. @throws not_found, conflict `name_taken` */
export async function updateEntry<Item>(
  ctx: Ctx,
  kind: Kind<Item>,
  id: string,
  change: Fields,
): Promise<Item> {
  const where = { kind, workspaceId: ctx.workspaceId, id }
  const [[known]] = await ctx.db.batch((db) => [store.byId(db, where)])
  if (!known) throw notFound(kind.noun)
  const textOf = (entry: Fields) => kind.text?.(entry as Described)
  const wanted = { ...known, ...change }
  const [embedded] = textOf(wanted) === textOf(known) ? [null] : await embedEntries(ctx, kind, [wanted])
  const row = await writing(() =>
    ctx.db.tx(async (tx, enqueue) => {
      const [before] = await store.lock(tx, where)
      if (!before) throw notFound(kind.noun)
      // Somebody else changed another part of the embedded text: the sweep makes a vector of both.
      const isStale = textOf({ ...before, ...change }) !== textOf(wanted)
      const [after] = await store.change(tx, where, { ...change, ...(isStale ? UNEMBEDDED : embedded) })
      if (!after) throw notFound(kind.noun)
      const fields = Object.keys(change)
      await audit.record(tx, ctx, {
        action: `${kind.name}.update`,
        objectType: kind.name,
        objectId: id,
        before: picked(before, fields),
        after: picked(after, fields),
      })
      enqueue({ type: 'feed.changed', topic: 'bank' })
      return after
    }),
  )
  return toItem(kind, row)
}

const picked = (entry: Fields, fields: readonly string[]): Fields =>
  Object.fromEntries(fields.map((field) => [field, entry[field]]))

/** Deletes an entry. Posts lose the label, and are classified anew where machines classify it. @throws not_found */
export async function deleteEntry(ctx: Ctx, kind: Kind, id: string): Promise<void> {
  await ctx.db.tx(async (tx, enqueue) => {
    const [removed] = await store.remove(tx, { kind, workspaceId: ctx.workspaceId, id })
    if (!removed) throw notFound(kind.noun)
    await audit.record(tx, ctx, {
      action: `${kind.name}.delete`,
      objectType: kind.name,
      objectId: id,
      before: { name: removed.name },
    })
    enqueue({ type: 'feed.changed', topic: 'bank' })
  })
}

/** Merges a topic into another: its posts get the other's label, and it is deleted. @throws not_found, invalid */
export async function mergeTopic(
  ctx: Ctx,
  id: string,
  into: string,
): Promise<{ topic: Topic; posts: number }> {
  const { workspaceId } = ctx
  if (id === into)
    throw invalid('A topic cannot be merged into itself.', [
      { path: 'into', message: 'Choose another topic.' },
    ])
  return ctx.db.tx(async (tx, enqueue) => {
    // Lock both by their ids, so that two merges of the same pair meet in one order.
    const rows = new Map<string, store.Entry>()
    for (const one of [id, into].sort()) {
      const [row] = await store.lock(tx, { kind: TOPIC, workspaceId, id: one })
      if (!row) throw notFound('topic')
      rows.set(one, row)
    }
    const [merged, kept] = [rows.get(id), rows.get(into)]
    if (!merged || !kept) throw notFound('topic')
    const { rows: counted } = await store.mergeTopics(tx, { from: id, into })
    const posts = counted[0]?.posts ?? 0
    await audit.record(tx, ctx, {
      action: 'topic.merge',
      objectType: 'topic',
      objectId: into,
      before: { name: merged.name },
      after: { name: kept.name, posts },
    })
    enqueue({ type: 'feed.changed', topic: 'bank' })
    return { topic: toItem(TOPIC, kept), posts }
  })
}

/** Makes the vectors that could not be made when their entries were written. */
export async function sweepEntries(ctx: SystemCtx): Promise<number> {
  let kept = 0
  for (const kind of EMBEDDED) {
    const [waiting] = await ctx.db.batch((db) => [store.unembedded(db, kind, SWEEP_BATCH)])
    for (const [workspaceId, entries] of Map.groupBy(waiting, (row) => String(row.workspaceId))) {
      const workspace = ctx.workspace(workspaceId)
      const embedded = await embedEntries(workspace, kind, entries)
      const made = entries.flatMap(({ id, updatedAt }, index) => {
        const { embedding, embeddingModel } = embedded[index] ?? UNEMBEDDED
        return embedding && embeddingModel ? [{ id, updatedAt, vector: { embedding, embeddingModel } }] : []
      })
      if (made.length === 0) continue
      await workspace.db.batch((db) =>
        made.map(({ id, updatedAt, vector }) =>
          store.keepEmbedding(db, { kind, workspaceId, id, updatedAt }, vector),
        ),
      )
      kept += made.length
    }
  }
  return kept
}
