import { and, eq, getTableColumns, inArray, lte, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import { commentCheckpoints, comments, monitoredPosts } from '#drizzle/schema/comments.ts'
import { MONITORED_DAYS, NEWEST_POSTS } from '../schemas.ts'

export interface One {
  workspaceId: string
  id: string
}

/** Adds the posts that are to be watched, and ends the watch of others (`chorus_watch_posts`). Crosses workspaces. */
export const watch = (db: Db, { platforms, now }: { platforms: readonly string[]; now: Date }) =>
  db.execute<{
    added: number
  }>(sql`select chorus_watch_posts(${`{${platforms.join()}}`}::text[], ${now.toISOString()}::timestamptz,
    ${jsonb({ newest: NEWEST_POSTS.usual, days: MONITORED_DAYS.usual })}) as added`)

/** Lists posts that are due to be read: the first of each workspace, then the second of each. Crosses workspaces. */
export const due = (db: Db, { now, limit }: { now: Date; limit: number }) =>
  db.execute<{ id: string; workspace_id: string }>(sql`
    select id, workspace_id from (
      select id, workspace_id, next_poll_at, row_number() over (partition by workspace_id order by next_poll_at, id) as place
      from monitored_posts where next_poll_at <= ${now.toISOString()}::timestamptz) waiting
    order by place, next_poll_at, id limit ${limit}`)

/** Claims a post to read it: another worker may claim it only after `until`. Returns where its last reader stopped. */
export const claim = (db: Db, { workspaceId, id, now, until }: One & { now: Date; until: Date }) =>
  db
    .update(monitoredPosts)
    .set({ nextPollAt: until })
    .where(
      and(
        eq(monitoredPosts.workspaceId, workspaceId),
        eq(monitoredPosts.id, id),
        lte(monitoredPosts.nextPollAt, now),
      ),
    )
    .returning({
      ...getTableColumns(monitoredPosts),
      cursor: sql<string | null>`(select c.cursor from comment_checkpoint c
        where c.workspace_id = monitored_posts.workspace_id and c.post_id = monitored_posts.id)`,
    })

/** Ends a claim, unless another worker holds the post meanwhile. */
export const release = (
  db: Db,
  {
    workspaceId,
    id,
    claimedUntil,
    ...set
  }: One & {
    claimedUntil: Date
    nextPollAt: Date | null
    problem: string | null
    polledAt?: Date
    monitoring?: boolean
  },
) =>
  db
    .update(monitoredPosts)
    .set(set)
    .where(
      and(
        eq(monitoredPosts.workspaceId, workspaceId),
        eq(monitoredPosts.id, id),
        eq(monitoredPosts.nextPollAt, claimedUntil),
      ),
    )

/** Saves how far a post has been read. */
export const saveCursor = (
  db: Db,
  { workspaceId, postId, cursor, lastCommentAt }: typeof commentCheckpoints.$inferInsert,
) =>
  db
    .insert(commentCheckpoints)
    .values({ workspaceId, postId, cursor, lastCommentAt })
    .onConflictDoUpdate({
      target: commentCheckpoints.postId,
      set: {
        cursor,
        lastCommentAt: sql`greatest(comment_checkpoint.last_comment_at, excluded.last_comment_at)`,
      },
    })

/** Reads and locks the comments of an account that are known by these ids of the platform. */
export const known = (
  db: Db,
  {
    workspaceId,
    accountId,
    externalIds,
  }: { workspaceId: string; accountId: string; externalIds: readonly string[] },
) =>
  db
    .select()
    .from(comments)
    .where(
      and(
        eq(comments.workspaceId, workspaceId),
        eq(comments.accountId, accountId),
        inArray(comments.externalId, [...externalIds]),
      ),
    )
    .orderBy(comments.id)
    .for('update')

export type CommentRow = typeof comments.$inferSelect

/** Stores comments; one that another worker has stored meanwhile is left alone. Returns those that are new. */
export const insert = (db: Db, rows: readonly (typeof comments.$inferInsert)[]) =>
  db
    .insert(comments)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ id: comments.id, isOwn: comments.isOwn })

export const change = (
  db: Db,
  { workspaceId, id, ...set }: One & Partial<Omit<typeof comments.$inferInsert, 'id' | 'workspaceId'>>,
) =>
  db
    .update(comments)
    .set(set)
    .where(and(eq(comments.workspaceId, workspaceId), eq(comments.id, id)))

/** Marks comments as answered that the account has answered elsewhere, and takes back what the machine was about to say. */
export const answeredElsewhere = (
  db: Db,
  {
    workspaceId,
    accountId,
    externalIds,
  }: { workspaceId: string; accountId: string; externalIds: readonly string[] },
) =>
  db.execute(sql`
    with answered as (
      update comments c set status = 'answered', decide_at = null
      where c.workspace_id = ${workspaceId} and c.account_id = ${accountId} and c.platform_comment_id in ${[...externalIds]}
        and c.status in ('new', 'open', 'answered') and not c.is_own
      returning c.id)
    update comment_actions a set status = 'cancelled', error = 'The account has answered on the platform.'
    from answered where a.workspace_id = ${workspaceId} and a.comment_id = answered.id
      and a.author = 'machine' and a.kind = 'reply' and a.status in ('queued', 'waiting')`)

/** Counts a post's comments anew. */
export const recount = (
  db: Db,
  { workspaceId, postId, added }: { workspaceId: string; postId: string; added: number },
) =>
  db
    .update(monitoredPosts)
    .set({ commentsCount: sql`${monitoredPosts.commentsCount} + ${added}` })
    .where(and(eq(monitoredPosts.workspaceId, workspaceId), eq(monitoredPosts.id, postId)))
