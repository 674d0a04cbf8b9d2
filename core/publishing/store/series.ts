import { and, asc, desc, eq, gte, inArray, isNotNull, lt, lte, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import * as keyset from '#core/lib/keyset.ts'
import type { Position } from '#core/lib/page.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import {
  postRuns,
  postSeries,
  postSeriesAccounts,
  scheduledPostAccounts,
  scheduledPosts,
} from '#drizzle/schema/publishing.ts'
import type { SeriesStatus } from '../schemas.ts'

export type SeriesRow = typeof postSeries.$inferSelect

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(postSeries.workspaceId, workspaceId), eq(postSeries.id, id))

export const insert = (db: Db, row: typeof postSeries.$inferInsert) => db.insert(postSeries).values(row)

export const insertAccounts = (db: Db, rows: readonly (typeof postSeriesAccounts.$inferInsert)[]) =>
  db.insert(postSeriesAccounts).values([...rows])

/** Locked to the end of the transaction: whoever makes or changes occurrences holds their series. */
export const lock = (db: Db, key: One) => db.select().from(postSeries).where(one(key)).for('update')

export const byIds = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select()
    .from(postSeries)
    .where(and(eq(postSeries.workspaceId, workspaceId), inArray(postSeries.id, [...ids])))

/** The series of an occurrence that has not been made, by what their ids share. */
export const byTail = (db: Db, { workspaceId, tail }: { workspaceId: string; tail: string }) =>
  db
    .select()
    .from(postSeries)
    .where(and(eq(postSeries.workspaceId, workspaceId), sql`right(${postSeries.id}::text, 22) = ${tail}`))

export const list = (
  db: Db,
  {
    workspaceId,
    status,
    after,
    limit,
  }: { workspaceId: string; status: SeriesStatus | undefined; after: Position | null; limit: number },
) =>
  db
    .select()
    .from(postSeries)
    .where(
      and(
        eq(postSeries.workspaceId, workspaceId),
        status ? eq(postSeries.status, status) : undefined,
        keyset.before(postSeries.createdAt, postSeries.id, after),
      ),
    )
    .orderBy(desc(postSeries.createdAt), desc(postSeries.id))
    .limit(limit + 1)

/** Series with occurrences before a time that have not been made. Those of a paused one are not coming. */
export const upcoming = (db: Db, { workspaceId, to }: { workspaceId: string; to: Date }) =>
  db
    .select()
    .from(postSeries)
    .where(
      and(
        eq(postSeries.workspaceId, workspaceId),
        eq(postSeries.status, 'active'),
        lt(postSeries.nextAt, to),
      ),
    )

export const accountsOf = (
  db: Db,
  { workspaceId, seriesIds }: { workspaceId: string; seriesIds: readonly string[] },
) =>
  db
    .select({
      id: postSeriesAccounts.id,
      seriesId: postSeriesAccounts.seriesId,
      accountId: postSeriesAccounts.accountId,
      accountName: socialAccounts.name,
      platform: socialAccounts.platform,
    })
    .from(postSeriesAccounts)
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, postSeriesAccounts.workspaceId),
        eq(socialAccounts.id, postSeriesAccounts.accountId),
      ),
    )
    .where(
      and(
        eq(postSeriesAccounts.workspaceId, workspaceId),
        inArray(postSeriesAccounts.seriesId, [...seriesIds]),
      ),
    )
    .orderBy(postSeriesAccounts.id)
export type SeriesAccountRow = Awaited<ReturnType<typeof accountsOf>>[number]

/** Series whose occurrences are to be made, of all workspaces, the soonest first. */
export const toMake = (db: Db, { before, limit }: { before: Date; limit: number }) =>
  db
    .select({ workspaceId: postSeries.workspaceId, id: postSeries.id })
    .from(postSeries)
    .where(and(eq(postSeries.status, 'active'), isNotNull(postSeries.nextAt), lte(postSeries.nextAt, before)))
    .orderBy(asc(postSeries.nextAt))
    .limit(limit)

/** Of one series at a time; one that another holds is being made there. */
export const lockToMake = (db: Db, { workspaceId, id, before }: One & { before: Date }) =>
  db
    .select()
    .from(postSeries)
    .where(and(one({ workspaceId, id }), eq(postSeries.status, 'active'), lte(postSeries.nextAt, before)))
    .for('update', { skipLocked: true })

/** An occurrence that is there already stays as it is. Returns those that are new. */
export const insertOccurrences = (db: Db, rows: readonly (typeof scheduledPosts.$inferInsert)[]) =>
  db
    .insert(scheduledPosts)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: scheduledPosts.id, publishAt: scheduledPosts.publishAt })

