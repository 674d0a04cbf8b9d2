import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  pgView,
  primaryKey,
  real,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Metrics } from '#core/bank/schemas.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import type { ProjectStatus, ScopeType } from '#core/listening/schemas/projects.ts'
import type { Polarity } from '#core/listening/schemas/sentiment.ts'
import type { Sensitivity } from '#core/listening/schemas/signals.ts'
import { posts } from './bank.ts'
import { id, instant, timestamps } from './columns.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** What a team listens to. The counts and the last run are kept beside it, so that a list of projects reads one row each. */
export const projects = pgTable(
  'projects',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** Who made it; null for a key. */
    userId: uuid('user_id'),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    status: text('status').$type<ProjectStatus>().notNull().default('active'),
    sensitivity: text('sensitivity').$type<Sensitivity>().notNull().default('normal'),
    /** The last day in which signals were looked for; null to look at all thirty again. */
    signalsDay: date('signals_day', { mode: 'string' }),
    platforms: jsonb('platforms').$type<Platform[]>().notNull(),
    scopeType: text('scope_type').$type<ScopeType>().notNull(),
    /** In the language of queries (core/listening/rules/query); null for none. */
    scopeQuery: text('scope_query'),
    creatorsCount: integer('creators_count').notNull().default(0),
    postsCount: integer('posts_count').notNull().default(0),
    signalsCount: integer('signals_count').notNull().default(0),
    lastRunAt: instant('last_run_at'),
    lastSignalAt: instant('last_signal_at'),
    ...timestamps(),
  },
  (t) => [
    unique('projects_tenant').on(t.workspaceId, t.id),
    index('projects_signals').on(t.signalsDay).where(sql`${t.status} = 'active'`),
    index('projects_recent').on(t.workspaceId, t.createdAt, t.id),
    index('projects_status').on(t.workspaceId, t.status, t.createdAt, t.id),
  ],
)

/** One row for each platform and name, in the one spelling of `hashtagOf`. */
export const hashtags = pgTable(
  'hashtags',
  {
    id: id(),
    workspaceId: workspaceId(),
    platform: text('platform').$type<Platform>().notNull(),
    name: text('name').notNull(),
    lastScraped: instant('last_scraped'),
    ...timestamps(),
  },
  (t) => [
    unique('hashtags_tenant').on(t.workspaceId, t.id),
    unique('hashtags_name').on(t.workspaceId, t.platform, t.name),
  ],
)

export const postHashtags = pgTable(
  'post_hashtags',
  {
    workspaceId: workspaceIdOfParent(),
    postId: uuid('post_id').notNull(),
    hashtagId: uuid('hashtag_id').notNull(),
    /** The post's own: posts of a hashtag are listed by it. */
    postedAt: instant('posted_at').notNull(),
    ...timestamps(),
  },
  (t) => [
    primaryKey({ name: 'post_hashtags_pair', columns: [t.workspaceId, t.postId, t.hashtagId] }),
    index('post_hashtags_recent').on(t.workspaceId, t.hashtagId, t.postedAt, t.postId),
    tenantReference('post_hashtags_post', [t.workspaceId, t.postId], posts),
    tenantReference('post_hashtags_hashtag', [t.workspaceId, t.hashtagId], hashtags),
  ],
)

export const projectHashtags = pgTable(
  'project_hashtags',
  {
    workspaceId: workspaceIdOfParent(),
    projectId: uuid('project_id').notNull(),
    hashtagId: uuid('hashtag_id').notNull(),
    addedAt: instant('added_at').notNull().defaultNow(),
    ...timestamps(),
  },
  (t) => [
    primaryKey({ name: 'project_hashtags_pair', columns: [t.workspaceId, t.projectId, t.hashtagId] }),
    index('project_hashtags_hashtag').on(t.workspaceId, t.hashtagId),
    tenantReference('project_hashtags_project', [t.workspaceId, t.projectId], projects),
    tenantReference('project_hashtags_of', [t.workspaceId, t.hashtagId], hashtags),
  ],
)

export const projectCreators = pgTable(
  'project_creators',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    projectId: uuid('project_id').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    /** Without “@”. */
    creatorUsername: text('creator_username').notNull(),
    lastScraped: instant('last_scraped'),
    addedAt: instant('added_at').notNull().defaultNow(),
    ...timestamps(),
  },
  (t) => [
    uniqueIndex('project_creators_username').on(
      t.workspaceId,
      t.projectId,
      t.platform,
      sql`lower(${t.creatorUsername})`,
    ),
    tenantReference('project_creators_project', [t.workspaceId, t.projectId], projects),
  ],
)

/**
 * Which posts are in which project: those that fit its scope, found when they come in. A row holds what lists and figures of a project
 * are read by; a post that changes is taken out and put in again.
 */
