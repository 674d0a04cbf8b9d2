import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { profileSyncStatus, profiles, syncJobs } from '#drizzle/schema/bank.ts'
import type { SyncJob } from '../schemas.ts'

export type SyncJobRow = typeof syncJobs.$inferSelect

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(syncJobs.workspaceId, workspaceId), eq(syncJobs.id, id))

/** Begins a sync; nothing when one is going on. */
export const begin = (db: Db, row: typeof syncJobs.$inferInsert) =>
  db.insert(syncJobs).values(row).onConflictDoNothing().returning()

export const byId = (db: Db, where: One) => db.select().from(syncJobs).where(one(where))

/** Finds the sync of a profile that is going on. */
export const running = (db: Db, { workspaceId, profileId }: { workspaceId: string; profileId: string }) =>
  db
    .select()
    .from(syncJobs)
    .where(
      and(
        eq(syncJobs.workspaceId, workspaceId),
        eq(syncJobs.profileId, profileId),
        eq(syncJobs.status, 'running'),
      ),
    )

export const list = (
  db: Db,
  {
    workspaceId,
    profileId,
    status,
    before,
    limit,
  }: {
    workspaceId: string
    profileId: string | undefined
    status: SyncJob['status'] | undefined
    before: Position | null
    limit: number
  },
) =>
  db
    .select()
    .from(syncJobs)
    .where(
      and(
        eq(syncJobs.workspaceId, workspaceId),
        profileId === undefined ? undefined : eq(syncJobs.profileId, profileId),
        status === undefined ? undefined : eq(syncJobs.status, status),
        keyset.before(syncJobs.startedAt, syncJobs.id, before),
      ),
    )
    .orderBy(desc(syncJobs.startedAt), desc(syncJobs.id))
    .limit(limit + 1)

export const markScraping = (db: Db, { workspaceId, id }: One) =>
  db
    .update(profiles)
    .set({ syncStatus: 'scraping' })
    .where(and(eq(profiles.workspaceId, workspaceId), eq(profiles.id, id)))

/** Ends a sync that is still going on, with what it brought. */
export const finish = (
  db: Db,
  where: One,
  end: Pick<SyncJobRow, 'status' | 'error' | 'postsScraped' | 'postsNew' | 'finishedAt'>,
) =>
  db
    .update(syncJobs)
    .set({ ...end, profilesProcessed: 1 })
    .where(and(one(where), eq(syncJobs.status, 'running')))
    .returning({ profileId: syncJobs.profileId })

export const succeeded = (db: Db, { workspaceId, id, at }: One & { at: Date }) => [
  db
    .update(profiles)
    .set({ syncStatus: 'done', lastSyncAt: at })
    .where(and(eq(profiles.workspaceId, workspaceId), eq(profiles.id, id))),
  db
    .update(profileSyncStatus)
    .set({ lastScrapedAt: at, consecutiveFailures: 0, lastError: null, nextSyncAt: null })
    .where(and(eq(profileSyncStatus.workspaceId, workspaceId), eq(profileSyncStatus.profileId, id))),
]

/** After a failure the next sync by itself waits: an hour, then doubling, at most a week. */
export const failed = (db: Db, { workspaceId, id, error, at }: One & { error: string; at: Date }) => [
  db
    .update(profiles)
    .set({ syncStatus: 'failed' })
    .where(and(eq(profiles.workspaceId, workspaceId), eq(profiles.id, id))),
  db
    .update(profileSyncStatus)
    .set({
      consecutiveFailures: sql`${profileSyncStatus.consecutiveFailures} + 1`,
      lastError: error,
      nextSyncAt: sql`${at.toISOString()}::timestamptz + least(interval '7 days', interval '1 hour' * power(2, ${profileSyncStatus.consecutiveFailures}))`,
    })
    .where(and(eq(profileSyncStatus.workspaceId, workspaceId), eq(profileSyncStatus.profileId, id))),
]

/** Brings the posts that the workspace published for this author into the bank. */
export const capturePublished = (db: Db, { profileId, at }: { profileId: string; at: Date }) =>
  db.execute<{ scraped: number; created: number }>(
    sql`select * from chorus_capture_published(${profileId}, ${at.toISOString()}::timestamptz)`,
  )

/** Lists profiles that are to be synced by themselves. Crosses workspaces. */
export const toSync = (db: Db, { at, limit }: { at: Date; limit: number }) =>
  db.execute<{ workspace_id: string; id: string }>(
    sql`select * from get_profiles_to_sync(${limit}, ${at.toISOString()}::timestamptz)`,
  )

/** Lists syncs that are still to be done after a position, the oldest first. Crosses workspaces. */
export const leftBehind = (
  db: Db,
  { before, after, limit }: { before: Date; after: Position | null; limit: number },
) =>
  db
    .select({ workspaceId: syncJobs.workspaceId, id: syncJobs.id, startedAt: syncJobs.startedAt })
    .from(syncJobs)
    .where(
      and(
        eq(syncJobs.status, 'running'),
        lt(syncJobs.startedAt, before),
        keyset.after(syncJobs.startedAt, syncJobs.id, after),
      ),
    )
    .orderBy(syncJobs.startedAt, syncJobs.id)
    .limit(limit)

/** Ends syncs whose worker died. Crosses workspaces. */
export const cleanUpStuck = (db: Db, at: Date) =>
  db.execute<{ ended: number }>(
    sql`select cleanup_stuck_scraping_states(${at.toISOString()}::timestamptz) as ended`,
  )