export const update = (
  db: Db,
  { workspaceId, id, ...change }: One & Partial<typeof postSeries.$inferInsert>,
) => db.update(postSeries).set(change).where(one({ workspaceId, id })).returning()

const ofSeries = (workspaceId: string, seriesId: string) =>
  and(eq(scheduledPosts.workspaceId, workspaceId), eq(scheduledPosts.seriesId, seriesId))

interface Ahead {
  workspaceId: string
  seriesId: string
  /** Occurrences from this one on, by the rule's local time; null for all. */
  from: string | null
}

/** Targets of a series' posts, locked, so that no publisher takes one while it is being decided about. */
export const lockTargets = (db: Db, { workspaceId, seriesId, from }: Ahead) =>
  db
    .select({ id: scheduledPostAccounts.id })
    .from(scheduledPostAccounts)
    .where(
      and(
        eq(scheduledPostAccounts.workspaceId, workspaceId),
        inArray(
          scheduledPostAccounts.postId,
          db
            .select({ id: scheduledPosts.id })
            .from(scheduledPosts)
            .where(
              and(ofSeries(workspaceId, seriesId), from ? gte(scheduledPosts.occurrence, from) : undefined),
            ),
        ),
        inArray(scheduledPostAccounts.status, ['queued', 'waiting']),
      ),
    )
    .orderBy(scheduledPostAccounts.id)
    .for('update')

/** Nothing of the post has been tried. */
const untouched = sql`not exists (select from scheduled_post_accounts a where a.workspace_id = ${scheduledPosts.workspaceId}
  and a.scheduled_post_id = ${scheduledPosts.id} and (a.fence > 0 or a.status not in ('queued', 'waiting')))`

/** Those that go along with their series: neither begun, nor skipped, nor edited by themselves. */
const following = ({ workspaceId, seriesId, from }: Ahead) =>
  and(
    ofSeries(workspaceId, seriesId),
    from ? gte(scheduledPosts.occurrence, from) : undefined,
    eq(scheduledPosts.detached, false),
    untouched,
  )

export const followingPosts = (db: Db, ahead: Ahead) =>
  db
    .select({
      id: scheduledPosts.id,
      occurrence: scheduledPosts.occurrence,
      publishAt: scheduledPosts.publishAt,
      version: scheduledPosts.version,
    })
    .from(scheduledPosts)
    .where(following(ahead))
    .orderBy(asc(scheduledPosts.publishAt))

export const removeFollowing = (db: Db, ahead: Ahead) => db.delete(scheduledPosts).where(following(ahead))

/** Gives the posts from a time on to the series that goes on from there. */
export const handOver = (db: Db, { to, ...ahead }: Ahead & { to: string }) =>
  db
    .update(scheduledPosts)
    .set({ seriesId: to })
    .where(
      and(
        ofSeries(ahead.workspaceId, ahead.seriesId),
        ahead.from ? gte(scheduledPosts.occurrence, ahead.from) : undefined,
      ),
    )

export const rewriteFollowing = (db: Db, { text, ...ahead }: Ahead & { text: string }) =>
  db
    .update(scheduledPosts)
    .set({ text, version: sql`${scheduledPosts.version} + 1` })
    .where(following(ahead))
    .returning({
      id: scheduledPosts.id,
      version: scheduledPosts.version,
      publishAt: scheduledPosts.publishAt,
    })

const openTargets = ({ workspaceId, seriesId, from }: Ahead) =>
  sql`a.workspace_id = ${workspaceId} and a.status in ('queued', 'waiting') and a.scheduled_post_id in (
    select p.id from scheduled_posts p where p.workspace_id = ${workspaceId} and p.series_id = ${seriesId}
      and (${from}::text is null or p.occurrence >= ${from}::text))`

export const cancelTargets = (db: Db, ahead: Ahead) =>
  db.execute<{ id: string }>(sql`
    update scheduled_post_accounts a set status = 'cancelled', waiting_reason = null, error = null
    where ${openTargets(ahead)} returning a.id`)

export const SERIES_PAUSED = 'Its series is paused. It goes out if the series is resumed in time.'

export const holdTargets = (db: Db, ahead: Ahead) =>
  db.execute(sql`
    update scheduled_post_accounts a set status = 'waiting', waiting_reason = 'paused', error = ${SERIES_PAUSED}
    where ${openTargets(ahead)} and a.waiting_reason is distinct from 'approval'`)

