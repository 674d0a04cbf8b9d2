import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { profileSyncStatus, profiles } from '#drizzle/schema/bank.ts'
import type { ProfileType } from '../schemas.ts'

const columns = {
  id: profiles.id,
  type: profiles.type,
  name: profiles.name,
  platform: profiles.platform,
  handle: profiles.handle,
  url: profiles.url,
  syncStatus: profiles.syncStatus,
  lastSyncAt: profiles.lastSyncAt,
  createdAt: profiles.createdAt,
  updatedAt: profiles.updatedAt,
  posts: sql<number>`coalesce(${profileSyncStatus.totalPostsScraped}, 0)`,
  consecutiveFailures: sql<number>`coalesce(${profileSyncStatus.consecutiveFailures}, 0)`,
  lastError: profileSyncStatus.lastError,
}

const joined = (db: Db) =>
  db
    .select(columns)
    .from(profiles)
    .leftJoin(
      profileSyncStatus,
      and(
        eq(profileSyncStatus.workspaceId, profiles.workspaceId),
        eq(profileSyncStatus.profileId, profiles.id),
      ),
    )
export type ProfileRow = Awaited<ReturnType<typeof byId>>[number]

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(profiles.workspaceId, workspaceId), eq(profiles.id, id))

export const byId = (db: Db, where: One) => joined(db).where(one(where))

export const list = (
  db: Db,
  {
    workspaceId,
    type,
    before,
    limit,
  }: { workspaceId: string; type: ProfileType | undefined; before: Position | null; limit: number },
) =>
  joined(db)
    .where(
      and(
        eq(profiles.workspaceId, workspaceId),
        type === undefined ? undefined : eq(profiles.type, type),
        keyset.before(profiles.createdAt, profiles.id, before),
      ),
    )
    .orderBy(desc(profiles.createdAt), desc(profiles.id))
    .limit(limit + 1)

/** Lists the connected accounts of profiles. */
export const accountsOf = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select({
      id: socialAccounts.id,
      profileId: socialAccounts.profileId,
      platform: socialAccounts.platform,
      name: socialAccounts.name,
    })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        inArray(socialAccounts.profileId, [...ids]),
        ne(socialAccounts.status, 'revoked'),
      ),
    )
    .orderBy(socialAccounts.createdAt)

export const insert = (db: Db, row: typeof profiles.$inferInsert) =>
  db.insert(profiles).values(row).returning({ id: profiles.id })

export const lock = (db: Db, where: One) =>
  db
    .select({
      name: profiles.name,
      type: profiles.type,
      platform: profiles.platform,
      handle: profiles.handle,
      url: profiles.url,
    })
    .from(profiles)
    .where(one(where))
    .for('update')

export type ProfileChange = {
  [Name in 'name' | 'type' | 'platform' | 'handle' | 'url']?: (typeof profiles.$inferInsert)[Name] | undefined
}
export const change = (db: Db, where: One, set: ProfileChange) =>
  db.update(profiles).set(set).where(one(where)).returning({ id: profiles.id })

export const remove = (db: Db, where: One) =>
  db.delete(profiles).where(one(where)).returning({ name: profiles.name, handle: profiles.handle })
