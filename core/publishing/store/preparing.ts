import { sql } from 'drizzle-orm'
import type { ContentRefusal } from '#core/characters/queries.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import type { TargetStatus, WaitingReason } from '../schemas.ts'
import type { ClaimedMedium } from './targets.ts'

/** Queries of taking posts' files to platforms ahead of their time (decision 35). They act on targets of all workspaces. */

/** A platform that takes files in ahead: of which kinds, and how long before the post's time. */
export interface Preparing {
  platform: Platform
  kinds: readonly string[]
  aheadMs: number
}

/**
 * Sets targets to waiting whose files the platform has not yet and that are due before long, or now (`horizon`) where they wait for a
 * limit or a token. With `targets`, of these alone.
 */
export const begin = (
  db: Db,
  {
    platforms,
    now,
    horizon,
    targets,
  }: { platforms: readonly Preparing[]; now: Date; horizon: Date; targets?: readonly string[] },
) =>
  db.execute<{ target_id: string; workspace_id: string }>(sql`
    update scheduled_post_accounts a set status = 'waiting', waiting_reason = 'preparing', error = null,
      due_at = ${now.toISOString()}::timestamptz
    from publishing_queue q, scheduled_posts p, social_accounts s,
      jsonb_to_recordset(${jsonb(platforms)}) as r(platform text, kinds jsonb, "aheadMs" int)
    where q.task = 'send' and q.at <= ${now.toISOString()}::timestamptz + make_interval(secs => r."aheadMs" / 1000.0)
      ${targets ? sql`and q.target_id = any(${`{${targets.join()}}`}::uuid[])` : sql``}
      and a.workspace_id = q.workspace_id and a.id = q.target_id
      and (a.status = 'queued'
        or (a.status = 'waiting' and a.waiting_reason in ('limited', 'reauth') and a.due_at <= ${horizon.toISOString()}::timestamptz))
      and p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id
      and not (a.prepared and a.handle_version is not distinct from p.version)
      and s.workspace_id = a.workspace_id and s.id = a.account_id and s.platform = r.platform
      and exists (select from scheduled_post_media x join media m on m.workspace_id = x.workspace_id and m.id = x.media_id
        where x.workspace_id = a.workspace_id and x.scheduled_post_id = a.scheduled_post_id
          and x.account_id is not distinct from chorus_shown_on(p.variants, a.account_id) and r.kinds ? m.kind)
      and not chorus_machines_paused(a.workspace_id)
    returning a.id as target_id, a.workspace_id`)

/** Lists targets whose next step is due. */
export const due = (db: Db, { now, limit }: { now: Date; limit: number }) =>
  db.execute<{ target_id: string; workspace_id: string }>(sql`
    select target_id, workspace_id from publishing_queue
    where task = 'prepare' and at <= ${now.toISOString()}::timestamptz order by at limit ${limit}`)

export interface ClaimedStep extends Record<string, unknown> {
  target_id: string
  workspace_id: string
  post_id: string
  version: number
  fence: number
  attempts: number
  publish_at: string
  handle: string | null
  text: string
  /** Whether the account speaks for a character that says it is an AI. */
  synthetic: boolean
  media: ClaimedMedium[]
  account_id: string
  platform: Platform
  external_id: string
  credentials: string
  wrapped_key: string | null
  credentials_version: number
  account_status: 'active' | 'expired' | 'revoked'
  account_status_reason: string | null
  /** Why the post may not show what it shows; null where it may. */
  refusal: ContentRefusal | null
}

/**
 * Claims the steps that are due: raises the fence, and makes the next step due when the lease is over, so that one that broke off is done
 * again. What was taken in for an earlier version of the post is not gone on from.
 */
