import { sql } from 'drizzle-orm'
import type { ContentRefusal } from '#core/characters/queries.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'

/** Queries about posts that people publish themselves (decision 36). They act on targets of all workspaces. */

export interface HandedTarget extends Record<string, unknown> {
  target_id: string
  workspace_id: string
  post_id: string
  /** How often the person has been reminded. */
  reminders: number
  /** True where it is not handed to anybody, since it may not be shown. */
  refused?: boolean
}

const RETURNED = sql`returning a.id as target_id, a.workspace_id, a.scheduled_post_id as post_id, a.attempts as reminders`

/**
 * Hands targets that are due to people, on the platforms where people publish. A post that may not show what it shows fails instead, with
 * what `refusals` says of why. With `targets`, these alone.
 */
export const handOver = (
  db: Db,
  {
    platforms,
    allowing,
    refusals,
    horizon,
    remindAt,
    targets,
  }: {
    platforms: readonly Platform[]
    allowing: string
    refusals: Readonly<Record<ContentRefusal, string>>
    horizon: Date
    remindAt: Date
    targets?: readonly string[]
  },
) =>
  db.execute<HandedTarget>(sql`
    update scheduled_post_accounts a set
      status = case when r.refusal is null then 'waiting' else 'failed' end,
      waiting_reason = case when r.refusal is null then 'by_hand' end,
      error = ${jsonb(refusals)} ->> r.refusal, attempts = 0, due_at = ${remindAt.toISOString()}::timestamptz
    from publishing_queue q, social_accounts s,
      lateral (select chorus_post_refusal(q.workspace_id, q.scheduled_post_id, s.id, ${allowing}::text[]) as refusal) r
    where q.task = 'send' and q.at <= ${horizon.toISOString()}::timestamptz
      ${targets ? sql`and q.target_id = any(${`{${targets.join()}}`}::uuid[])` : sql``}
      and a.workspace_id = q.workspace_id and a.id = q.target_id and a.status in ('queued', 'waiting')
      and a.due_at <= ${horizon.toISOString()}::timestamptz
      and s.workspace_id = a.workspace_id and s.id = a.account_id and s.platform = any(${`{${platforms.join()}}`}::text[])
      and not chorus_machines_paused(a.workspace_id)
    ${RETURNED}, a.status = 'failed' as refused`)

/** Finds targets of whose publishing nobody has said anything in time, and sets the time of the next reminder. */
export const remind = (db: Db, { now, remindAt }: { now: Date; remindAt: Date }) =>
  db.execute<HandedTarget>(sql`
    update scheduled_post_accounts a set attempts = a.attempts + 1, due_at = ${remindAt.toISOString()}::timestamptz
    from publishing_queue q
    where q.task = 'remind' and q.at <= ${now.toISOString()}::timestamptz
      and a.workspace_id = q.workspace_id and a.id = q.target_id and a.status = 'waiting' and a.waiting_reason = 'by_hand'
    ${RETURNED}`)

/**
 * Records that a target was published, as a person says: by them, or by an attempt whose answer never came, at whose time. The platform's
 * id is not known: the address stands for it, or the target's own id.
 */
export const insertPublished = (
  db: Db,
  row: { id: string; workspaceId: string; targetId: string; url: string | null; now: Date },
) =>
  db.execute(sql`
    insert into published_posts
      (id, workspace_id, account_id, scheduled_post_id, target_id, external_post_id, post_url, content, published_at)
    select ${row.id}, a.workspace_id, a.account_id, a.scheduled_post_id, a.id, coalesce(${row.url}::text, a.id::text), ${row.url}::text,
      chorus_published_text(a.workspace_id, a.account_id, chorus_said_on(p.text, p.variants, a.account_id)), coalesce(a.started_at, ${row.now.toISOString()}::timestamptz)
    from scheduled_post_accounts a
    join scheduled_posts p on p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id
    where a.workspace_id = ${row.workspaceId} and a.id = ${row.targetId}
    on conflict do nothing`)

export interface WaitingByHand extends Record<string, unknown> {
  post_id: string
  account_name: string
  workspace_name: string
  user_id: string
  email: string
  language: 'en' | 'fr'
}

/**
 * Returns the people who are told of a target that still waits for one: whoever made the post, if they are still there and publish,
 * else those who manage the workspace; without those who want no such mails.
 */
export const toTell = (db: Db, { workspaceId, targetId }: { workspaceId: string; targetId: string }) =>
  db.execute<WaitingByHand>(sql`
    with waiting as (
      select a.scheduled_post_id as post_id, s.name as account_name, w.name as workspace_name, p.created_by
      from scheduled_post_accounts a
      join scheduled_posts p on p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id
      join social_accounts s on s.workspace_id = a.workspace_id and s.id = a.account_id
      join workspaces w on w.id = a.workspace_id
      where a.workspace_id = ${workspaceId} and a.id = ${targetId} and a.status = 'waiting' and a.waiting_reason = 'by_hand'
    ), people as (
      select m.user_id, m.user_id = waiting.created_by and m.role in ('owner', 'admin', 'editor') as made_it, m.role, waiting.*
      from waiting join members m on m.workspace_id = ${workspaceId}
    )
    select p.post_id, p.account_name, p.workspace_name, p.user_id, u.email, coalesce(n.settings->>'mailLanguage', 'en') as language
    from people p join users u on u.id = p.user_id
    left join notification_settings n on n.workspace_id = ${workspaceId} and n.user_id = p.user_id
    where (p.made_it or (p.role in ('owner', 'admin') and not exists (select from people x where x.made_it)))
      and coalesce((n.settings->>'mail')::boolean, true) and coalesce((n.settings->>'byHand')::boolean, true)
    order by p.user_id`)
