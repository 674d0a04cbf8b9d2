import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { USUAL } from '../rules.ts'

/** Comments that have waited longer than this many days were mailed, or are no longer news. */
const NEWS_DAYS = 3
const MOST = 100

/** When a person was asked to look at a comment `c`: when it was decided on, or came in. */
const ASKED_AT = sql`coalesce((select d.created_at from comment_decisions d
  where d.workspace_id = c.workspace_id and d.id = c.decision_id), c.created_at)`

/**
 * Lists the people to be mailed in every workspace: members who may answer and want such mails, with comments that have waited for a person for as
 * long as they set. They are told of those that were asked `after` a time and until another; a comment is told of once.
 */
export const due = (db: Db, { now, limit }: { now: Date; limit: number }) => {
  const at = sql`${now.toISOString()}::timestamptz`
  return db.execute<{ workspace_id: string; user_id: string; after: string; until: string }>(sql`
    with waiting as (
      select c.workspace_id, ${ASKED_AT} as asked_at from comments c
      where c.status = 'open' and not c.is_own and c.posted_at > ${at} - make_interval(days => ${NEWS_DAYS})
    )
    select w.workspace_id, p.user_id, max(coalesce(s.comments_told_until, p.created_at)) as after, max(w.asked_at) as until
    from waiting w
    join members p on p.workspace_id = w.workspace_id and p.role in ('owner', 'admin', 'editor', 'agent')
    left join notification_settings s on s.workspace_id = w.workspace_id and s.user_id = p.user_id
    where coalesce((s.settings->>'mail')::boolean, ${USUAL.mail}) and coalesce((s.settings->>'commented')::boolean, ${USUAL.commented})
      and w.asked_at > coalesce(s.comments_told_until, p.created_at)
      and w.asked_at <= ${at} - make_interval(mins => coalesce((s.settings->>'mailAfterMinutes')::int, ${USUAL.mailAfterMinutes}))
    group by w.workspace_id, p.user_id
    limit ${limit}`)
}

/** Notes until when a person has been told of comments. */
export const markTold = (
  db: Db,
  { workspaceId, userId, until }: { workspaceId: string; userId: string; until: string },
) =>
  db.execute(sql`
    insert into notification_settings (workspace_id, user_id, settings, comments_told_until)
    values (${workspaceId}, ${userId}, '{}', ${until}::timestamptz)
    on conflict (workspace_id, user_id) do update set comments_told_until = excluded.comments_told_until`)

/** Returns a person's address, and those of the comments asked in a time that still wait; the latest hundred of them. */
export const toMail = (
  db: Db,
  {
    workspaceId,
    userId,
    after,
    until,
  }: { workspaceId: string; userId: string; after: string; until: string },
) =>
  db.execute<{
    email: string
    workspace_name: string
    language: 'en' | 'fr'
    waiting: { id: string; name: string; account: string }[] | null
  }>(sql`
    select u.email, w.name as workspace_name, coalesce(s.settings->>'mailLanguage', ${USUAL.mailLanguage}) as language,
      (select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.author_name, 'account', a.name) order by o.posted_at, o.id)
        from (select * from comments c where c.workspace_id = p.workspace_id and c.status = 'open' and not c.is_own
            and ${ASKED_AT} > ${after}::timestamptz and ${ASKED_AT} <= ${until}::timestamptz
          order by c.posted_at desc limit ${MOST}) o
        join social_accounts a on a.workspace_id = o.workspace_id and a.id = o.account_id) as waiting
    from members p
    join users u on u.id = p.user_id
    join workspaces w on w.id = p.workspace_id
    left join notification_settings s on s.workspace_id = p.workspace_id and s.user_id = p.user_id
    where p.workspace_id = ${workspaceId} and p.user_id = ${userId}`)
