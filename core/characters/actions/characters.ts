import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { type MediumRow, mediaByIds, urlOf } from '#core/media/queries.ts'
import { checkLimits } from '#core/workspaces/queries.ts'
import { disclosureLine } from '../rules/disclosure.ts'
import type { Character, CharacterStatus, CreateCharacter, UpdateCharacter } from '../schemas.ts'
import * as store from '../store/characters.ts'

/** Makes a character with its internal profile, a middling personality and an empty appearance. */
export async function createCharacter(ctx: Ctx, input: CreateCharacter): Promise<Character> {
  const { workspaceId } = ctx
  const [id, profileId] = [newId(), newId()]
  const image = await imageOf(ctx, input.profileImageId)
  await ctx.db.tx(async (tx, enqueue) => {
    await store.insertProfile(tx, { id: profileId, workspaceId, name: input.name })
    await store.insert(tx, { ...input, ...image, id, workspaceId, profileId })
    for (const part of store.insertParts(tx, { workspaceId, characterId: id })) await part
    await audit.record(tx, ctx, {
      action: 'character.create',
      objectType: 'character',
      objectId: id,
      after: input,
    })
    enqueue({ type: 'feed.changed', topic: 'characters', id })
    await checkLimits(tx, ctx, 'profiles')
  })
  return getCharacter(ctx, id)
}

/** Reads a character, deleted ones too. @throws not_found */
export async function getCharacter(ctx: Ctx, id: string): Promise<Character> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('character')
  return toCharacter(row)
}

/** Lists characters, the latest first. */
export async function listCharacters(
  ctx: Ctx,
  {
    status,
    limit,
    cursor,
  }: { status?: CharacterStatus | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Character>> {
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId: ctx.workspaceId, status, before, limit }),
  ])
  return pageOfRows(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toCharacter)
}

/** Changes a character. @throws not_found, conflict `character_deleted` */
export async function updateCharacter(ctx: Ctx, id: string, input: UpdateCharacter): Promise<Character> {
  const { workspaceId } = ctx
  const image = await imageOf(ctx, input.profileImageId)
  return changing(ctx, id, async (tx, before) => {
    await store.change(tx, { workspaceId, id }, { ...input, ...image })
    if (input.name !== undefined)
      await store.renameProfile(tx, { workspaceId, id: before.profileId, name: input.name })
    return { action: 'character.update', before: valuesOf(before, Object.keys(input)), after: input }
  })
}

/** Says which accounts a character speaks through, all of them. Those that it leaves get a profile of their own again. */
export async function setAccounts(
  ctx: Ctx,
  id: string,
  { accountIds: given }: { accountIds: readonly string[] },
): Promise<Character> {
  const { workspaceId } = ctx
  const accountIds = [...new Set(given)]
  return changing(ctx, id, async (tx, { profileId }) => {
    await store.leaveAccounts(tx, { workspaceId, profileId, accountIds })
    const taken = await store.takeAccounts(tx, { workspaceId, profileId, accountIds })
    const missing = accountIds.flatMap((accountId, index) =>
      taken.some((account) => account.id === accountId)
        ? []
        : [{ path: `accountIds.${index}`, message: 'There is no such account in this workspace.' }],
    )
    if (missing.length > 0) throw invalid('An account is not there.', missing)
    return { action: 'character.set_accounts', after: { accountIds } }
  })
}

/** Deletes a character so that it can be restored. Its accounts stay its own: what they publish still says so. */
export async function deleteCharacter(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await changing(ctx, id, async (tx, { name }) => {
    await store.change(tx, { workspaceId, id }, { status: 'deleted', deletedAt: ctx.now() })
    return { action: 'character.delete', before: { name } }
  })
}

/** Restores a deleted character, paused: a person sets it to work again. @throws conflict `character_not_deleted` */
export async function restoreCharacter(ctx: Ctx, id: string): Promise<Character> {
  const { workspaceId } = ctx
  return changing(
    ctx,
    id,
    async (tx, { status, name }) => {
      if (status !== 'deleted') throw conflict('character_not_deleted', 'The character is not deleted.')
      await store.change(tx, { workspaceId, id }, { status: 'paused', deletedAt: null })
      return { action: 'character.restore', after: { name } }
    },
    { deleted: true },
  )
}

type Locked = Awaited<ReturnType<typeof store.lock>>[number]

/** Changes a character that is locked, and records it. @throws not_found, conflict `character_deleted` unless `deleted` */
export async function changing(
  ctx: Ctx,
  id: string,
  work: (
    tx: Db,
    before: Locked,
  ) => Promise<{ action: string; before?: Record<string, unknown>; after?: Record<string, unknown> }>,
  { deleted = false }: { deleted?: boolean } = {},
): Promise<Character> {
  await ctx.db.tx(async (tx, enqueue) => {
    const [before] = await store.lock(tx, { workspaceId: ctx.workspaceId, id })
    if (!before) throw notFound('character')
    if (before.status === 'deleted' && !deleted)
      throw conflict('character_deleted', 'The character is deleted. Restore it first.')
    const entry = await work(tx, before)
    await audit.record(tx, ctx, { ...entry, objectType: 'character', objectId: id })
    enqueue({ type: 'feed.changed', topic: 'characters', id })
  })
  return getCharacter(ctx, id)
}

export const valuesOf = <Row extends object>(row: Row, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)))

/** Reads the picture that a character is given. @throws invalid for one that is not there, or is no picture */
async function imageOf(ctx: Ctx, id: string | null | undefined) {
  if (id === undefined) return {}
  if (id === null) return { profileImageUrl: null, profileImagePath: null }
  const [medium] = await mediaByIds(ctx, [id], () => 'profileImageId')
  if (medium?.kind !== 'image')
    throw invalid('This file is no picture.', [
      { path: 'profileImageId', message: 'This file is no picture.' },
    ])
  return imageColumns(medium)
}

const imageColumns = ({ id, objectName }: MediumRow) => ({
  profileImageUrl: urlOf(id),
  profileImagePath: objectName,
})

function toCharacter(row: store.CharacterRow): Character {
  const { workspaceId: _tenant, profileImagePath: _path, isActive: _active, ...shown } = row
  return {
    ...shown,
    disclosureLine: disclosureLine(row),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}
