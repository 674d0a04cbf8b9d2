import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { scheduledPostAccounts, scheduledPosts } from '#drizzle/schema/publishing.ts'

interface Some {
  workspaceId: string
  ids: readonly string[]
}

/** Lists the posts of these instants that were not cancelled. */
export const at = (db: Db, { workspaceId, times }: { workspaceId: string; times: readonly string[] }) =>
  db
    .select({ text: scheduledPosts.text, publishAt: scheduledPosts.publishAt })
    .from(scheduledPosts)
    .where(
      and(
        eq(scheduledPosts.workspaceId, workspaceId),
        sql`${scheduledPosts.publishAt} = any(${`{${times.join()}}`}::timestamptz[])`,
        ne(scheduledPosts.status, 'cancelled'),
      ),
    )

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
