import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import type { CallKind } from '#core/notifications/schemas.ts'
import { lastSaid, previewOf } from './said.ts'

/** How many mentions of a person are examined, the latest first. */
const MENTIONS_LOOKED_AT = 200

/** How many conversations are examined, the latest first, so that the cost is bounded even in a very large workspace. */
const LOOKED_AT = 1_000

export interface AttentionRow {
  count: number
  open: number
  escalated: number
  mine: number
  calls:
    | {
        conversationId: string
        kind: CallKind
        platform: Platform
        customerName: string | null
        customerHandle: string | null
        text: string | null
        at: string
      }[]
    | null
}

/** Returns the condition that no machine answers in a workspace, so that every message waits for a person. */
export const unattended = (
  workspace: ReturnType<typeof sql>,
) => sql`(chorus_machines_paused(${workspace}) or exists (
  select from ai_settings s join ai_rules r on r.workspace_id = s.workspace_id where s.workspace_id = ${workspace}
    and not (r.ai_control_enabled and s.ai_enabled_for_conversations and s.auto_reply_enabled)))`

/**
 * Counts the unseen conversations that need a person's attention, lists the latest of them, and counts the unread conversations
 * of each list. Calls that they do not want to be notified of (`notification_settings`) are left out. Returns one row for a
 * member, none for others.
 */
export const attention = (
  db: Db,
  { workspaceId, userId, shown, most }: { workspaceId: string; userId: string; shown: number; most: number },
) =>
  db.execute<{ [name in keyof AttentionRow]: AttentionRow[name] }>(sql`
    with me as (
      select p.user_id, p.created_at as since, coalesce(n.settings, '{}'::jsonb) as wants
      from members p left join notification_settings n on n.workspace_id = p.workspace_id and n.user_id = p.user_id
      where p.workspace_id = ${workspaceId} and p.user_id = ${userId}
    ),
    mentioned as materialized (
      select n.conversation_id, max(n.created_at) as at from (
        select conversation_id, created_at from note_mentions where workspace_id = ${workspaceId} and user_id = ${userId}
        order by created_at desc limit ${MENTIONS_LOOKED_AT}) n
      group by n.conversation_id
    ),
    latest as materialized (
      (select c.* from conversations c where c.workspace_id = ${workspaceId} and c.status <> 'archived' and c.snoozed_until is null
      order by c.last_message_at desc, c.id desc limit ${LOOKED_AT})
      union
      select c.* from conversations c where c.workspace_id = ${workspaceId}
        and c.id = any(array(select conversation_id from mentioned))
    ),
    unread as (
      select l.*, n.at as mentioned_at, e.id is not null as asked, e.status as asked_status, e.assigned_to, e.created_at as asked_at,
        l.held and l.held_by_user_id = me.user_id as mine,
        coalesce(l.last_inbound_at > coalesce(r.read_until, me.since), false) as wrote
      from me cross join latest l
      left join conversation_reads r on r.workspace_id = ${workspaceId} and r.conversation_id = l.id and r.user_id = me.user_id
      left join support_escalations e on e.workspace_id = ${workspaceId} and e.conversation_id = l.id and e.status <> 'resolved'
      left join mentioned n on n.conversation_id = l.id and n.at > coalesce(r.seen_at, me.since)
      where l.last_inbound_at > coalesce(r.read_until, me.since) or e.created_at > coalesce(r.seen_at, me.since) or n.at is not null
    ),
    calls as (
      select * from (
        select u.*,
          case when u.mentioned_at is not null and coalesce((me.wants->>'mentioned')::boolean, true) then 'mentioned'
            when u.status = 'archived' then null
            when u.mine and u.wrote then 'mine'
            when u.asked and (u.assigned_to = me.user_id or (u.assigned_to is null and u.asked_status = 'open')) then 'asked'
            when u.wrote and not u.asked and not u.held and ${unattended(sql`${workspaceId}::uuid`)} then 'unanswered' end as kind,
          greatest(case when u.wrote then u.last_inbound_at end, u.asked_at, u.mentioned_at) as at
        from unread u cross join me
      ) k where kind is not null and coalesce(((select wants from me)->>kind)::boolean, true)
    )
    select least((select count(*) from calls), ${most})::int as count,
      (select count(*)::int from unread where status <> 'archived') as open,
      (select count(*)::int from unread where status = 'escalated') as escalated,
      (select count(*)::int from unread where mine and status <> 'archived') as mine,
      (select jsonb_agg(jsonb_build_object('conversationId', t.id, 'kind', t.kind, 'platform', t.platform, 'at', t.at,
          'customerName', p.name, 'customerHandle', p.handle, 'text', t.text) order by t.at desc, t.id)
        from (select conversations.*, ${lastSaid(previewOf(sql`m`))} as text from (
          select * from calls order by at desc, id limit ${shown}) conversations) t
        join customers p on p.workspace_id = ${workspaceId} and p.id = t.customer_id) as calls
    from me`)
