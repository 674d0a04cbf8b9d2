import { and, eq, ne, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { scheduledPostAccounts, scheduledPosts } from '#drizzle/schema/publishing.ts'

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
