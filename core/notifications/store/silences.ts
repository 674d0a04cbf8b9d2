import { sql } from 'drizzle-orm'
import { unattended } from '#core/inbox/queries/attention.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { USUAL } from '../rules.ts'
import { MAIL_AFTER } from '../schemas.ts'

/** Conversations that have waited longer than this many days were mailed, or are no longer news. */
const NEWS_DAYS = 3

/**
 * Lists the people to be mailed in every workspace: members who may answer, want mails, and have not looked for as long as they
 * set at a conversation that calls for them. Each silence is mailed once; again only when they have looked since, somebody has
 * answered, or it is asked anew.
 */
export const due = (db: Db, { now, limit }: { now: Date; limit: number }) => {
  const at = sql`${now.toISOString()}::timestamptz`
  const news = sql`${at} - make_interval(days => ${NEWS_DAYS})`
  const soonest = sql`${at} - make_interval(mins => ${MAIL_AFTER.least})`
  return db.execute<{ workspace_id: string; user_id: string; conversations: string[] }>(sql`
    with waiting as (
      select c.workspace_id, c.id, 'asked' as kind, e.assigned_to as only_for, c.last_inbound_at as wrote_at, e.created_at as asked_at
      from support_escalations e
      join conversations c on c.workspace_id = e.workspace_id and c.id = e.conversation_id
      where e.status = 'open' and e.created_at > ${news} and c.status <> 'archived'
      union all
      select c.workspace_id, c.id, 'mine', c.held_by_user_id, c.last_inbound_at, null
      from conversations c
      where c.held and c.held_by_user_id is not null and c.status <> 'archived'
        and c.last_inbound_at > ${news} and c.last_inbound_at <= ${soonest}
      union all
      select c.workspace_id, c.id, 'unanswered', null, c.last_inbound_at, null
      from workspaces w
      join conversations c on c.workspace_id = w.id
      where c.status = 'active' and not c.held and c.last_inbound_at > ${news} and c.last_inbound_at <= ${soonest}
        and ${unattended(sql`w.id`)}
      union all
      select n.workspace_id, n.conversation_id, 'mentioned', n.user_id, null, max(n.created_at)
      from note_mentions n where n.created_at > ${news}
      group by n.workspace_id, n.conversation_id, n.user_id
    ),
    unseen as (
      select w.*, p.user_id, r.seen_at
      from waiting w
      join members p on p.workspace_id = w.workspace_id and (w.only_for is null or p.user_id = w.only_for)
        and (w.kind = 'mentioned' or p.role in ('owner', 'admin', 'editor', 'agent'))
      left join notification_settings s on s.workspace_id = w.workspace_id and s.user_id = p.user_id
      left join conversation_reads r on r.workspace_id = w.workspace_id and r.conversation_id = w.id and r.user_id = p.user_id
      where coalesce((s.settings->>'mail')::boolean, ${USUAL.mail}) and coalesce((s.settings->>w.kind)::boolean, true)
        and (w.wrote_at > coalesce(r.read_until, p.created_at) or w.asked_at > coalesce(r.seen_at, p.created_at))
        and greatest(w.wrote_at, w.asked_at)
          <= ${at} - make_interval(mins => coalesce((s.settings->>'mailAfterMinutes')::int, ${USUAL.mailAfterMinutes}))
    )
    select u.workspace_id, u.user_id, array_agg(distinct u.id) as conversations
    from unseen u
    left join notification_mails n on n.workspace_id = u.workspace_id and n.conversation_id = u.id and n.user_id = u.user_id
    where n.mailed_at is null or n.mailed_at < greatest(u.seen_at, u.asked_at, (
      select max(m.sent_at) from conversation_messages m
      where m.workspace_id = u.workspace_id and m.conversation_id = u.id and m.author = 'person'
        and m.sent_at > n.mailed_at))
    group by u.workspace_id, u.user_id
    limit ${limit}`)
}

export const markMailed = (
  db: Db,
  {
    workspaceId,
    userId,
    conversations,
    now,
  }: { workspaceId: string; userId: string; conversations: readonly string[]; now: Date },
) =>
  db.execute(sql`
    insert into notification_mails (workspace_id, conversation_id, user_id, mailed_at)
    select ${workspaceId}::uuid, told::uuid, ${userId}::uuid, ${now.toISOString()}::timestamptz
    from jsonb_array_elements_text(${JSON.stringify(conversations)}::jsonb) told
    on conflict (workspace_id, conversation_id, user_id) do update set mailed_at = excluded.mailed_at`)

/** Returns a person's address, and those of these conversations that still wait. */
export const toMail = (
  db: Db,
  {
    workspaceId,
    userId,
    conversations,
  }: { workspaceId: string; userId: string; conversations: readonly string[] },
) =>
  db.execute<{
    email: string
    workspace_name: string
    language: 'en' | 'fr'
    waiting: { id: string; name: string | null; account: string; since: string }[] | null
  }>(sql`
    select u.email, w.name as workspace_name, coalesce(s.settings->>'mailLanguage', ${USUAL.mailLanguage}) as language,
      (select jsonb_agg(jsonb_build_object('id', c.id, 'name', coalesce(k.name, k.handle), 'account', a.name,
          'since', greatest(c.last_inbound_at, e.created_at, n.at)) order by greatest(c.last_inbound_at, e.created_at, n.at), c.id)
        from conversations c
        join customers k on k.workspace_id = c.workspace_id and k.id = c.customer_id
        join social_accounts a on a.workspace_id = c.workspace_id and a.id = c.account_id
        left join support_escalations e on e.workspace_id = c.workspace_id and e.conversation_id = c.id and e.status <> 'resolved'
        left join conversation_reads r on r.workspace_id = c.workspace_id and r.conversation_id = c.id and r.user_id = p.user_id
        left join lateral (
          select max(m.created_at) as at from note_mentions m where m.workspace_id = c.workspace_id and m.conversation_id = c.id
            and m.user_id = p.user_id and m.created_at > coalesce(r.seen_at, p.created_at)) n on true
        where c.workspace_id = p.workspace_id
          and c.id = any(array(select told::uuid from jsonb_array_elements_text(${JSON.stringify(conversations)}::jsonb) told))
          and (n.at is not null or c.status <> 'archived'
            and (c.last_inbound_at > coalesce(r.read_until, p.created_at) or e.created_at > coalesce(r.seen_at, p.created_at)))
      ) as waiting
    from members p
    join users u on u.id = p.user_id
    join workspaces w on w.id = p.workspace_id
    left join notification_settings s on s.workspace_id = p.workspace_id and s.user_id = p.user_id
    where p.workspace_id = ${workspaceId} and p.user_id = ${userId}`)
