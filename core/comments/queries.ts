import { and, asc, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { comments } from '#drizzle/schema/comments.ts'

/** What other domains read of comments. */

const waiting = (workspaceId: string) =>
  and(eq(comments.workspaceId, workspaceId), eq(comments.status, 'open'), sql`not ${comments.isOwn}`)

/** Lists the comments that wait for a person, the longest waiting first. */
export const openComments = (db: Db, { workspaceId, limit }: { workspaceId: string; limit: number }) =>
  db
    .select({
      id: comments.id,
      platform: socialAccounts.platform,
      accountName: socialAccounts.name,
      authorName: comments.authorName,
      text: sql<string>`left(${comments.text}, 200)`,
      since: comments.postedAt,
      total: sql<number>`count(*) over ()`.mapWith(Number),
    })
    .from(comments)
    .innerJoin(
      socialAccounts,
      and(eq(socialAccounts.workspaceId, comments.workspaceId), eq(socialAccounts.id, comments.accountId)),
    )
    .where(waiting(workspaceId))
    .orderBy(asc(comments.postedAt), asc(comments.id))
    .limit(limit)

/** Counts the comments that wait for a person, up to `most`; none for somebody who does not want to be told of them. */
export const countOpenComments = (
  db: Db,
  { workspaceId, userId, most }: { workspaceId: string; userId: string; most: number },
) =>
  db.execute<{ count: number }>(sql`
    select count(*)::int as count from (
      select from comments c where c.workspace_id = ${workspaceId} and c.status = 'open' and not c.is_own
        and exists (select from members p where p.workspace_id = ${workspaceId} and p.user_id = ${userId})
        and not exists (select from notification_settings s where s.workspace_id = ${workspaceId} and s.user_id = ${userId}
          and not coalesce((s.settings->>'commented')::boolean, true))
      limit ${most}) waiting`)
