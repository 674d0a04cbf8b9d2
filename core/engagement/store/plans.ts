import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import type { Reaction } from '../schemas.ts'

/** A post that is to be planned, with the rules of its workspace. */
interface PlanRow extends Record<string, unknown> {
  post_id: string
  external_id: string
  published_at: string
  author_id: string
  platform: string
  enabled: boolean
  window_minutes: number
  comments_per_post: number
  patterns: number
}

/**
 * Takes up a plan once, and holds the workspace's planning still until the transaction ends: the places of days are given to one plan at a
 * time.
 */
export const take = (db: Db, { workspaceId, id, now }: { workspaceId: string; id: string; now: Date }) =>
  db.execute<PlanRow>(sql`
    with held as (select * from engagement_rules where workspace_id = ${workspaceId} for update),
    taken as (
      update engagement_plans p set planned_at = ${now.toISOString()}::timestamptz from held
      where p.workspace_id = held.workspace_id and p.id = ${id} and p.planned_at is null
      returning p.published_post_id
    )
    select p.id as post_id, p.external_post_id as external_id, to_json(p.published_at)#>>'{}' as published_at, a.profile_id as author_id,
      a.platform, held.is_enabled as enabled, held.window_minutes, held.comments_per_post,
      (select count(*)::int from comment_patterns c where c.workspace_id = ${workspaceId} and c.is_active) as patterns
    from taken join published_posts p on p.workspace_id = ${workspaceId} and p.id = taken.published_post_id
    join social_accounts a on a.workspace_id = p.workspace_id and a.id = p.account_id
    cross join held`)

/** Comments that lie back further are as good as none: whoever wrote them is among the next. */
const REMEMBERED_DAYS = 30

interface EngagerRow extends Record<string, unknown> {
  account_id: string
  profile_id: string
  preferred_reaction: Reaction
  likes_per_day: number
  comments_per_day: number
  used: Record<string, number>
  last_comment: string | null
}

/** Lists who may engage with a post, with the places of their days that are taken from a day on. */
export const engagers = (
  db: Db,
  of: { workspaceId: string; authorId: string; externalId: string; postId: string; fromDay: string },
) =>
  db.execute<EngagerRow>(sql`
    with who as materialized (
      select * from get_eligible_engagers(${of.authorId}, ${of.externalId}) where published_post_id = ${of.postId}
    ), taken as (
      select profile_id, jsonb_object_agg(action_type || ' ' || day, used) as used from engagement_counters
      where workspace_id = ${of.workspaceId} and day >= ${of.fromDay}::date group by 1
    ), commented as (
      select engager_profile_id as profile_id, max(due_at) as at from engagement_actions
      where workspace_id = ${of.workspaceId} and due_at > ${of.fromDay}::date - ${REMEMBERED_DAYS}::int and action_type = 'comment'
        and status <> 'cancelled' group by 1
    )
    select who.account_id, who.profile_id, who.preferred_reaction, who.likes_per_day, who.comments_per_day,
      coalesce(taken.used, '{}') as used, to_json(commented.at)#>>'{}' as last_comment
    from who left join taken using (profile_id) left join commented using (profile_id)`)

/** Writes what is planned. Returns how much was added. */
export const write = (
  db: Db,
  { workspaceId, postId, planned }: { workspaceId: string; postId: string; planned: readonly object[] },
) =>
  db.execute<{ added: number }>(
    sql`select chorus_plan_engagement(${workspaceId}, ${postId}, ${JSON.stringify(planned)}::jsonb) as added`,
  )

/** Lists posts that are to be planned, the oldest of each workspace first. Crosses workspaces. */
export const open = (db: Db, limit: number) =>
  db.execute<{ id: string; workspace_id: string }>(sql`
    select id, workspace_id from (
      select id, workspace_id, created_at, row_number() over (partition by workspace_id order by created_at, id) as turn
      from engagement_plans where planned_at is null
    ) open order by turn, created_at, id limit ${limit}`)
