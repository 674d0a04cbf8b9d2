import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'
import type { Platform } from '#core/lib/schemas.ts'
import type { LibraryKind } from '#core/media/schemas.ts'
import type { TargetUpdate } from '../rules.ts'

/** The publisher's own queries: they act on targets of all workspaces at once, a batch in one trip. */

export interface Hint {
  targetId: string
  version: number
  /** The id that the attempt's run will have. */
  runId: string
}

/** A file that a post shows. */
export interface ClaimedMedium {
  objectName: string
  kind: LibraryKind
  mimeType: string
  fileName: string
}

export interface ClaimedTarget extends Record<string, unknown> {
  target_id: string
  workspace_id: string
  post_id: string
  fence: number
  attempts: number
  due_at: string
  text: string
  media: ClaimedMedium[] | null
  account_id: string
  platform: Platform
  external_id: string
  credentials: string
  wrapped_key: string | null
  credentials_version: number
  account_status: 'active' | 'expired' | 'revoked'
  account_status_reason: string | null
}

/**
 * Takes the hinted targets that are really due: the row is the truth (cancelled, edited, moved, taken by another: not
 * claimed). One conditional update takes lease and fence, and the run it starts is the intent, written before any call.
 */
export const claim = (
  db: Db,
  {
    hints,
    now,
    horizon,
    lateBefore,
    leaseUntil,
  }: { hints: readonly Hint[]; now: Date; horizon: Date; lateBefore: Date; leaseUntil: Date },
) =>
  db.execute<ClaimedTarget>(sql`
    with hinted as (
      select * from jsonb_to_recordset(${JSON.stringify(hints)}::jsonb) as h("targetId" uuid, version int, "runId" uuid)
    ), claimed as (
      update scheduled_post_accounts a set
        status = 'sending', waiting_reason = null, error = null, lease_until = ${leaseUntil.toISOString()}::timestamptz,
        fence = a.fence + 1, attempts = a.attempts + 1
      from hinted h, scheduled_posts p
      where a.id = h."targetId" and p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id
        and p.version = h.version
        and (a.status = 'queued' or (a.status = 'waiting' and a.waiting_reason in ('limited', 'reauth')))
        and a.due_at <= ${horizon.toISOString()}::timestamptz
        -- What waits for a limit or for a token is asked about by the tick when it has waited for too long.
        and (a.attempts > 0 or a.due_at > ${lateBefore.toISOString()}::timestamptz)
        and not chorus_machines_paused(a.workspace_id)
      returning a.id, a.workspace_id, a.scheduled_post_id, a.account_id, a.fence, a.attempts, a.due_at, h."runId", p.text
    ), intents as (
      insert into post_runs (id, workspace_id, scheduled_post_id, target_id, fence, status, started_at)
      select "runId", workspace_id, scheduled_post_id, id, fence, 'started', ${now.toISOString()}::timestamptz from claimed
    )
    select c.id as target_id, c.workspace_id, c.scheduled_post_id as post_id, c.fence, c.attempts, c.due_at, c.text,
           (select jsonb_agg(jsonb_build_object('objectName', f.object_name, 'kind', f.kind, 'mimeType', f.mime_type,
              'fileName', f.file_name) order by x.position)
            from scheduled_post_media x join media f on f.workspace_id = x.workspace_id and f.id = x.media_id
            where x.workspace_id = c.workspace_id and x.scheduled_post_id = c.scheduled_post_id) as media,
           s.id as account_id, s.platform, s.external_id, s.credentials, s.credentials_version, k.wrapped_key,
           s.status as account_status, s.status_reason as account_status_reason
    from claimed c
    join social_accounts s on s.workspace_id = c.workspace_id and s.id = c.account_id
    left join workspace_keys k on k.workspace_id = c.workspace_id
    order by c.due_at, c.id`)

export interface Ended extends TargetUpdate {
  targetId: string
  fence: number
  /** The id that the published post will have. */
  publishedId: string
  /** When the machine looks for what became of it; null where there is nothing to find out, or no way to. */
  lookAt: Date | null
}

/**
 * Records what attempts came to. An attempt writes only under its own fence; that something was sent is recorded from
 * whatever state the target has come to under that fence, because it is true; anything else only while it is being sent.
 */
export const complete = (db: Db, { ended, now }: { ended: readonly Ended[]; now: Date }) =>
  db.execute(sql`
    with ended as (
      select * from jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) as e(
        "targetId" uuid, fence int, "publishedId" uuid, status text, "waitingReason" text, "externalId" text,
        url text, error text, "dueAt" timestamptz, run text, "lookAt" timestamptz)
    ), done as (
      update scheduled_post_accounts a set
        status = e.status, waiting_reason = e."waitingReason", lease_until = null, error = e.error,
        external_post_id = coalesce(e."externalId", a.external_post_id), url = coalesce(e.url, a.url),
        due_at = coalesce(e."dueAt", a.due_at), look_at = e."lookAt", looks = 0,
        -- Waiting is not failing: it does not use up an attempt.
        attempts = a.attempts - case when e.status = 'waiting' then 1 else 0 end
      from ended e
      where a.id = e."targetId" and a.fence = e.fence
        and (a.status = 'sending' or (e.status = 'sent' and a.status <> 'sent'))
      returning a.workspace_id, a.scheduled_post_id, a.id, a.account_id, a.status, a.external_post_id, a.url, e."publishedId"
    ), runs as (
      update post_runs r set status = e.run, finished_at = ${now.toISOString()}::timestamptz, error = e.error
      -- By way of the target, which knows its workspace: runs are found by both.
      from ended e join scheduled_post_accounts t on t.id = e."targetId"
      where r.workspace_id = t.workspace_id and r.target_id = t.id and r.fence = e.fence
    )
    insert into published_posts
      (id, workspace_id, account_id, scheduled_post_id, target_id, external_post_id, post_url, content, published_at)
    select d."publishedId", d.workspace_id, d.account_id, d.scheduled_post_id, d.id, d.external_post_id, d.url, p.text,
           ${now.toISOString()}::timestamptz
    from done d join scheduled_posts p on p.workspace_id = d.workspace_id and p.id = d.scheduled_post_id
    where d.status = 'sent' and d.external_post_id is not null
    on conflict do nothing`)

