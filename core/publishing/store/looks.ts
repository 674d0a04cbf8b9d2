import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'

/** Queries of the look for attempts without an answer. They act on targets of all workspaces. */

export interface UnknownTarget extends Record<string, unknown> {
  target_id: string
  workspace_id: string
  post_id: string
  fence: number
  attempts: number
  looks: number
  version: number
  text: string
  started_at: string
  /** Handle of what the platform has of the attempt, where it has something. */
  handle: string | null
  account_id: string
  platform: Platform
  external_id: string
  credentials: string
  wrapped_key: string | null
  account_status: 'active' | 'expired' | 'revoked'
  account_status_reason: string | null
}

export const unknowns = (db: Db, { looks }: { looks: readonly { targetId: string; fence: number }[] }) =>
  db.execute<UnknownTarget>(sql`
    select a.id as target_id, a.workspace_id, a.scheduled_post_id as post_id, a.fence, a.attempts, a.looks, p.version,
           chorus_published_text(a.workspace_id, a.account_id, chorus_said_on(p.text, p.variants, a.account_id)) as text,
           a.started_at, case when a.handle_version = p.version then a.handle end as handle, s.id as account_id, s.platform, s.external_id, s.credentials, k.wrapped_key,
           s.status as account_status, s.status_reason as account_status_reason
    from jsonb_to_recordset(${jsonb(looks)}) as l("targetId" uuid, fence int)
    join scheduled_post_accounts a on a.id = l."targetId" and a.fence = l.fence
    join scheduled_posts p on p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id
    join social_accounts s on s.workspace_id = a.workspace_id and s.id = a.account_id
    left join workspace_keys k on k.workspace_id = a.workspace_id
    where a.status = 'unknown' and a.look_at is not null
    order by a.look_at, a.id`)

/** Allows one look at a time for an account: two of its targets must not both take the same post as theirs. */
export const holdAccount = (db: Db, accountId: string) =>
  db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${accountId}, 1))`)

/** Passes texts as parameters, not as a subquery, so that an index finds each. */
const texts = (list: readonly string[]) =>
  sql`any(array[${sql.join(
    list.map((one) => sql`${one}`),
    sql`, `,
  )}]::text[])`

/** Lists those of the platform's posts that belong to a target already. */
export const held = (
  db: Db,
  { workspaceId, accountId, ids }: { workspaceId: string; accountId: string; ids: readonly string[] },
) =>
  db.execute<{ id: string }>(sql`
    select p.external_post_id as id from published_posts p
    where p.workspace_id = ${workspaceId} and p.account_id = ${accountId}
      and p.external_post_id = ${texts(ids)}`)

/** Lists texts that are being sent to the account right now: their posts may be there without being recorded yet. */
export const beingSent = (
  db: Db,
  { workspaceId, accountId, dueBefore }: { workspaceId: string; accountId: string; dueBefore: Date },
) =>
  db.execute<{ text: string }>(sql`
    select chorus_published_text(a.workspace_id, a.account_id, chorus_said_on(p.text, p.variants, a.account_id)) as text from publishing_queue q
    join scheduled_post_accounts a on a.workspace_id = q.workspace_id and a.id = q.target_id
    join scheduled_posts p on p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id
    where q.workspace_id = ${workspaceId} and q.task = 'send' and q.at <= ${dueBefore.toISOString()}::timestamptz
      and a.account_id = ${accountId} and a.status = 'sending'`)

interface Settled {
  targetId: string
  fence: number
  status: 'sent' | 'queued' | 'unknown' | 'failed'
  externalId: string | null
  url: string | null
  error: string | null
  dueAt: Date | null
  lookAt: Date | null
}

/** Writes the verdict of a look, unless a person has decided meanwhile. */
export const settle = (db: Db, settled: Settled) =>
  db.execute<{ id: string }>(sql`
    update scheduled_post_accounts set status = ${settled.status}, external_post_id = ${settled.externalId}, url = ${settled.url},
      error = ${settled.error}, due_at = coalesce(${settled.dueAt?.toISOString() ?? null}::timestamptz, due_at),
      look_at = ${settled.lookAt?.toISOString() ?? null}::timestamptz, looks = looks + 1
    where id = ${settled.targetId} and fence = ${settled.fence} and status = 'unknown' and look_at is not null
    returning id`)

export const settleRun = (
  db: Db,
  {
    workspaceId,
    targetId,
    fence,
    status,
    error,
  }: {
    workspaceId: string
    targetId: string
    fence: number
    status: 'success' | 'failed'
    error: string | null
  },
) =>
  db.execute(sql`
    update post_runs set status = ${status}, error = ${error}
    where workspace_id = ${workspaceId} and target_id = ${targetId} and fence = ${fence}`)

export const insertPublished = (
  db: Db,
  row: { id: string; target: UnknownTarget; externalId: string; url: string | null; publishedAt: Date },
) =>
  db.execute(sql`
    insert into published_posts
      (id, workspace_id, account_id, scheduled_post_id, target_id, external_post_id, post_url, content, published_at)
    values (${row.id}, ${row.target.workspace_id}, ${row.target.account_id}, ${row.target.post_id}, ${row.target.target_id},
      ${row.externalId}, ${row.url}, ${row.target.text}, ${row.publishedAt.toISOString()}::timestamptz)
    on conflict do nothing`)
