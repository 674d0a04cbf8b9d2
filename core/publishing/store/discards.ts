import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'

/** Queries of what platforms have taken in for posts that no longer go out with it. They act on rows of all workspaces. */

/** Lists what is due to be taken away. */
export const due = (db: Db, { now, limit }: { now: Date; limit: number }) =>
  db.execute<{ id: string; workspace_id: string }>(sql`
    select id, workspace_id from publishing_discards where due_at <= ${now.toISOString()}::timestamptz order by due_at limit ${limit}`)

export interface ClaimedDiscard extends Record<string, unknown> {
  id: string
  workspace_id: string
  handle: string
  attempts: number
  created_at: string
  account_id: string
  platform: Platform
  external_id: string
  credentials: string
  credentials_version: number
  wrapped_key: string | null
  account_status: 'active' | 'expired' | 'revoked'
  account_status_reason: string | null
}

/** Claims those that are due, and makes each due again when its lease is over: taking away can be done twice. */
export const claim = (
  db: Db,
  { ids, now, leaseEnd }: { ids: readonly string[]; now: Date; leaseEnd: Date },
) =>
  db.execute<ClaimedDiscard>(sql`
    with claimed as (
      update publishing_discards d set attempts = d.attempts + 1, due_at = ${leaseEnd.toISOString()}::timestamptz
      where d.id = any(${`{${ids.join()}}`}::uuid[]) and d.due_at <= ${now.toISOString()}::timestamptz
        and not chorus_machines_paused(d.workspace_id)
      returning d.*
    )
    select d.id, d.workspace_id, d.handle, d.attempts, d.created_at, s.id as account_id, s.platform, s.external_id, s.credentials,
      s.credentials_version, k.wrapped_key, s.status as account_status, s.status_reason as account_status_reason
    from claimed d
    join social_accounts s on s.workspace_id = d.workspace_id and s.id = d.account_id
    left join workspace_keys k on k.workspace_id = d.workspace_id
    order by d.id`)

/** `dueAt` null: nothing is left to do. */
export interface EndedDiscard {
  id: string
  attempts: number
  dueAt: Date | null
  error: string | null
}

/** Removes what was taken away and puts the rest off, each under its own claim. */
export const complete = (db: Db, ended: readonly EndedDiscard[]) =>
  db.execute(sql`
    with e as (
      select * from jsonb_to_recordset(${jsonb(ended)}) as e(id uuid, attempts int, "dueAt" timestamptz, error text)
    ), gone as (
      delete from publishing_discards d using e where d.id = e.id and d.attempts = e.attempts and e."dueAt" is null
    )
    update publishing_discards d set due_at = e."dueAt", error = e.error
    from e where d.id = e.id and d.attempts = e.attempts and e."dueAt" is not null`)
