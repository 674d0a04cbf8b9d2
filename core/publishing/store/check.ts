import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/db.ts'

interface Row extends Record<string, unknown> {
  account_id: string
  account_name: string
  post_id: string
  at: string
}

const MOST = 20
const ids = (list: readonly string[]) =>
  sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(list)}::jsonb))`
/** As `likeness` has it. */
const alike = (column: string) =>
  sql.raw(`btrim(regexp_replace(lower(normalize(${column}, NFKC)), '\\s+', ' ', 'g'))`)

/** Posts with the same words on the same accounts, gone or to go. */
export const sameText = (
  db: Db,
  {
    workspaceId,
    accountIds,
    likeness,
    since,
  }: { workspaceId: string; accountIds: readonly string[]; likeness: string; since: Date },
) =>
  db.execute<Row>(sql`
    select a.account_id, s.name as account_name, p.id as post_id, p.publish_at as at
    from scheduled_post_accounts a
    join scheduled_posts p on p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id
    join social_accounts s on s.workspace_id = a.workspace_id and s.id = a.account_id
    where a.workspace_id = ${workspaceId} and a.account_id in ${ids(accountIds)}
      and a.due_at >= ${since.toISOString()}::timestamptz and a.status not in ('cancelled', 'failed', 'deleted')
      and ${alike('p.text')} = ${likeness}
    order by p.publish_at desc limit ${MOST}`)

/** Series that will bring the same words to the same accounts. */
export const seriesText = (
  db: Db,
  {
    workspaceId,
    accountIds,
    likeness,
  }: { workspaceId: string; accountIds: readonly string[]; likeness: string },
) =>
  db.execute<Row>(sql`
    select a.account_id, s.name as account_name, p.id as post_id, p.next_at as at
    from post_series p
    join post_series_accounts a on a.workspace_id = p.workspace_id and a.series_id = p.id
    join social_accounts s on s.workspace_id = a.workspace_id and s.id = a.account_id
    where p.workspace_id = ${workspaceId} and p.status = 'active' and p.next_at is not null
      and a.account_id in ${ids(accountIds)} and ${alike('p.text')} = ${likeness}
    limit ${MOST}`)

/** Posts that go to the same accounts at about the same times. */
export const near = (
  db: Db,
  {
    workspaceId,
    accountIds,
    times,
  }: { workspaceId: string; accountIds: readonly string[]; times: readonly { from: string; to: string }[] },
) =>
  db.execute<Row>(sql`
    select distinct a.account_id, s.name as account_name, a.scheduled_post_id as post_id, a.due_at as at
    from jsonb_to_recordset(${JSON.stringify(times)}::jsonb) as t("from" timestamptz, "to" timestamptz)
    join scheduled_post_accounts a on a.workspace_id = ${workspaceId} and a.account_id in ${ids(accountIds)}
      and a.due_at > t."from" and a.due_at < t."to" and a.status not in ('cancelled', 'failed', 'deleted')
    join social_accounts s on s.workspace_id = a.workspace_id and s.id = a.account_id
    order by a.due_at limit ${MOST}`)
