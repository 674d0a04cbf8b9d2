import { and, desc, eq, gte, inArray, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { before } from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { socialAccounts } from '#drizzle/schema/accounts.ts'
import {
  analyticsHistory,
  characterMetrics,
  kpi2h,
  metricFacts,
  metricMarks,
  workspaceMetrics,
} from '#drizzle/schema/figures.ts'
import type { Days, Dimension, Metric } from '../schemas.ts'

interface Wanted {
  workspaceId: string
  metrics: readonly Metric[]
  days: Days
}

/** Subject of figures: everything, or one account, person, label, … */
export interface Of {
  dimension: Dimension
  key: string
}
export const EVERYTHING: Of = { dimension: 'all', key: '' }

const wanted = ({ workspaceId, metrics, days }: Wanted, dimension: Dimension) =>
  and(
    eq(analyticsHistory.workspaceId, workspaceId),
    inArray(analyticsHistory.metric, [...metrics]),
    eq(analyticsHistory.dimension, dimension),
    gte(analyticsHistory.day, days.from),
    lte(analyticsHistory.day, days.to),
  )
const times = sql<number>`sum(${analyticsHistory.times})`.mapWith(Number)
const cell = { metric: analyticsHistory.metric, slot: analyticsHistory.slot, times }

/** Sums a period by metric and slot, of everything or of one thing. */
export const sums = (db: Db, { dimension, key, ...period }: Wanted & Of) =>
  db
    .select(cell)
    .from(analyticsHistory)
    .where(and(wanted(period, dimension), eq(analyticsHistory.key, key)))
    .groupBy(analyticsHistory.metric, analyticsHistory.slot)

/** The same for each day. */
export const sumsByDay = (db: Db, { dimension, key, ...period }: Wanted & Of) =>
  db
    .select({ ...cell, day: analyticsHistory.day })
    .from(analyticsHistory)
    .where(and(wanted(period, dimension), eq(analyticsHistory.key, key)))
    .groupBy(analyticsHistory.day, analyticsHistory.metric, analyticsHistory.slot)

/** The same for each account, person, label, … */
export const sumsByKey = (db: Db, { dimension, ...period }: Wanted & { dimension: Dimension }) =>
  db
    .select({ ...cell, key: analyticsHistory.key })
    .from(analyticsHistory)
    .where(wanted(period, dimension))
    .groupBy(analyticsHistory.key, analyticsHistory.metric, analyticsHistory.slot)

/** Returns what was ever counted. */
export const ever = (db: Db, workspaceId: string) =>
  db
    .select({ metric: workspaceMetrics.metric, times: workspaceMetrics.times })
    .from(workspaceMetrics)
    .where(eq(workspaceMetrics.workspaceId, workspaceId))

/** Returns a row if something waits to be counted. */
export const pending = (db: Db, workspaceId: string) =>
  db
    .select({ id: metricMarks.sourceId })
    .from(metricMarks)
    .where(eq(metricMarks.workspaceId, workspaceId))
    .limit(1)

type Named = Exclude<Dimension, 'all'>
/** Where names stand. Of people the policy shows the members of the workspace. */
const NAMES: Readonly<Record<Named, (workspaceId: string) => SQL>> = {
  account: (id) => sql`select id, name, platform from social_accounts where workspace_id = ${id}`,
  person: (id) =>
    sql`select u.id, u.name, null from users u join members m on m.user_id = u.id where m.workspace_id = ${id}`,
  label: (id) => sql`select id, name, null from labels where workspace_id = ${id}`,
  author: (id) => sql`select id, full_name, platform from profiles where workspace_id = ${id}`,
  hook_type: (id) => sql`select id, name, null from hook_types where workspace_id = ${id}`,
  topic: (id) => sql`select id, name, null from topics where workspace_id = ${id}`,
  campaign: (id) => sql`select id, name, null from campaigns where workspace_id = ${id}`,
  character: (id) => sql`select id, name, null from characters where workspace_id = ${id}`,
  rule: (id) => sql`select id, name, null from automation_rules where workspace_id = ${id}`,
}

/** Names what figures of a period are broken down by; what was deleted, and people who left, have no name. */
export const names = (
  db: Db,
  { workspaceId, dimension, days }: { workspaceId: string; dimension: Named; days: Days },
) =>
  db.execute<{ key: string; name: string; platform: string | null }>(sql`
    select n.id::text as key, n.name, n.platform from (${NAMES[dimension](workspaceId)}) n (id, name, platform)
    where n.id::text in (select h.key from analytics_history h
      where h.workspace_id = ${workspaceId} and h.dimension = ${dimension} and h.day between ${days.from} and ${days.to})`)

/** Says whether there is such a character. */
export const character = (db: Db, { workspaceId, id }: { workspaceId: string; id: string }) =>
  db.execute<{ id: string }>(
    sql`select id from characters where workspace_id = ${workspaceId} and id = ${id}`,
  )

/** Lists what was counted of a character in a period, by day, account and metric; of one account, or of each and of all together. */
export const characterDays = (
  db: Db,
  { workspaceId, id, metrics, days, accountId }: Wanted & { id: string; accountId: string | undefined },
) =>
  db
    .select({
      date: characterMetrics.date,
      accountId: characterMetrics.accountId,
      platform: characterMetrics.platform,
      metric: characterMetrics.metric,
      value: sql<number>`${characterMetrics.value}`.mapWith(Number),
    })
    .from(characterMetrics)
    .where(
      and(
        eq(characterMetrics.workspaceId, workspaceId),
        eq(characterMetrics.characterId, id),
        // Named, so that the index of the sums leads from them to the days.
        inArray(characterMetrics.metric, [...metrics]),
        gte(characterMetrics.date, days.from),
        lte(characterMetrics.date, days.to),
        accountId === undefined ? undefined : eq(characterMetrics.accountId, accountId),
      ),
    )
    .orderBy(desc(characterMetrics.date), characterMetrics.metric, characterMetrics.accountId)

/** Lists windows of two hours, the latest first. */
export const windows = (
  db: Db,
  { workspaceId, position, limit }: { workspaceId: string; position: Position | null; limit: number },
) =>
  db
    .select()
    .from(kpi2h)
    .where(and(eq(kpi2h.workspaceId, workspaceId), before(kpi2h.windowStart, kpi2h.id, position)))
    .orderBy(desc(kpi2h.windowStart), desc(kpi2h.id))
    .limit(limit + 1)

interface OfFacts {
  workspaceId: string
  metric: Metric
  dimension: Dimension
  key: string
  from: string | undefined
  to: string | undefined
  position: Position | null
  limit: number
}

/** Returns the beginning of a day in the workspace's zone, so many days later; or the instant that is given. */
const instantOf = (workspaceId: string, at: string, later: number) =>
  at.length > 10
    ? sql`${at}::timestamptz`
    : sql`(select (${at}::date + ${later}::int)::timestamp at time zone w.timezone from workspaces w where w.id = ${workspaceId})`

/** Lists what a number counts, the latest first, with what it is shown by. */
export const facts = (
  db: Db,
  { workspaceId, metric, dimension, key, from, to, position, limit }: OfFacts,
) => {
  const page = db
    .select()
    .from(metricFacts)
    .where(
      and(
        eq(metricFacts.workspaceId, workspaceId),
        eq(metricFacts.metric, metric),
        eq(metricFacts.dimension, dimension),
        eq(metricFacts.key, key),
        from === undefined ? undefined : gte(metricFacts.at, instantOf(workspaceId, from, 0)),
        to === undefined ? undefined : lt(metricFacts.at, instantOf(workspaceId, to, 1)),
        before(metricFacts.at, metricFacts.id, position),
      ),
    )
    .orderBy(desc(metricFacts.at), desc(metricFacts.id))
    .limit(limit + 1)
    .as('page')
  return db
    .select({
      id: page.id,
      at: page.at,
      times: page.times,
      seconds: page.seconds,
      source: page.source,
      sourceId: page.sourceId,
      postId: sql<string | null>`shown.post_id`,
      title: sql<string | null>`shown.title`,
      accountName: socialAccounts.name,
      platform: socialAccounts.platform,
    })
    .from(page)
    .leftJoin(
      sql`lateral (
        select c.account_id, null::uuid as post_id, coalesce(k.name, k.handle, c.recipient) as title
        from conversations c join customers k on k.workspace_id = c.workspace_id and k.id = c.customer_id
        where page.source = 'conversation' and c.workspace_id = ${workspaceId} and c.id = page.source_id
        union all
        select p.account_id, p.scheduled_post_id, left(p.content, 120) from published_posts p
        where page.source = 'post' and p.workspace_id = ${workspaceId} and p.id = page.source_id
        union all
        select c.account_id, null, c.author_name from comments c
        where page.source = 'comment' and c.workspace_id = ${workspaceId} and c.id = page.source_id
      ) shown`,
      sql`true`,
    )
    .leftJoin(
      socialAccounts,
      and(eq(socialAccounts.workspaceId, workspaceId), sql`${socialAccounts.id} = shown.account_id`),
    )
    .orderBy(desc(page.at), desc(page.id))
}
