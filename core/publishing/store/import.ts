import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { scheduledPostAccounts, scheduledPosts } from '#drizzle/schema/publishing.ts'

interface Some {
  workspaceId: string
  ids: readonly string[]
}

/** A post on one of its accounts. */
export interface Scheduled {
  text: string
  publishAt: Date
  accountId: string
}

/** Lists what is scheduled for these instants, on each account where it was not cancelled. */
export const at = (db: Db, { workspaceId, times }: { workspaceId: string; times: readonly string[] }) =>
  db
    .select({
      text: scheduledPosts.text,
      publishAt: scheduledPosts.publishAt,
      accountId: scheduledPostAccounts.accountId,
    })
    .from(scheduledPosts)
    .innerJoin(
      scheduledPostAccounts,
      and(
        eq(scheduledPostAccounts.workspaceId, scheduledPosts.workspaceId),
        eq(scheduledPostAccounts.postId, scheduledPosts.id),
        ne(scheduledPostAccounts.status, 'cancelled'),
      ),
    )
    .where(
      and(
        eq(scheduledPosts.workspaceId, workspaceId),
        sql`${scheduledPosts.publishAt} = any(${`{${times.join()}}`}::timestamptz[])`,
      ),
    )

/** Makes imports of a workspace write one after the other: two of one file at once would both find nothing there. */
export const takeTurn = (db: Db, workspaceId: string) =>
  db.execute(sql`select pg_advisory_xact_lock(hashtextextended('imports ' || ${workspaceId}::text, 0))`)

/** Locks the targets of posts, as a publisher does before it locks a post. */
export const lockTargets = (db: Db, { workspaceId, ids }: Some) =>
  db
    .select({ id: scheduledPostAccounts.id })
    .from(scheduledPostAccounts)
    .where(
      and(
        eq(scheduledPostAccounts.workspaceId, workspaceId),
        inArray(scheduledPostAccounts.postId, [...ids]),
      ),
    )
    .orderBy(scheduledPostAccounts.id)
    .for('update')

/** Deletes those of these posts that stand alone and of which nothing has been tried or sent. */
export const remove = (db: Db, { workspaceId, ids }: Some) =>
  db
    .delete(scheduledPosts)
    .where(
      and(
        eq(scheduledPosts.workspaceId, workspaceId),
        inArray(scheduledPosts.id, [...ids]),
        sql`${scheduledPosts.seriesId} is null`,
        sql`not exists (select from scheduled_post_accounts a where a.workspace_id = ${scheduledPosts.workspaceId}
          and a.scheduled_post_id = ${scheduledPosts.id} and a.status in ('sending', 'sent', 'unknown'))`,
      ),
    )
    .returning({ id: scheduledPosts.id })
