import { sql } from 'drizzle-orm'
import {
  bigint,
  date,
  index,
  integer,
  numeric,
  pgTable,
  pgView,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Dimension, Metric, MetricSource } from '#core/figures/schemas.ts'
import { id, instant, timestamps } from './columns.ts'
import { workspaceId } from './tenant.ts'

/** What was written since the last roll-up: its facts are to be read anew. Triggers write it, `chorus_roll_up` takes it. */
export const metricMarks = pgTable(
  'metric_marks',
  {
    workspaceId: workspaceId(),
    source: text('source').$type<MetricSource>().notNull(),
    sourceId: uuid('source_id').notNull(),
    ...timestamps(),
  },
  (t) => [index('metric_marks_of_workspace').on(t.workspaceId, t.source, t.sourceId)],
)

/**
 * What happened, a row for each dimension that it counts in. It is what the numbers count, so that each number opens its list. Only
 * `chorus_roll_up` writes it; triggers keep the sums below.
 */
export const metricFacts = pgTable(
  'metric_facts',
  {
    workspaceId: workspaceId(),
    metric: text('metric').$type<Metric>().notNull(),
    dimension: text('dimension').$type<Dimension>().notNull(),
    /** The id of the account, person, label, author or hook type; empty for the dimension `all`. */
    key: text('key').notNull(),
    at: instant('at').notNull(),
    /** Of the message, escalation, post or comment; messages are counted together by quarters of an hour, under an id of their own. */
    id: uuid('id').notNull(),
    source: text('source').$type<MetricSource>().notNull(),
    sourceId: uuid('source_id').notNull(),
    times: integer('times').notNull(),
    seconds: integer('seconds'),
    /** The day of `at` in the workspace's time zone. */
    day: date('day', { mode: 'string' }).notNull(),
    /** Of a duration the step of a scale where each is a tenth longer than the one before; of a post the hour of its day; else 0. */
    slot: smallint('slot').notNull(),
    ...timestamps(),
  },
  (t) => [
    primaryKey({
      name: 'metric_facts_fact',
      columns: [t.workspaceId, t.metric, t.dimension, t.key, t.at, t.id],
    }),
    index('metric_facts_source').on(t.workspaceId, t.source, t.sourceId),
  ],
)

/** Everything that was ever counted, by metric. */
export const workspaceMetrics = pgTable(
  'workspace_metrics',
  {
    workspaceId: workspaceId(),
    metric: text('metric').$type<Metric>().notNull(),
    times: bigint('times', { mode: 'number' }).notNull(),
    seconds: bigint('seconds', { mode: 'number' }).notNull(),
    ...timestamps(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.metric] })],
)

/** The same by day of the workspace's time zone, dimension and slot: reports read nothing else. */
export const analyticsHistory = pgTable(
  'analytics_history',
  {
    workspaceId: workspaceId(),
    metric: text('metric').$type<Metric>().notNull(),
    dimension: text('dimension').$type<Dimension>().notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    key: text('key').notNull(),
    slot: smallint('slot').notNull(),
    times: integer('times').notNull(),
    ...timestamps(),
  },
  (t) => [
    primaryKey({
      name: 'analytics_history_cell',
      columns: [t.workspaceId, t.metric, t.dimension, t.day, t.key, t.slot],
    }),
  ],
)

/**
 * What was counted of a character: a row for each day, account and metric, and one for all its accounts together (`account_id` null). Derived
 * from the sums: an account that moves to another character takes what was counted of it along.
 */
export const characterMetrics = pgView('character_metrics', {
  workspaceId: uuid('workspace_id').notNull(),
  characterId: uuid('character_id').notNull(),
  accountId: uuid('account_id'),
  date: date('metric_date', { mode: 'string' }).notNull(),
  platform: text('platform'),
  metric: text('metric_type').$type<Metric>().notNull(),
  value: bigint('metric_value', { mode: 'number' }).notNull(),
})
  .with({ securityInvoker: true })
  .as(sql`
    select h.workspace_id, c.id as character_id, a.id as account_id, h.day as metric_date, a.platform, h.metric as metric_type,
      sum(h.times)::bigint as metric_value
    from characters c
    join social_accounts a on a.workspace_id = c.workspace_id and a.profile_id = c.profile_id
    join analytics_history h on h.workspace_id = a.workspace_id and h.dimension = 'account' and h.key = a.id::text
    group by h.workspace_id, c.id, a.id, h.day, a.platform, h.metric
    union all
    select h.workspace_id, c.id, null, h.day, null, h.metric, sum(h.times)::bigint
    from characters c
    join analytics_history h on h.workspace_id = c.workspace_id and h.dimension = 'character' and h.key = c.id::text
    group by h.workspace_id, c.id, h.day, h.metric`)

/** Windows of two hours, UTC. */
export const kpi2h = pgTable(
  'kpi_2h',
  {
    id: id(),
    workspaceId: workspaceId(),
    windowStart: instant('window_start').notNull(),
    windowEnd: instant('window_end').notNull(),
    messagesCount: integer('messages_count').notNull(),
    commentsCount: integer('comments_count').notNull(),
    frtP50Seconds: integer('frt_p50_seconds'),
    autoReplyRate: numeric('auto_reply_rate', { precision: 4, scale: 3, mode: 'number' }),
    escalateCount: integer('escalate_count').notNull(),
    ignoredCount: integer('ignored_count').notNull(),
    /** Posts that were watched for comments when the window was written. */
    postsActive: integer('posts_active').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('kpi_2h_window').on(t.workspaceId, t.windowStart),
    index('kpi_2h_recent').on(t.workspaceId, t.windowStart, t.id),
  ],
)