export const projectPosts = pgTable(
  'project_posts',
  {
    workspaceId: workspaceIdOfParent(),
    projectId: uuid('project_id').notNull(),
    postId: uuid('post_id').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    /** Empty where the platform names none. */
    author: text('author').notNull(),
    polarity: text('polarity').$type<Polarity>().notNull(),
    sentiment: real('sentiment').notNull(),
    hashtagIds: uuid('hashtag_ids').array().notNull(),
    postedAt: instant('posted_at').notNull(),
    ...timestamps(),
  },
  (t) => [
    primaryKey({ name: 'project_posts_pair', columns: [t.workspaceId, t.projectId, t.postId] }),
    index('project_posts_post').on(t.workspaceId, t.postId),
    index('project_posts_recent').on(t.workspaceId, t.projectId, t.postedAt, t.postId),
    index('project_posts_polarity').on(t.workspaceId, t.projectId, t.polarity, t.postedAt, t.postId),
    index('project_posts_platform').on(t.workspaceId, t.projectId, t.platform, t.postedAt, t.postId),
    index('project_posts_author').on(t.workspaceId, t.projectId, t.author, t.postedAt, t.postId),
    tenantReference('project_posts_project', [t.workspaceId, t.projectId], projects),
    tenantReference('project_posts_of', [t.workspaceId, t.postId], posts),
  ],
)

/** Sums over posts of a project; kept by triggers of `project_posts`. */
const sums = () => ({
  posts: integer('posts').notNull(),
  positive: integer('positive').notNull(),
  negative: integer('negative').notNull(),
  sentimentSum: doublePrecision('sentiment_sum').notNull(),
  ...timestamps(),
})

/** Posts of a project by day (UTC) and platform. */
export const projectDays = pgTable(
  'project_days',
  {
    workspaceId: workspaceIdOfParent(),
    projectId: uuid('project_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    ...sums(),
  },
  (t) => [
    primaryKey({ name: 'project_days_day', columns: [t.workspaceId, t.projectId, t.day, t.platform] }),
    tenantReference('project_days_project', [t.workspaceId, t.projectId], projects),
  ],
)

export const projectHashtagSums = pgTable(
  'project_hashtag_sums',
  {
    workspaceId: workspaceIdOfParent(),
    projectId: uuid('project_id').notNull(),
    hashtagId: uuid('hashtag_id').notNull(),
    ...sums(),
  },
  (t) => [
    primaryKey({ name: 'project_hashtag_sums_pair', columns: [t.workspaceId, t.projectId, t.hashtagId] }),
    index('project_hashtag_sums_most').on(t.workspaceId, t.projectId, t.posts, t.hashtagId),
    tenantReference('project_hashtag_sums_project', [t.workspaceId, t.projectId], projects),
    tenantReference('project_hashtag_sums_hashtag', [t.workspaceId, t.hashtagId], hashtags),
  ],
)

export const projectCreatorSums = pgTable(
  'project_creator_sums',
  {
    workspaceId: workspaceIdOfParent(),
    projectId: uuid('project_id').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    author: text('author').notNull(),
    ...sums(),
  },
  (t) => [
    primaryKey({
      name: 'project_creator_sums_author',
      columns: [t.workspaceId, t.projectId, t.platform, t.author],
    }),
    index('project_creator_sums_most').on(t.workspaceId, t.projectId, t.posts, t.author, t.platform),
    tenantReference('project_creator_sums_project', [t.workspaceId, t.projectId], projects),
  ],
)

/** Hashtags with what their posts got, under the name of document C. */
export const hashtagsWithStats = pgView('hashtags_with_stats', {
  id: uuid('id').notNull(),
  workspaceId: uuid('workspace_id').notNull(),
  name: text('name').notNull(),
  platform: text('platform').$type<Platform>().notNull(),
  totalPosts: bigint('total_posts', { mode: 'number' }).notNull(),
  avgEngagement: doublePrecision('avg_engagement'),
})
  .with({ securityInvoker: true })
  .as(sql`
    select h.id, h.workspace_id, h.name, h.platform, s.total_posts, s.avg_engagement
    from hashtags h cross join lateral (
      select count(*) as total_posts, avg(p.engagement)::double precision as avg_engagement
      from post_hashtags ph join posts p on p.workspace_id = ph.workspace_id and p.id = ph.post_id
      where ph.workspace_id = h.workspace_id and ph.hashtag_id = h.id
    ) s`)

/** Posts with their hashtags, under the names of document C. */
export const postsWithPlatform = pgView('posts_with_platform', {
  id: text('id').notNull(),
  workspaceId: uuid('workspace_id').notNull(),
  platform: text('platform').$type<Platform>().notNull(),
  author: text('author'),
  caption: text('caption').notNull(),
  hashtags: text('hashtags').array().notNull(),
  metrics: jsonb('metrics').$type<Metrics>().notNull(),
  postedAt: instant('posted_at').notNull(),
  sentiment: real('sentiment'),
  score: real('score'),
  scoreTrend: real('score_trend'),
  inBank: boolean('in_bank').notNull(),
})
  .with({ securityInvoker: true })
  .as(sql`
    select p.external_key as id, p.workspace_id, p.platform, p.author, p.content as caption,
      array(select h.name from post_hashtags ph join hashtags h on h.workspace_id = ph.workspace_id and h.id = ph.hashtag_id
        where ph.workspace_id = p.workspace_id and ph.post_id = p.id order by h.name) as hashtags,
      p.metrics, p.posted_at, p.sentiment, p.score::real as score, p.score_trend, p.in_bank
    from posts p`)
