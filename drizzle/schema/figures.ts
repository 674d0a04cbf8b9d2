import {
  bigint,
  date,
  index,
  integer,
  numeric,
  pgTable,
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
