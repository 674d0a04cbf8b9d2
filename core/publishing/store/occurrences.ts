import { and, asc, desc, eq, gte, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { postAttempts, scheduledPostAccounts, scheduledPosts } from '#drizzle/schema/publishing.ts'
import type { VariantMarks } from '../schemas.ts'
import { textByHand } from './posts.ts'

/** Queries about the posts that a series has made. */

interface One {
  workspaceId: string
  id: string
}

/** Inserts occurrences; those that exist stay as they are. Returns the new ones. */
export const insertOccurrences = (db: Db, rows: readonly (typeof scheduledPosts.$inferInsert)[]) =>
  db
    .insert(scheduledPosts)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: scheduledPosts.id, publishAt: scheduledPosts.publishAt })

const ofSeries = (workspaceId: string, seriesId: string) =>
  and(eq(scheduledPosts.workspaceId, workspaceId), eq(scheduledPosts.seriesId, seriesId))

interface Ahead {
  workspaceId: string
  seriesId: string
  /** Occurrences from this one on, by the rule's local time; null for all. */
  from: string | null
}

/** Locks the targets of a series' posts, so that no publisher takes one while a change is decided. */
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

/** Posts that follow their series: neither begun, nor skipped, nor edited on their own. */
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

/** Moves the posts from a time on to the series that goes on from there. */
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

export const rewriteFollowing = (
  db: Db,
  { text, variants, ...ahead }: Ahead & { text: string; variants: VariantMarks },
) =>
  db
    .update(scheduledPosts)
    .set({ text, variants, version: sql`${scheduledPosts.version} + 1` })
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

const SERIES_PAUSED = 'Its series is paused. It goes out if the series is resumed in time.'

export const holdTargets = (db: Db, ahead: Ahead) =>
  db.execute<{ id: string }>(sql`
    update scheduled_post_accounts a set status = 'waiting', waiting_reason = 'paused', error = ${SERIES_PAUSED}
    where ${openTargets(ahead)} and a.waiting_reason is distinct from 'approval' returning a.id`)

/** Queues targets that are still ahead again, and cancels those that fell due during the pause: they do not go out late. */
export const releaseTargets = (
  db: Db,
  { workspaceId, seriesId, now }: { workspaceId: string; seriesId: string; now: Date },
) =>
  db.execute(sql`
    update scheduled_post_accounts a set waiting_reason = null,
      status = case when a.due_at >= ${now.toISOString()}::timestamptz then 'queued' else 'cancelled' end,
      error = case when a.due_at >= ${now.toISOString()}::timestamptz then null else 'Its series was paused when it fell due.' end
    where ${openTargets({ workspaceId, seriesId, from: null })} and a.waiting_reason = 'paused'`)

/** Returns a row if any target of a series has been tried. */
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

/** Lists the newest runs of a series, oldest first. */
export const runsOf = (db: Db, { workspaceId, id, limit }: One & { limit: number }) =>
  db
    .select()
    .from(postAttempts)
    .where(
      and(
        eq(postAttempts.workspaceId, workspaceId),
        inArray(
          postAttempts.postId,
          db.select({ id: scheduledPosts.id }).from(scheduledPosts).where(ofSeries(workspaceId, id)),
        ),
      ),
    )
    .orderBy(desc(postAttempts.startedAt), desc(postAttempts.targetId), desc(postAttempts.fence))
    .limit(limit)

/** Counts the posts of a series in each state. */
export const statesOf = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ status: scheduledPosts.status, count: sql<number>`count(*)::int` })
    .from(scheduledPosts)
    .where(ofSeries(workspaceId, id))
    .groupBy(scheduledPosts.status)

/** Returns for each account the target that shows the state of the series. */
export const targetsNear = (db: Db, { workspaceId, id }: One) =>
  db
    .selectDistinctOn([scheduledPostAccounts.accountId], {
      target: scheduledPostAccounts,
      accountName: socialAccounts.name,
      platform: socialAccounts.platform,
      text: textByHand,
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
    // The target that was tried last comes before those still ahead.
    .orderBy(
      scheduledPostAccounts.accountId,
      sql`(${scheduledPostAccounts.fence} > 0) desc`,
      sql`case when ${scheduledPostAccounts.fence} > 0 then ${scheduledPostAccounts.dueAt} end desc nulls last`,
      asc(scheduledPostAccounts.dueAt),
    )

/** Reads an occurrence that has been made, and whether it has begun. */
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

/** Returns the ids of these posts that exist. */
export const existing = (db: Db, { workspaceId, ids }: { workspaceId: string; ids: readonly string[] }) =>
  db
    .select({ id: scheduledPosts.id })
    .from(scheduledPosts)
    .where(and(eq(scheduledPosts.workspaceId, workspaceId), inArray(scheduledPosts.id, [...ids])))
