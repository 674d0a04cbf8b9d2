import { and, eq, inArray, lte, ne, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { commentActions, commentDecisions, comments } from '#drizzle/schema/comments.ts'

interface OfComment {
  workspaceId: string
  commentId: string
}

/** Claims an undecided comment: another worker may decide on it only after `until`. */
export const claim = (
  db: Db,
  { workspaceId, commentId, now, until }: OfComment & { now: Date; until: Date },
) =>
  db
    .update(comments)
    .set({ decideAt: until, tries: sql`${comments.tries} + 1` })
    .where(
      and(eq(comments.workspaceId, workspaceId), eq(comments.id, commentId), lte(comments.decideAt, now)),
    )
    .returning()

/** Puts a claim back, as if it had not been made: while machines are off, nothing is tried. */
export const unclaim = (db: Db, { workspaceId, commentId, now }: OfComment & { now: Date }) =>
  db
    .update(comments)
    .set({ decideAt: now, tries: sql`${comments.tries} - 1` })
    .where(
      and(
        eq(comments.workspaceId, workspaceId),
        eq(comments.id, commentId),
        sql`${comments.decideAt} is not null`,
      ),
    )

/** A comment above another, or the account's answer to it. */
export interface Line extends Record<string, unknown> {
  author: 'contact' | 'machine' | 'person'
  text: string
}

/** Reads what a decision on a comment depends on besides the comment itself. */
export const standing = (db: Db, { workspaceId, commentId }: OfComment) =>
  db.execute<{
    caption: string
    watched_since: string
    account_name: string
    account_external_id: string
    platform: string
    parent_is_own: boolean | null
    parent_author: string | null
    answered: boolean
    opted_out: boolean
    turns: number
    first: boolean
  }>(sql`
    select p.caption, p.created_at as watched_since, a.name as account_name, a.external_id as account_external_id, a.platform,
      parent.is_own as parent_is_own, parent.author_id as parent_author,
      exists (select from comments o where o.workspace_id = c.workspace_id and o.post_id = c.post_id
          and o.parent_comment_id = c.platform_comment_id and o.is_own)
        or exists (select from comment_actions x where x.workspace_id = c.workspace_id and x.comment_id = c.id
          and x.author = 'person' and x.kind in ('reply', 'private_reply') and x.status not in ('failed', 'cancelled')) as answered,
      coalesce((select o.consent = 'out' from comments o where o.workspace_id = c.workspace_id and o.account_id = c.account_id
          and o.author_id = c.author_id and o.consent is not null order by o.posted_at desc limit 1), false)
        or exists (select from contact_identities i join conversations v on v.workspace_id = i.workspace_id
          and v.account_id = i.account_id and v.customer_id = i.customer_id
          where i.workspace_id = c.workspace_id and i.account_id = c.account_id and i.kind = 'user_id' and i.value = c.author_id
            and v.opted_out_at is not null) as opted_out,
      (select count(*)::int from comments o join comment_actions x on x.workspace_id = o.workspace_id and x.comment_id = o.id
        where o.workspace_id = c.workspace_id and o.account_id = c.account_id and o.author_id = c.author_id and o.post_id = c.post_id
          and x.author = 'machine' and x.kind = 'reply' and x.status not in ('failed', 'cancelled')) as turns,
      not exists (select from comments o join comment_actions x on x.workspace_id = o.workspace_id and x.comment_id = o.id
        where o.workspace_id = c.workspace_id and o.account_id = c.account_id and o.author_id = c.author_id
          and x.author = 'machine' and x.kind = 'reply' and x.status not in ('failed', 'cancelled')) as first
    from comments c
    join monitored_posts p on p.workspace_id = c.workspace_id and p.id = c.post_id
    join social_accounts a on a.workspace_id = c.workspace_id and a.id = c.account_id
    left join comments parent on parent.workspace_id = c.workspace_id and parent.account_id = c.account_id
      and parent.platform_comment_id = c.parent_comment_id
    where c.workspace_id = ${workspaceId} and c.id = ${commentId}`)

/** The most comments above one that are read. */
const ABOVE = 10

/** Reads the comments above one, from its thread's first down to it. */
export const above = (db: Db, { workspaceId, commentId }: OfComment) =>
  db.execute<Line>(sql`
    with recursive up as (
      select c.parent_comment_id, c.account_id, 0 as height, null::text as text, false as is_own
      from comments c where c.workspace_id = ${workspaceId} and c.id = ${commentId}
      union all
      select o.parent_comment_id, o.account_id, up.height + 1, o.content, o.is_own
      from up join comments o on o.workspace_id = ${workspaceId} and o.account_id = up.account_id
        and o.platform_comment_id = up.parent_comment_id
      where up.height < ${ABOVE})
    select case when is_own then 'machine' else 'contact' end as author, text from up where height > 0 order by height desc`)

/** Reads and locks a comment. */
export const lock = (db: Db, { workspaceId, commentId }: OfComment) =>
  db
    .select()
    .from(comments)
    .where(and(eq(comments.workspaceId, workspaceId), eq(comments.id, commentId)))
    .for('update')

export const insert = (db: Db, row: typeof commentDecisions.$inferInsert) =>
  db.insert(commentDecisions).values(row)

/** Takes a decision back: the comment is decided anew. */
export const supersede = (db: Db, { workspaceId, commentId }: OfComment) =>
  db
    .update(commentDecisions)
    .set({ superseded: true })
    .where(
      and(
        eq(commentDecisions.workspaceId, workspaceId),
        eq(commentDecisions.commentId, commentId),
        eq(commentDecisions.superseded, false),
      ),
    )

/**
 * Cancels what the machine was about to answer. Returns false where something was or may have been said already, so that a new decision
 * would come too late.
 */
export async function cancelMachine(
  db: Db,
  { workspaceId, commentId }: OfComment,
  because: string,
): Promise<boolean> {
  const ofComment = and(
    eq(commentActions.workspaceId, workspaceId),
    eq(commentActions.commentId, commentId),
    inArray(commentActions.kind, ['reply', 'private_reply']),
  )
  await db
    .update(commentActions)
    .set({ status: 'cancelled', error: because })
    .where(
      and(
        ofComment,
        eq(commentActions.author, 'machine'),
        inArray(commentActions.status, ['queued', 'waiting']),
      ),
    )
  const said = await db
    .select({ id: commentActions.id })
    .from(commentActions)
    .where(and(ofComment, ne(commentActions.status, 'cancelled')))
    .limit(1)
  return said.length === 0
}

/** Lists undecided comments whose job may have been lost, where machines are on. Crosses workspaces. */
export const forgotten = (db: Db, { before, limit }: { before: Date; limit: number }) =>
  db.execute<{ id: string; workspace_id: string }>(sql`
    select c.id, c.workspace_id from comments c join ai_rules r on r.workspace_id = c.workspace_id and r.ai_control_enabled
    where c.decide_at <= ${before.toISOString()}::timestamptz and not chorus_machines_paused(c.workspace_id)
    order by c.decide_at limit ${limit}`)