export interface DueTarget extends Record<string, unknown> {
  target_id: string
  workspace_id: string
  version: number
  due_at: string
}

/**
 * What is due up to the horizon and worth a hint: the first of each workspace, then the second of each, so that nobody's
 * backlog keeps the others' posts from their time.
 */
export const due = (db: Db, { horizon, limit }: { horizon: Date; limit: number }) =>
  db.execute<DueTarget>(sql`
    select target_id, workspace_id, version, due_at from (
      select a.id as target_id, a.workspace_id, p.version, a.due_at,
             row_number() over (partition by a.workspace_id order by a.due_at, a.id) as place
      from scheduled_post_accounts a
      join scheduled_posts p on p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id
      where (a.status = 'queued' or (a.status = 'waiting' and a.waiting_reason in ('limited', 'reauth')))
        and a.due_at <= ${horizon.toISOString()}::timestamptz
    ) waiting
    order by place, due_at, target_id limit ${limit}`)

/** What falls due while machines are paused waits, and says so. */
export const pause = (db: Db, { horizon }: { horizon: Date }) =>
  db.execute(sql`
    update scheduled_post_accounts a set status = 'waiting', waiting_reason = 'paused',
      error = 'Machines are paused. It goes out when they are resumed.'
    where (a.status = 'queued' or (a.status = 'waiting' and a.waiting_reason in ('limited', 'reauth')))
      and a.due_at <= ${horizon.toISOString()}::timestamptz and chorus_machines_paused(a.workspace_id)`)

/** Machines were resumed: what waited for that is queued again. What has become late meanwhile is asked about. */
export const resume = (db: Db) =>
  db.execute(sql`
    update scheduled_post_accounts a set status = 'queued', waiting_reason = null, error = null
    where a.status = 'waiting' and a.waiting_reason = 'paused' and not chorus_machines_paused(a.workspace_id)
      and not exists (select from scheduled_posts p join post_series s on s.workspace_id = p.workspace_id and s.id = p.series_id
        where p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id and s.status = 'paused')`)

/** The account takes calls again: what waited for that is due now. */
export const takeUp = (
  db: Db,
  { workspaceId, accountId, now }: { workspaceId: string; accountId: string; now: Date },
) =>
  db.execute<{ post_id: string }>(sql`
    update scheduled_post_accounts set due_at = ${now.toISOString()}::timestamptz
    where workspace_id = ${workspaceId} and account_id = ${accountId} and status = 'waiting' and waiting_reason = 'reauth'
      and due_at > ${now.toISOString()}::timestamptz
    returning scheduled_post_id as post_id`)

/** Never tried and long due, at its time or when a limit was over: waits for a person to say whether it still should go out. */
export const markLate = (db: Db, { before }: { before: Date }) =>
  db.execute<{ workspace_id: string; post_id: string }>(sql`
    update scheduled_post_accounts set status = 'waiting', waiting_reason = 'late',
      error = 'It was due more than 15 minutes ago and has not been tried. Send it now, or cancel it.'
    where (status = 'queued' or (status = 'waiting' and waiting_reason in ('limited', 'reauth')))
      and attempts = 0 and due_at < ${before.toISOString()}::timestamptz
    returning workspace_id, scheduled_post_id as post_id`)

/** A publisher that took a target and never answered may have published it: unknown, never retried blindly. */
export const expireLeases = (db: Db, { now }: { now: Date }) =>
  db.execute<{ workspace_id: string; post_id: string }>(sql`
    with expired as (
      update scheduled_post_accounts set status = 'unknown', lease_until = null,
        look_at = ${now.toISOString()}::timestamptz, looks = 0,
        error = 'The machine stopped before the platform answered. It may have been published: look there.'
      where status = 'sending' and lease_until < ${now.toISOString()}::timestamptz
      returning workspace_id, scheduled_post_id, id, fence
    ), runs as (
      update post_runs r set status = 'unknown', finished_at = ${now.toISOString()}::timestamptz, error = 'No answer within the lease.'
      from expired x where r.workspace_id = x.workspace_id and r.target_id = x.id and r.fence = x.fence and r.status = 'started'
    )
    select workspace_id, scheduled_post_id as post_id from expired`)

/** Attempts without an answer whose look is due: their jobs may have been lost. */
export const toLookFor = (db: Db, { now, limit }: { now: Date; limit: number }) =>
  db.execute<{ target_id: string; workspace_id: string; fence: number }>(sql`
    select id as target_id, workspace_id, fence from scheduled_post_accounts
    where status = 'unknown' and look_at <= ${now.toISOString()}::timestamptz order by look_at limit ${limit}`)
