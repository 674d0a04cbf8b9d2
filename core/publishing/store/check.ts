import { sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'

interface Row extends Record<string, unknown> {
  account_id: string
  account_name: string
  post_id: string
  at: string
}

const MOST = 20
/** Passes ids as parameters, not as a subquery, so that an index finds each. */
const ids = (list: readonly string[]) =>
  sql`any(array[${sql.join(
    list.map((id) => sql`${id}`),
    sql`, `,
  )}]::uuid[])`
/** The text that is to be said on each account, by its id, as `likeness` has it. */
type Said = Readonly<Record<string, string>>

/** `likeness` of what a post says on an account, in SQL. */
const alike = sql.raw(
  `btrim(regexp_replace(lower(normalize(chorus_said_on(p.text, p.variants, a.account_id), NFKC)), '\\s+', ' ', 'g'))`,
)

/** Lists posts with the same words on the same accounts, published or to be published. */
export const sameText = (
  db: Db,
  { workspaceId, said, since }: { workspaceId: string; said: Said; since: Date },
) =>
  db.execute<Row>(sql`
    select a.account_id, s.name as account_name, p.id as post_id, p.publish_at as at
    from scheduled_post_accounts a
    join scheduled_posts p on p.workspace_id = a.workspace_id and p.id = a.scheduled_post_id
    join social_accounts s on s.workspace_id = a.workspace_id and s.id = a.account_id
    where a.workspace_id = ${workspaceId} and a.account_id = ${ids(Object.keys(said))}
      and a.due_at >= ${since.toISOString()}::timestamptz and a.status not in ('cancelled', 'failed', 'deleted')
      and ${alike} = ${jsonb(said)} ->> a.account_id::text
    order by p.publish_at desc limit ${MOST}`)

/** Lists series that will bring the same words to the same accounts. */
export const seriesText = (db: Db, { workspaceId, said }: { workspaceId: string; said: Said }) =>
  db.execute<Row>(sql`
    select a.account_id, s.name as account_name, p.id as post_id, p.next_at as at
    from post_series p
    join post_series_accounts a on a.workspace_id = p.workspace_id and a.series_id = p.id
    join social_accounts s on s.workspace_id = a.workspace_id and s.id = a.account_id
    where p.workspace_id = ${workspaceId} and p.status = 'active' and p.next_at is not null
      and a.account_id = ${ids(Object.keys(said))} and ${alike} = ${jsonb(said)} ->> a.account_id::text
    limit ${MOST}`)

/** Lists posts that go to the same accounts at about the same times. */
export const near = (
  db: Db,
  {
    workspaceId,
    accountIds,
    times,
  }: { workspaceId: string; accountIds: readonly string[]; times: readonly { from: string; to: string }[] },
) =>
  db.execute<Row>(sql`
    select a.account_id, s.name as account_name, a.scheduled_post_id as post_id, a.due_at as at
    from scheduled_post_accounts a
    join social_accounts s on s.workspace_id = a.workspace_id and s.id = a.account_id
    where a.workspace_id = ${workspaceId} and a.account_id = ${ids(accountIds)}
      and a.status not in ('cancelled', 'failed', 'deleted')
      and (${sql.join(
        // One condition per range, so that the index on account and time is used for each.
        times.map(({ from, to }) => sql`(a.due_at > ${from}::timestamptz and a.due_at < ${to}::timestamptz)`),
        sql` or `,
      )})
    order by a.due_at limit ${MOST}`)
