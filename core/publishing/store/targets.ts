import { sql } from 'drizzle-orm'
import type { ContentRefusal } from '#core/characters/queries.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import type { LibraryKind } from '#core/media/schemas.ts'
import type { TargetUpdate } from '../rules/attempts.ts'

/** The publisher's own queries: they act on targets of all workspaces at once, a batch in one trip. */

export interface Hint {
  targetId: string
  version: number
}

/** A file that a post shows. */
export interface ClaimedMedium {
  objectName: string
  kind: LibraryKind
  mimeType: string
  fileName: string
  sizeBytes: number
  width: number | null
  height: number | null
  /** The description for people who cannot see the file. */
  altText: string | null
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
  /** What the platform has taken in of the post's files; null where it has not all of them. */
  handle: string | null
  /** Why the post may not show what it shows; null where it may. */
  refusal: ContentRefusal | null
  /** True if it carries the platform's label for adult content. */
  nsfw: boolean
}

/**
 * Claims those of the hinted targets that are really due, in the hints' order (`chorus_claim_targets`), and says of which of them the
 * post may not show what it shows.
 */
export const claim = (
  db: Db,
  {
    hints,
    now,
    horizon,
    lateBefore,
    allowing,
  }: { hints: readonly Hint[]; now: Date; horizon: Date; lateBefore: Date; allowing: string },
) =>
  db.execute<ClaimedTarget>(sql`
    select c.*, chorus_post_refusal(c.workspace_id, c.post_id, c.account_id, ${allowing}::text[]) as refusal,
      chorus_is_nsfw_post(c.workspace_id, c.post_id) as nsfw
    from chorus_claim_targets(
      ${arrayOf(hints.map(({ targetId }) => targetId))}::uuid[], ${arrayOf(hints.map(({ version }) => version))}::int[],
      ${now.toISOString()}, ${horizon.toISOString()}, ${lateBefore.toISOString()}) c`)

/** Writes ids or numbers as a Postgres array; they need no quoting. */
const arrayOf = (values: readonly (string | number)[]) => `{${values.join()}}`

export interface Ended extends TargetUpdate {
  targetId: string
  fence: number
  /** The id that the published post will have. */
  publishedId: string
  /** When to look for the outcome; null where there is nothing to find out, or no way to. */
  lookAt: Date | null
}

/** Records the outcomes of attempts (`chorus_complete_targets`). */
export const complete = (db: Db, { ended, now }: { ended: readonly Ended[]; now: Date }) =>
  db.execute(sql`select chorus_complete_targets(${jsonb(ended)}, ${now.toISOString()})`)

/** Lists what the publishing of these targets has brought to company pages, as far as it is due up to the horizon. */
export const dueOnPages = (db: Db, { targets, horizon }: { targets: readonly string[]; horizon: Date }) =>
  db.execute<DueTarget>(sql`
    select a.id as target_id, a.workspace_id, p.version, a.due_at
    from scheduled_post_accounts source
    join company_published_posts c on c.workspace_id = source.workspace_id and c.source_scheduled_post_id = source.scheduled_post_id
    join scheduled_posts p on p.workspace_id = c.workspace_id and p.id = c.scheduled_post_id
    join scheduled_post_accounts a on a.workspace_id = p.workspace_id and a.scheduled_post_id = p.id
    where source.id = any(${arrayOf(targets)}::uuid[]) and a.status = 'queued' and a.due_at <= ${horizon.toISOString()}::timestamptz`)

export interface DueTarget extends Record<string, unknown> {
  target_id: string
  workspace_id: string
  version: number
  due_at: string
}

/**
 * Lists targets that are due up to the horizon and worth a hint: the first of each workspace, then the second of each, so
 * that nobody's backlog keeps the others' posts from their time.
 */
export const due = (db: Db, { horizon, limit }: { horizon: Date; limit: number }) =>
  db.execute<DueTarget>(sql`
    select target_id, workspace_id, version, due_at from (
      select a.id as target_id, a.workspace_id, p.version, a.due_at,
             row_number() over (partition by a.workspace_id order by a.due_at, a.id) as place
      from ${openUntil(horizon)}
      join scheduled_posts p on p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id
      where a.status <> 'sending'
    ) waiting
    order by place, due_at, target_id limit ${limit}`)

