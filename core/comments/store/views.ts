import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import { commentActions, commentDecisions, comments, monitoredPosts } from '#drizzle/schema/comments.ts'
import { users } from '#drizzle/schema/identity.ts'
import type { CommentDecisionKind, CommentStatus } from '../schemas.ts'
import type { One } from './polls.ts'

const commentsOf = (db: Db) =>
  db
    .select({ comment: comments, platform: socialAccounts.platform, decision: commentDecisions })
    .from(comments)
    .innerJoin(
      socialAccounts,
      and(eq(socialAccounts.workspaceId, comments.workspaceId), eq(socialAccounts.id, comments.accountId)),
    )
    .leftJoin(
      commentDecisions,
      and(
        eq(commentDecisions.workspaceId, comments.workspaceId),
        eq(commentDecisions.id, comments.decisionId),
      ),
    )
export type CommentView = Awaited<ReturnType<typeof byId>>[number]

export const byId = (db: Db, { workspaceId, id }: One) =>
  commentsOf(db).where(and(eq(comments.workspaceId, workspaceId), eq(comments.id, id)))

/** Lists what people wrote under posts, the latest first. */
export const list = (
  db: Db,
  {
    workspaceId,
    postId,
    accountId,
    triage,
    status,
    before,
    limit,
  }: {
    workspaceId: string
    postId: string | undefined
    accountId: string | undefined
    triage: CommentDecisionKind | undefined
    status: CommentStatus | undefined
    before: Position | null
    limit: number
  },
) =>
  commentsOf(db)
    .where(
      and(
        eq(comments.workspaceId, workspaceId),
        sql`not ${comments.isOwn}`,
        postId === undefined ? undefined : eq(comments.postId, postId),
        accountId === undefined ? undefined : eq(comments.accountId, accountId),
        triage === undefined ? undefined : eq(comments.triage, triage),
        status === undefined ? undefined : eq(comments.status, status),
        keyset.before(comments.postedAt, comments.id, before),
      ),
    )
    .orderBy(desc(comments.postedAt), desc(comments.id))
    .limit(limit + 1)

/** The most comments of a thread that are shown. */
const THREAD_MAX = 200

/** Lists the comments of one comment's thread, oldest first. */
export const thread = (db: Db, { workspaceId, id }: One) =>
  commentsOf(db)
    .where(
      and(
        eq(comments.workspaceId, workspaceId),
        sql`${comments.id} in (
          with recursive up as (
            select c.id, c.post_id, c.platform_comment_id, c.parent_comment_id from comments c
            where c.workspace_id = ${workspaceId} and c.id = ${id}
            union
            select o.id, o.post_id, o.platform_comment_id, o.parent_comment_id from up join comments o
              on o.workspace_id = ${workspaceId} and o.post_id = up.post_id and o.platform_comment_id = up.parent_comment_id
          ), down as (
            select * from up
            union
            select o.id, o.post_id, o.platform_comment_id, o.parent_comment_id from down join comments o
              on o.workspace_id = ${workspaceId} and o.post_id = down.post_id and o.parent_comment_id = down.platform_comment_id
          ) select down.id from down limit ${THREAD_MAX})`,
      ),
    )
    .orderBy(asc(comments.postedAt), asc(comments.id))

const actionsAndAuthors = (db: Db) =>
  db
    .select({ action: commentActions, authorName: users.name })
    .from(commentActions)
    .leftJoin(users, eq(users.id, commentActions.authorUserId))

export const actionById = (db: Db, { workspaceId, id }: One) =>
  actionsAndAuthors(db).where(and(eq(commentActions.workspaceId, workspaceId), eq(commentActions.id, id)))

export const actionsOf = (
  db: Db,
  { workspaceId, commentIds }: { workspaceId: string; commentIds: readonly string[] },
) =>
  actionsAndAuthors(db)
    .where(
      and(eq(commentActions.workspaceId, workspaceId), inArray(commentActions.commentId, [...commentIds])),
    )
    .orderBy(asc(commentActions.createdAt), asc(commentActions.id))
export type ActionView = Awaited<ReturnType<typeof actionsOf>>[number]

const postsOf = (db: Db) =>
  db
    .select({ post: monitoredPosts, accountName: socialAccounts.name, platform: socialAccounts.platform })
    .from(monitoredPosts)
    .innerJoin(
      socialAccounts,
      and(
        eq(socialAccounts.workspaceId, monitoredPosts.workspaceId),
        eq(socialAccounts.id, monitoredPosts.accountId),
      ),
    )
export type PostView = Awaited<ReturnType<typeof postById>>[number]

export const postById = (db: Db, { workspaceId, id }: One) =>
  postsOf(db).where(and(eq(monitoredPosts.workspaceId, workspaceId), eq(monitoredPosts.id, id)))

export const posts = (
  db: Db,
  {
    workspaceId,
    accountId,
    monitoring,
    scheduledPostId,
    before,
    limit,
  }: {
    workspaceId: string
    accountId: string | undefined
    monitoring: boolean | undefined
    scheduledPostId: string | undefined
    before: Position | null
    limit: number
  },
) =>
  postsOf(db)
    .where(
      and(
        eq(monitoredPosts.workspaceId, workspaceId),
        accountId === undefined ? undefined : eq(monitoredPosts.accountId, accountId),
        monitoring === undefined ? undefined : eq(monitoredPosts.monitoring, monitoring),
        scheduledPostId === undefined ? undefined : eq(monitoredPosts.scheduledPostId, scheduledPostId),
        keyset.before(monitoredPosts.postedAt, monitoredPosts.id, before),
      ),
    )
    .orderBy(desc(monitoredPosts.postedAt), desc(monitoredPosts.id))
    .limit(limit + 1)
