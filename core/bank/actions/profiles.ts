import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { conflict, notFound, sqlState } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { checkLimits } from '#core/workspaces/queries.ts'
import { readHandle } from '../rules/handle.ts'
import { sourceOf } from '../rules/source.ts'
import type { CreateProfile, Profile, ProfileType, UpdateProfile } from '../schemas.ts'
import * as store from '../store/profiles.ts'

const UNIQUE_VIOLATION = '23505'
const FOREIGN_KEY_VIOLATION = '23503'

async function unlessTaken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION)
      throw conflict('profile_exists', 'There is a profile with this name on this platform already.')
    throw error
  }
}

/** Adds an author. @throws conflict `profile_exists` */
export async function createProfile(ctx: Ctx, { handle, ...input }: CreateProfile): Promise<Profile> {
  const { workspaceId } = ctx
  const row = { ...input, ...readHandle(handle), workspaceId }
  const { id } = await unlessTaken(
    ctx.db.tx(async (tx, enqueue) => {
      const made = only(await store.insert(tx, row))
      const { name, type, platform } = row
      await audit.record(tx, ctx, {
        action: 'profile.create',
        objectType: 'profile',
        objectId: made.id,
        after: { name, type, platform, handle: row.handle },
      })
      enqueue({ type: 'feed.changed', topic: 'bank' })
      await checkLimits(tx, ctx, 'profiles')
      return made
    }),
  )
  return getProfile(ctx, id)
}

/** Reads a profile. @throws not_found */
export async function getProfile(ctx: Ctx, id: string): Promise<Profile> {
  const { workspaceId } = ctx
  const [rows, accounts] = await ctx.db.batch((db) => [
    store.byId(db, { workspaceId, id }),
    store.accountsOf(db, { workspaceId, ids: [id] }),
  ])
  const [row] = rows
  if (!row) throw notFound('profile')
  return toProfile(row, accounts)
}

/** Lists profiles, the latest first. */
export async function listProfiles(
  ctx: Ctx,
  { type, limit, cursor }: { type?: ProfileType | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Profile>> {
  const { workspaceId } = ctx
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, type, before, limit })])
  const [accounts] =
    rows.length === 0
      ? [[]]
      : await ctx.db.batch((db) => [store.accountsOf(db, { workspaceId, ids: rows.map(({ id }) => id) })])
  return pageOfRows(
    rows,
    limit,
    (row) => ({ at: row.createdAt, id: row.id }),
    (row) => toProfile(row, accounts),
  )
}

/** Changes a profile. @throws not_found, conflict `profile_exists` */
export async function updateProfile(
  ctx: Ctx,
  id: string,
  { handle, ...input }: UpdateProfile,
): Promise<Profile> {
  const where = { workspaceId: ctx.workspaceId, id }
  const change = { ...input, ...(handle === undefined ? {} : readHandle(handle)) }
  await unlessTaken(
    ctx.db.tx(async (tx, enqueue) => {
      const [before] = await store.lock(tx, where)
      if (!before) throw notFound('profile')
      await store.change(tx, where, change)
      await audit.record(tx, ctx, {
        action: 'profile.update',
        objectType: 'profile',
        objectId: id,
        before: { ...before },
        after: { ...before, ...change },
      })
      enqueue({ type: 'feed.changed', topic: 'bank' })
    }),
  )
  return getProfile(ctx, id)
}

/** Deletes a profile; its posts stay, without it. @throws not_found, conflict `profile_has_accounts` */
export async function deleteProfile(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  try {
    await ctx.db.tx(async (tx, enqueue) => {
      const [removed] = await store.remove(tx, { workspaceId, id })
      if (!removed) throw notFound('profile')
      await audit.record(tx, ctx, {
        action: 'profile.delete',
        objectType: 'profile',
        objectId: id,
        before: removed,
      })
      enqueue({ type: 'feed.changed', topic: 'bank' })
    })
  } catch (error) {
    if (sqlState(error) === FOREIGN_KEY_VIOLATION)
      throw conflict(
        'profile_has_accounts',
        'Accounts or a character publish for this profile. Disconnect them first.',
      )
    throw error
  }
}

type AccountRow = Awaited<ReturnType<typeof store.accountsOf>>[number]

function toProfile(row: store.ProfileRow, all: readonly AccountRow[]): Profile {
  const accounts = all.filter(({ profileId }) => profileId === row.id)
  const { posts, consecutiveFailures, lastError, lastSyncAt, ...profile } = row
  return {
    ...profile,
    accounts: accounts.map(({ id, platform, name }) => ({ id, platform, name })),
    sync: {
      ...sourceOf({ type: row.type, accounts: accounts.length }),
      lastSyncAt: lastSyncAt?.toISOString() ?? null,
      posts,
      consecutiveFailures,
      lastError,
    },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}