/** Sets targets that fall due while automatic work is paused to waiting, with the reason. */
export const pause = (db: Db, { horizon }: { horizon: Date }) =>
  db.execute(sql`
    update scheduled_post_accounts set status = 'waiting', waiting_reason = 'paused',
      error = 'Automatic work is paused. It goes out when it is resumed.'
    where id in (select a.id from ${openUntil(horizon)}
      where a.status <> 'sending' and chorus_machines_paused(a.workspace_id))
      and status in ('queued', 'waiting')`)

/** Queues targets whose automatic work was resumed. A person is asked about those that have become late meanwhile. */
export const resume = (db: Db) =>
  db.execute(sql`
    update scheduled_post_accounts a set status = 'queued', waiting_reason = null, error = null
    from publishing_queue q
    where q.task = 'resume' and a.workspace_id = q.workspace_id and a.id = q.target_id
      and a.status = 'waiting' and a.waiting_reason = 'paused' and not chorus_machines_paused(a.workspace_id)
      and not exists (select from scheduled_posts p join post_series s on s.workspace_id = p.workspace_id and s.id = p.series_id
        where p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id and s.status = 'paused')`)

/** Makes targets due now that waited for an account to take calls again. */
export const takeUp = (
  db: Db,
  { workspaceId, accountId, now }: { workspaceId: string; accountId: string; now: Date },
) =>
  db.execute<{ post_id: string }>(sql`
    update scheduled_post_accounts set due_at = ${now.toISOString()}::timestamptz
    where workspace_id = ${workspaceId} and account_id = ${accountId} and status = 'waiting' and waiting_reason = 'reauth'
      and due_at > ${now.toISOString()}::timestamptz
    returning scheduled_post_id as post_id`)

/** Sets targets that were never tried and are long due, by their time or the end of a limit, to waiting for a person's decision. */
export const markLate = (db: Db, { before }: { before: Date }) =>
  db.execute<{ workspace_id: string; post_id: string }>(sql`
    update scheduled_post_accounts set status = 'waiting', waiting_reason = 'late',
      error = 'It was due more than 15 minutes ago and has not been tried. Send it now, or cancel it.'
    where id in (select a.id from ${openUntil(before)} where a.status <> 'sending' and a.attempts = 0)
      and status in ('queued', 'waiting') and due_at < ${before.toISOString()}::timestamptz
    returning workspace_id, scheduled_post_id as post_id`)

/**
 * Marks targets whose publisher never answered as unknown: they may have been published, and are never retried blindly. The
 * sweep that finds the lease over writes the run of the attempt.
 */
export const expireLeases = (db: Db, { now, startedBefore }: { now: Date; startedBefore: Date }) =>
  db.execute<{ workspace_id: string; post_id: string }>(sql`
    with expired as (
      update scheduled_post_accounts a set status = 'unknown',
        look_at = ${now.toISOString()}::timestamptz, looks = 0,
        error = 'Sending stopped before the platform answered. It may have been published: look there.'
      from publishing_queue q
      where q.task = 'send' and q.at <= ${now.toISOString()}::timestamptz
        and a.workspace_id = q.workspace_id and a.id = q.target_id
        and a.status = 'sending' and a.started_at < ${startedBefore.toISOString()}::timestamptz
      returning a.workspace_id, a.scheduled_post_id, a.id, a.fence, a.started_at
    ), runs as (
      insert into post_runs (workspace_id, target_id, fence, status, started_at, finished_at, error)
      select workspace_id, id, fence, 'unknown', started_at, ${now.toISOString()}::timestamptz, 'No answer within the lease.'
      from expired
    )
    select workspace_id, scheduled_post_id as post_id from expired`)

/** Lists attempts without an answer whose look is due: their jobs may have been lost. */
export const toLookFor = (db: Db, { now, limit }: { now: Date; limit: number }) =>
  db.execute<{ target_id: string; workspace_id: string; fence: number }>(sql`
    select a.id as target_id, a.workspace_id, a.fence
    from publishing_queue q join scheduled_post_accounts a on a.workspace_id = q.workspace_id and a.id = q.target_id
    where q.task = 'look' and q.at <= ${now.toISOString()}::timestamptz order by q.at limit ${limit}`)

/** Selects targets `a` that are to be sent up to a time, or are being sent. */
const openUntil = (at: Date) => sql`(
  select a.* from publishing_queue q join scheduled_post_accounts a on a.workspace_id = q.workspace_id and a.id = q.target_id
  where q.task = 'send' and q.at <= ${at.toISOString()}::timestamptz) a`