/** What is still ahead is queued again; what fell due during the pause does not go out late. */
export const releaseTargets = (
  db: Db,
  { workspaceId, seriesId, now }: { workspaceId: string; seriesId: string; now: Date },
) =>
  db.execute(sql`
    update scheduled_post_accounts a set waiting_reason = null,
      status = case when a.due_at >= ${now.toISOString()}::timestamptz then 'queued' else 'cancelled' end,
      error = case when a.due_at >= ${now.toISOString()}::timestamptz then null else 'Its series was paused when it fell due.' end
    where ${openTargets({ workspaceId, seriesId, from: null })} and a.waiting_reason = 'paused'`)

/** Whether anything of a series has been tried, or ended otherwise than by being cancelled. */
export const begun = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ id: scheduledPostAccounts.id })
    .from(scheduledPostAccounts)
    .innerJoin(
      scheduledPosts,
      and(
        eq(scheduledPosts.workspaceId, scheduledPostAccounts.workspaceId),
        eq(scheduledPosts.id, scheduledPostAccounts.postId),
      ),
    )
    .where(and(ofSeries(workspaceId, id), sql`${scheduledPostAccounts.fence} > 0`))
    .limit(1)

export const remove = (db: Db, key: One) => db.delete(postSeries).where(one(key))

/** The posts of a series around now: the last that have begun, and the next. */
export const postsOf = (db: Db, { workspaceId, id, limit }: One & { limit: number }) =>
  db
    .select()
    .from(scheduledPosts)
    .where(ofSeries(workspaceId, id))
    .orderBy(desc(scheduledPosts.publishAt))
    .limit(limit)

/** The newest runs of a series, oldest first. */
export const runsOf = (db: Db, { workspaceId, id, limit }: One & { limit: number }) =>
  db
    .select()
    .from(postRuns)
    .where(
      and(
        eq(postRuns.workspaceId, workspaceId),
        inArray(
          postRuns.postId,
          db.select({ id: scheduledPosts.id }).from(scheduledPosts).where(ofSeries(workspaceId, id)),
        ),
      ),
    )
    .orderBy(desc(postRuns.startedAt), desc(postRuns.id))
    .limit(limit)

/** How many of a series' posts stand in each state. */
export const statesOf = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ status: scheduledPosts.status, count: sql<number>`count(*)::int` })
    .from(scheduledPosts)
    .where(ofSeries(workspaceId, id))
    .groupBy(scheduledPosts.status)

/** The nearest posts of each series: for each account the target that says where the series stands. */
export const targetsNear = (db: Db, { workspaceId, id }: One) =>
  db
    .selectDistinctOn([scheduledPostAccounts.accountId], {
      target: scheduledPostAccounts,
      accountName: socialAccounts.name,
      platform: socialAccounts.platform,
    })
    .from(scheduledPostAccounts)
    .innerJoin(
      scheduledPosts,
      and(
        eq(scheduledPosts.workspaceId, scheduledPostAccounts.workspaceId),
        eq(scheduledPosts.id, scheduledPostAccounts.postId),
      ),
    )
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, scheduledPostAccounts.workspaceId),
        eq(socialAccounts.id, scheduledPostAccounts.accountId),
      ),
    )
    .where(ofSeries(workspaceId, id))
    // What has been tried last comes before what is still ahead.
    .orderBy(
      scheduledPostAccounts.accountId,
      sql`(${scheduledPostAccounts.fence} > 0) desc`,
      sql`case when ${scheduledPostAccounts.fence} > 0 then ${scheduledPostAccounts.dueAt} end desc nulls last`,
      asc(scheduledPostAccounts.dueAt),
    )

/** Whether an occurrence that has been made has begun. */
export const occurrenceState = (
  db: Db,
  { workspaceId, seriesId, occurrence }: { workspaceId: string; seriesId: string; occurrence: string },
) =>
  db
    .select({
      id: scheduledPosts.id,
      begun: sql<boolean>`exists (select from scheduled_post_accounts a
      where a.workspace_id = ${scheduledPosts.workspaceId} and a.scheduled_post_id = ${scheduledPosts.id} and a.fence > 0)`,
    })
    .from(scheduledPosts)
    .where(and(ofSeries(workspaceId, seriesId), eq(scheduledPosts.occurrence, occurrence)))

/** Which of these posts exist. */
export const existing = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select({ id: scheduledPosts.id })
    .from(scheduledPosts)
    .where(and(eq(scheduledPosts.workspaceId, workspaceId), inArray(scheduledPosts.id, [...ids])))