export const claim = (
  db: Db,
  {
    targets,
    now,
    leaseEnd,
    allowing,
  }: { targets: readonly string[]; now: Date; leaseEnd: Date; allowing: string },
) =>
  db.execute<ClaimedStep>(sql`
    with claimed as (
      update scheduled_post_accounts a set fence = a.fence + 1, attempts = a.attempts + 1,
        started_at = ${now.toISOString()}::timestamptz, due_at = ${leaseEnd.toISOString()}::timestamptz
      from scheduled_posts p
      where a.id = any(${`{${targets.join()}}`}::uuid[]) and a.status = 'waiting' and a.waiting_reason = 'preparing'
        and a.due_at <= ${now.toISOString()}::timestamptz
        and p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id and not chorus_machines_paused(a.workspace_id)
      returning a.id, a.workspace_id, a.scheduled_post_id, a.account_id, a.fence, a.attempts, p.version, p.publish_at,
        chorus_published_text(a.workspace_id, a.account_id, chorus_said_on(p.text, p.variants, a.account_id)) as text,
        chorus_shown_on(p.variants, a.account_id) as shown_on,
        case when a.handle_version = p.version then a.handle end as handle
    )
    select c.id as target_id, c.workspace_id, c.scheduled_post_id as post_id, c.version, c.fence, c.attempts, c.publish_at, c.handle, c.text,
      (select coalesce(jsonb_agg(jsonb_build_object('objectName', f.object_name, 'kind', f.kind, 'mimeType', f.mime_type,
          'fileName', f.file_name, 'sizeBytes', f.size_bytes, 'altText', coalesce(x.alt_text, f.alt_text)) order by x.position), '[]')
        from scheduled_post_media x join media f on f.workspace_id = x.workspace_id and f.id = x.media_id
        where x.workspace_id = c.workspace_id and x.scheduled_post_id = c.scheduled_post_id
          and x.account_id is not distinct from c.shown_on) as media,
      exists (select from characters i where i.workspace_id = c.workspace_id and i.profile_id = s.profile_id and i.disclosure) as synthetic,
      s.id as account_id, s.platform, s.external_id, s.credentials, s.credentials_version, k.wrapped_key,
      s.status as account_status, s.status_reason as account_status_reason,
      chorus_post_refusal(c.workspace_id, c.scheduled_post_id, c.account_id, ${allowing}::text[]) as refusal
    from claimed c
    join social_accounts s on s.workspace_id = c.workspace_id and s.id = c.account_id
    left join workspace_keys k on k.workspace_id = c.workspace_id
    order by c.id`)

export interface EndedStep {
  targetId: string
  fence: number
  version: number
  status: TargetStatus
  waitingReason: WaitingReason | null
  dueAt: Date | null
  error: string | null
  /** What the platform has now; null for what it had before. */
  handle: string | null
  prepared: boolean
  /** The run that is written: of a step that failed, and of the last one. */
  run: 'success' | 'failed' | null
}

/** Records the results of steps, each under its own fence, unless the target has been edited or cancelled meanwhile. */
export const complete = (db: Db, { ended, now }: { ended: readonly EndedStep[]; now: Date }) =>
  db.execute<{ target_id: string; workspace_id: string; due_at: string }>(sql`
    with done as (
      update scheduled_post_accounts a set status = e.status, waiting_reason = e."waitingReason", error = e.error,
        due_at = coalesce(e."dueAt", a.due_at), prepared = e.prepared,
        handle = coalesce(e.handle, a.handle),
        handle_version = case when e.handle is null then a.handle_version else e.version end,
        -- Only failures that follow each other count.
        attempts = case when e.run = 'failed' and e.status = 'waiting' and e."waitingReason" = 'preparing' then a.attempts else 0 end
      from jsonb_to_recordset(${jsonb(ended)}) as e("targetId" uuid, fence int, version int, status text, "waitingReason" text,
        "dueAt" timestamptz, error text, handle text, prepared boolean, run text)
      where a.id = e."targetId" and a.fence = e.fence and a.status = 'waiting' and a.waiting_reason = 'preparing'
      returning a.id, a.workspace_id, a.fence, a.started_at, a.due_at, a.error, e.run
    ), runs as (
      insert into post_runs (workspace_id, target_id, fence, status, started_at, finished_at, error)
      select workspace_id, id, fence, run, started_at, ${now.toISOString()}::timestamptz, error from done where run is not null
    )
    select id as target_id, workspace_id, due_at from done`)
