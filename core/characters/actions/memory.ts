import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type { CreateMemory, Memory, MemoryKind, UpdateMemory } from '../schemas.ts'
import * as characterStore from '../store/characters.ts'
import * as store from '../store/memory.ts'
import { changing } from './characters.ts'

/** Lists what a character remembers, the latest first. @throws not_found */
export async function listMemory(
  ctx: Ctx,
  characterId: string,
  { kind, limit, cursor }: { kind?: MemoryKind | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Memory>> {
  const { workspaceId } = ctx
  const before = decodeCursor(cursor)
  const [[character], rows] = await ctx.db.batch((db) => [
    characterStore.byId(db, { workspaceId, id: characterId }),
    store.list(db, { workspaceId, characterId, kind, before, limit }),
  ])
  if (!character) throw notFound('character')
  return pageOfRows(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toMemory)
}

/** Adds what a person wants a character to know. @throws not_found, conflict `character_deleted` */
export async function addMemory(ctx: Ctx, characterId: string, input: CreateMemory): Promise<Memory> {
  const { workspaceId } = ctx
  const id = newId()
  await changing(ctx, characterId, async (tx) => {
    only(await store.insert(tx, { ...input, id, workspaceId, characterId, source: 'person' }))
    return { action: 'character.remember', after: { memoryId: id, kind: input.kind } }
  })
  return getMemory(ctx, characterId, id)
}

export async function getMemory(ctx: Ctx, characterId: string, id: string): Promise<Memory> {
  const [[row]] = await ctx.db.batch((db) => [
    store.byId(db, { workspaceId: ctx.workspaceId, characterId, id }),
  ])
  if (!row) throw notFound('memory')
  return toMemory(row)
}

/** Corrects a memory. @throws not_found */
export async function updateMemory(
  ctx: Ctx,
  characterId: string,
  id: string,
  input: UpdateMemory,
): Promise<Memory> {
  const where = { workspaceId: ctx.workspaceId, characterId, id }
  await changing(ctx, characterId, async (tx) => {
    if ((await store.change(tx, where, input)).length === 0) throw notFound('memory')
    return { action: 'character.correct_memory', after: { memoryId: id } }
  })
  return getMemory(ctx, characterId, id)
}

/** Has a character forget something, for good: a post that it forgot is not remembered again. @throws not_found */
export async function forget(ctx: Ctx, characterId: string, id: string): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, characterId, id }
  await changing(ctx, characterId, async (tx) => {
    const [removed] = await store.remove(tx, where)
    if (!removed) throw notFound('memory')
    return { action: 'character.forget', before: { memoryId: id, kind: removed.kind } }
  })
}

const toMemory = ({
  id,
  kind,
  text,
  source,
  publishedPostId,
  createdAt,
  updatedAt,
}: store.MemoryRow): Memory => ({
  id,
  kind,
  text,
  source,
  publishedPostId,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
