import { and, eq, getTableColumns, inArray, lte, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import type { Settled } from '#core/lib/platform/retry.ts'
import { commentActions, comments } from '#drizzle/schema/comments.ts'
import type { CommentDecisionKind, CommentStatus } from '../schemas.ts'
import type { One } from './polls.ts'

interface OfComment {
  workspaceId: string
  commentId: string
}
const one = ({ workspaceId, id }: One) =>
  and(eq(commentActions.workspaceId, workspaceId), eq(commentActions.id, id))

export const setDecided = (
  db: Db,
  {
    workspaceId,
    commentId,
    ...set
  }: OfComment & { decisionId: string; triage: CommentDecisionKind; status: CommentStatus },
) =>
  db
    .update(comments)
    .set({ ...set, decideAt: null })
    .where(and(eq(comments.workspaceId, workspaceId), eq(comments.id, commentId)))

export const setStatus = (
  db: Db,
  { workspaceId, commentId, status }: OfComment & { status: CommentStatus },
) =>
  db
    .update(comments)
    .set({ status, decideAt: null })
    .where(and(eq(comments.workspaceId, workspaceId), eq(comments.id, commentId)))

export const insert = (db: Db, row: typeof commentActions.$inferInsert) =>
  db.insert(commentActions).values(row)

export type ActionRow = typeof commentActions.$inferSelect

/** An action with what doing it needs of its comment. */
const withComment = {
  ...getTableColumns(commentActions),
  comment: sql<{
    id: string
    externalId: string
    handle: string | null
    postId: string
    postExternalId: string
    postedAt: string
  }>`(
    select jsonb_build_object('id', c.id, 'externalId', c.platform_comment_id, 'handle', c.handle, 'postId', c.post_id,
      'postExternalId', p.platform_post_id, 'postedAt', c.posted_at)
    from comments c join monitored_posts p on p.workspace_id = c.workspace_id and p.id = c.post_id
    where c.workspace_id = comment_actions.workspace_id and c.id = comment_actions.comment_id)`,
}
export type ClaimedAction = Awaited<ReturnType<typeof claim>>[number]

/** Claims an action that is due: the fence is raised and the start written, which is the intent. Machines' actions wait while machines are paused. */
export const claim = (db: Db, { now, ...where }: One & { now: Date }) =>
  db
    .update(commentActions)
    .set({
      status: 'sending',
      fence: sql`${commentActions.fence} + 1`,
      attempts: sql`${commentActions.attempts} + 1`,
      startedAt: now,
      error: null,
    })
    .where(
      and(
        one(where),
        inArray(commentActions.status, ['queued', 'waiting']),
        lte(commentActions.notBefore, now),
        sql`(${commentActions.author} = 'person' or not chorus_machines_paused(${commentActions.workspaceId}))`,
      ),
    )
    .returning(withComment)

/** Records the outcome of an attempt, unless another one has begun since. */
export const complete = (
  db: Db,
  {
    fence,
    settled,
    now,
    lookAt,
    ...where
  }: One & { fence: number; settled: Settled; now: Date; lookAt: Date | null },
) =>
  db
    .update(commentActions)
    .set({
      status: settled.status,
      error: settled.status === 'sent' ? null : settled.error,
      lookAt: settled.status === 'unknown' ? lookAt : null,
      ...(settled.status === 'sent' ? { externalId: settled.externalId, url: settled.url, sentAt: now } : {}),
      ...('dueAt' in settled ? { notBefore: settled.dueAt } : {}),
      // A limit is not a failure: it does not use up an attempt.
      ...(settled.status === 'waiting' ? { attempts: sql`${commentActions.attempts} - 1` } : {}),
    })
    .where(
      and(
        one(where),
        eq(commentActions.fence, fence),
        // A known outcome of the same attempt replaces `unknown`.
        inArray(
          commentActions.status,
          settled.status === 'sent' || settled.status === 'failed' ? ['sending', 'unknown'] : ['sending'],
        ),
      ),
    )
    .returning()

/** Stores our own reply as a comment, unless a reader has found it already. */
export const keepReply = (
  db: Db,
  { action, ownId, ownName, now }: { action: ActionRow; ownId: string; ownName: string; now: Date },
) =>
  db.execute(sql`
    insert into comments (id, workspace_id, account_id, post_id, platform_comment_id, parent_comment_id, is_own, author_id, author_name,
      content, url, posted_at, status)
    select gen_random_uuid(), c.workspace_id, c.account_id, c.post_id, ${action.externalId}, c.platform_comment_id, true, ${ownId},
      ${ownName}, ${action.text ?? ''}, ${action.url}, ${now.toISOString()}::timestamptz, 'closed'
    from comments c where c.workspace_id = ${action.workspaceId} and c.id = ${action.commentId}
    on conflict (workspace_id, account_id, platform_comment_id) do nothing`)

/** Marks on the comment what was done to it. */
export const mark = (
  db: Db,
  { workspaceId, commentId, ...set }: OfComment & { liked?: boolean; hidden?: boolean },
) =>
  db
    .update(comments)
    .set(set)
    .where(and(eq(comments.workspaceId, workspaceId), eq(comments.id, commentId)))

/** Asks a person about a comment whose answer did not get there. */
export const reopen = (db: Db, { workspaceId, commentId }: OfComment) =>
  db
    .update(comments)
    .set({ status: 'open' })
    .where(
      and(eq(comments.workspaceId, workspaceId), eq(comments.id, commentId), eq(comments.status, 'answered')),
    )

/** Reads an action whose outcome is to be looked for. */
export const unknown = (db: Db, { now, ...where }: One & { now: Date }) =>
  db
    .select(withComment)
    .from(commentActions)
    .where(and(one(where), eq(commentActions.status, 'unknown'), lte(commentActions.lookAt, now)))

/** Lists what may be the same as a reply: the platform's ids of other actions on its comment, and texts that may be on their way. */
export const rivals = (db: Db, { workspaceId, commentId, id }: OfComment & { id: string }) =>
  db
    .select({
      externalId: commentActions.externalId,
      text: commentActions.text,
      status: commentActions.status,
    })
    .from(commentActions)
    .where(
      and(
        eq(commentActions.workspaceId, workspaceId),
        eq(commentActions.commentId, commentId),
        sql`${commentActions.id} <> ${id}`,
      ),
    )

/** Records what a look at the platform has shown. */
export const settleLook = (
  db: Db,
  {
    fence,
    ...where
  }: One & { fence: number } & {
    set: Partial<Omit<typeof commentActions.$inferInsert, 'id' | 'workspaceId'>>
  },
) =>
  db
    .update(commentActions)
    .set({ ...where.set, looks: sql`${commentActions.looks} + 1` })
    .where(and(one(where), eq(commentActions.fence, fence), eq(commentActions.status, 'unknown')))
    .returning()

/** Brings an action from one of some states into another, as a person says. */
export const changeByHand = (
  db: Db,
  {
    status,
    from,
    now,
    ...where
  }: One & { status: ActionRow['status']; from: readonly ActionRow['status'][]; now: Date },
) =>
  db
    .update(commentActions)
    .set({
      status,
      lookAt: null,
      error: null,
      ...(status === 'queued' ? { notBefore: now, attempts: 0, looks: 0 } : {}),
      ...(status === 'sent' ? { sentAt: now } : {}),
    })
    .where(and(one(where), inArray(commentActions.status, [...from])))
    .returning()

// --- chores across workspaces -------------------------------------------------------------------

/** Marks actions whose sender never answered as unknown: they may have been done, and are never tried again blindly. */
export const expire = (db: Db, { startedBefore, now }: { startedBefore: Date; now: Date }) =>
  db
    .update(commentActions)
    .set({
      status: 'unknown',
      lookAt: now,
      error: 'Sending stopped before the platform answered. It may have been done: look there.',
    })
    .where(and(eq(commentActions.status, 'sending'), lte(commentActions.startedAt, startedBefore)))
    .returning({ id: commentActions.id, workspaceId: commentActions.workspaceId })

/** Lists actions that should have been tried, or looked for, by now. */
export const overdue = (db: Db, { before, limit }: { before: Date; limit: number }) =>
  db.execute<{ id: string; workspace_id: string; task: 'send' | 'look' }>(sql`
    (select id, workspace_id, 'send' as task from comment_actions
      where status in ('queued', 'waiting') and not_before <= ${before.toISOString()}::timestamptz
        and (author = 'person' or not chorus_machines_paused(workspace_id))
      order by not_before limit ${limit})
    union all
    (select id, workspace_id, 'look' from comment_actions where look_at <= ${before.toISOString()}::timestamptz order by look_at limit ${limit})`)
