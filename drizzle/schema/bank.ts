import { type SQL, sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  pgView,
  primaryKey,
  real,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
  vector,
} from 'drizzle-orm/pg-core'
import type { EnrichmentStep, Metrics, PostSource, ProfileType, SyncStatus } from '#core/bank/schemas.ts'
import { EMBEDDING_DIMENSIONS } from '#core/lib/kernel/ai.ts'
import type { Platform } from '#core/lib/kernel/schemas.ts'
import type { Polarity, Sentiment } from '#core/listening/schemas/sentiment.ts'
import type { Style } from '#core/style/schemas.ts'
import { id, instant, timestamps } from './columns.ts'
import { audiences, hookTypes, postStructures, topics } from './taxonomy.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** An author: one we write for (`internal`), or one we learn from. */
export const profiles = pgTable(
  'profiles',
  {
    id: id(),
    workspaceId: workspaceId(),
    type: text('type').$type<ProfileType>().notNull(),
    name: text('full_name').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    /** The platform's name or id of the author, without “@”. */
    handle: text('handle').notNull(),
    url: text('url'),
    /** A trigger sets `pending` on a new profile, and on one whose platform or handle changes. */
    syncStatus: text('sync_status').$type<SyncStatus>().notNull().default('pending'),
    lastSyncAt: instant('last_sync_at'),
    /** What was measured and described, with the way in which the signature was made. */
    styleAnalysis: jsonb('style_analysis').$type<NonNullable<Style['analysis']> & { signature: string }>(),
    /** How to write like them, as drafts use it: a person's correction, or else what the analysis suggests. */
    writingStylePrompt: text('writing_style_prompt'),
    /** Set while the prompt is a person's own: no analysis replaces it. */
    styleCorrectedAt: instant('style_corrected_at'),
    /** The signature of their posts: how they write, whatever they write about (decision 39). */
    writingStyleEmbedding: vector('writing_style_embedding', { dimensions: EMBEDDING_DIMENSIONS }),
    /** An analysis is due from this time on; null while none is asked for. */
    styleDueAt: instant('style_due_at'),
    ...timestamps(),
  },
  (t) => [
    unique('profiles_tenant').on(t.workspaceId, t.id),
    uniqueIndex('profiles_handle').on(t.workspaceId, t.platform, sql`lower(${t.handle})`),
    index('profiles_recent').on(t.workspaceId, t.createdAt, t.id),
    index('profiles_type').on(t.workspaceId, t.type, t.createdAt, t.id),
    index('profiles_scraping').on(t.updatedAt).where(sql`${t.syncStatus} = 'scraping'`),
    index('profiles_style_due').on(t.styleDueAt).where(sql`${t.styleDueAt} is not null`),
    index('profiles_to_sync').on(t.lastSyncAt).where(sql`${t.type} = 'internal'`),
  ],
)

/** How the syncs of a profile went. Made with the profile, by a trigger. */
export const profileSyncStatus = pgTable(
  'profile_sync_status',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    profileId: uuid('profile_id').notNull(),
    lastScrapedAt: instant('last_scraped_at'),
    /** Posts of the author in the bank, however they came; kept by a trigger of `posts`. */
    totalPostsScraped: integer('total_posts_scraped').notNull().default(0),
    consecutiveFailures: integer('consecutive_failures').notNull().default(0),
    lastError: text('last_error'),
    /** After failures: not before this time by itself. A person may always ask. */
    nextSyncAt: instant('next_sync_at'),
    ...timestamps(),
  },
  (t) => [
    unique('profile_sync_status_profile').on(t.workspaceId, t.profileId),
    tenantReference('profile_sync_status_of', [t.workspaceId, t.profileId], profiles),
  ],
)

/** One sync of one profile. */
export const syncJobs = pgTable(
  'sync_jobs',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    profileId: uuid('profile_id').notNull(),
    jobType: text('job_type').$type<'manual' | 'weekly'>().notNull(),
    status: text('status').$type<'running' | 'completed' | 'failed'>().notNull(),
    profilesProcessed: integer('profiles_processed').notNull().default(0),
    postsScraped: integer('posts_scraped').notNull().default(0),
    postsNew: integer('posts_new').notNull().default(0),
    error: text('error'),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    ...timestamps(),
  },
  (t) => [
    index('sync_jobs_recent').on(t.workspaceId, t.startedAt, t.id),
    index('sync_jobs_profile').on(t.workspaceId, t.profileId, t.startedAt, t.id),
    index('sync_jobs_status').on(t.workspaceId, t.status, t.startedAt, t.id),
    // One at a time.
    uniqueIndex('sync_jobs_running').on(t.workspaceId, t.profileId).where(sql`${t.status} = 'running'`),
    tenantReference('sync_jobs_of', [t.workspaceId, t.profileId], profiles),
  ],
)

/** Captured posts: those of the bank, and those that listening projects found. */
export const posts = pgTable(
  'posts',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** `instagram_123456`: the platform and its id of the post. */
    externalKey: text('external_key').notNull(),
    platform: text('platform').$type<Platform>().notNull(),
    externalId: text('external_id').notNull(),
    authorId: uuid('author_id'),
    /** The author's name, also where no profile is known. */
    author: text('author'),
    content: text('content').notNull(),
    /** Null until it is extracted; empty where the text has none. */
    hook: text('hook'),
    url: text('post_url'),
    source: text('source').$type<PostSource>().notNull(),
    metrics: jsonb('metrics').$type<Metrics>().notNull().default({}),
    /** The engagement that the score counts (docs/bank.md). */
    engagement: bigint('engagement', { mode: 'number' })
      .notNull()
      .generatedAlwaysAs((): SQL => sql`chorus_engagement(${posts.metrics})`),
    /** Whether the bank shows it and finds out about it. Others were only found by a listening project. */
    inBank: boolean('in_bank').notNull().default(true),
    /** BCP 47; null where it is not known. Listening alone sets it, and what follows (docs/listening.md). */
    language: text('language'),
    sentiment: real('sentiment'),
    sentimentReasons: jsonb('sentiment_reasons').$type<Sentiment['reasons']>(),
    /** What a person says that it feels, in place of what was computed; until the text changes. */
    correctedPolarity: text('corrected_polarity').$type<Polarity>(),
    scoreTrend: real('score_trend'),
    /** 0–100; `chorus_score_posts` computes it, outside the bank `chorus_score_listened`. Null where nothing was counted. */
    score: smallint('score'),
    postedAt: instant('posted_at').notNull(),
    scrapedAt: instant('scraped_at').notNull(),
    topicId: uuid('topic_id'),
    structureId: uuid('structure_id'),
    hookTypeId: uuid('hook_type_id'),
    audienceId: uuid('audience_id'),
    needsEmbedding: boolean('needs_embedding').notNull().default(true),
    needsHookClassification: boolean('needs_hook_classification').notNull().default(false),
    needsTopicClassification: boolean('needs_topic_classification').notNull().default(true),
    needsAudienceClassification: boolean('needs_audience_classification').notNull().default(true),
    embedding: vector('embedding', { dimensions: EMBEDDING_DIMENSIONS }),
    embeddingModel: text('embedding_model'),
    ...timestamps(),
  },
  (t) => [
    unique('posts_tenant').on(t.workspaceId, t.id),
    unique('posts_external_key').on(t.workspaceId, t.externalKey),
    index('posts_recent').on(t.workspaceId, t.postedAt, t.id).where(sql`${t.inBank}`),
    index('posts_listened').on(t.workspaceId, t.platform, t.postedAt).where(sql`not ${t.inBank}`),
    index('posts_by_author').on(
      t.workspaceId,
      t.platform,
      sql`lower(coalesce(${t.author}, ''))`,
      t.postedAt,
      t.id,
    ),
    index('posts_author').on(t.workspaceId, t.authorId, t.postedAt, t.id),
    index('posts_topic').on(t.workspaceId, t.topicId, t.postedAt, t.id),
    index('posts_audience').on(t.workspaceId, t.audienceId, t.postedAt, t.id),
    index('posts_hook_type').on(t.workspaceId, t.hookTypeId, t.postedAt, t.id),
    index('posts_platform').on(t.workspaceId, t.platform, t.postedAt, t.id).where(sql`${t.inBank}`),
    index('posts_source').on(t.workspaceId, t.source, t.postedAt, t.id).where(sql`${t.inBank}`),
    index('posts_score').on(t.workspaceId, t.score, t.id).where(sql`${t.inBank}`),
    index('posts_needs_hook').on(t.scrapedAt).where(sql`${t.hook} is null`),
    index('posts_needs_embedding').on(t.scrapedAt).where(sql`${t.needsEmbedding}`),
    index('posts_needs_hook_classification').on(t.scrapedAt).where(sql`${t.needsHookClassification}`),
    index('posts_needs_topic_classification').on(t.scrapedAt).where(sql`${t.needsTopicClassification}`),
    index('posts_needs_audience_classification').on(t.scrapedAt).where(sql`${t.needsAudienceClassification}`),
    // Triggers clear these when what they name is deleted.
    tenantReference('posts_profile', [t.workspaceId, t.authorId], profiles, 'no action'),
    tenantReference('posts_of_topic', [t.workspaceId, t.topicId], topics, 'no action'),
    tenantReference('posts_of_structure', [t.workspaceId, t.structureId], postStructures, 'no action'),
    tenantReference('posts_of_hook_type', [t.workspaceId, t.hookTypeId], hookTypes, 'no action'),
    tenantReference('posts_of_audience', [t.workspaceId, t.audienceId], audiences, 'no action'),
  ],
)

/** The captured posts that a workspace keeps as models, under the name of document A. */
export const viralPostsBank = pgView('viral_posts_bank', {
  id: uuid('id').notNull(),
  workspaceId: uuid('workspace_id').notNull(),
  content: text('content').notNull(),
  hook: text('hook'),
  metrics: jsonb('metrics').$type<Metrics>().notNull(),
  embedding: vector('embedding', { dimensions: EMBEDDING_DIMENSIONS }),
  authorId: uuid('author_id'),
  topicId: uuid('topic_id'),
  structureId: uuid('structure_id'),
  hookTypeId: uuid('hook_type_id'),
  audienceId: uuid('audience_id'),
  needsEmbedding: boolean('needs_embedding').notNull(),
  needsHookClassification: boolean('needs_hook_classification').notNull(),
  needsTopicClassification: boolean('needs_topic_classification').notNull(),
  needsAudienceClassification: boolean('needs_audience_classification').notNull(),
  url: text('post_url'),
  scrapedAt: instant('scraped_at').notNull(),
})
  .with({ securityInvoker: true })
  .as(sql`
    select id, workspace_id, content, hook, metrics, embedding, author_id, topic_id, structure_id, hook_type_id, audience_id,
      needs_embedding, needs_hook_classification, needs_topic_classification, needs_audience_classification, post_url, scraped_at
    from posts where in_bank`)

/** The numbers of a post each time that they changed; kept by a trigger of `posts`. */
export const postMetricSnapshots = pgTable(
  'post_metric_snapshots',
  {
    id: uuid('id').primaryKey().default(sql`gen_random_uuid()`),
    workspaceId: workspaceIdOfParent(),
    postId: uuid('post_id').notNull(),
    metrics: jsonb('metrics').$type<Metrics>().notNull(),
    takenAt: instant('taken_at').notNull().defaultNow(),
    ...timestamps(),
  },
  (t) => [
    index('post_metric_snapshots_post').on(t.workspaceId, t.postId, t.takenAt),
    tenantReference('post_metric_snapshots_of', [t.workspaceId, t.postId], posts),
  ],
)

/**
 * A step of a post's enrichment that is going on or has failed. The flags of `posts` say what is to be done; a row here says
 * who has it, until when, and how often it was tried. Done, its row is gone.
 */
export const postTasks = pgTable(
  'post_tasks',
  {
    workspaceId: workspaceIdOfParent(),
    postId: uuid('post_id').notNull(),
    step: text('step').$type<EnrichmentStep>().notNull(),
    attempts: integer('attempts').notNull(),
    /** Not claimed before this time: a lease, or the wait after a failure. Null: given up. */
    notBefore: instant('not_before'),
    error: text('error'),
    ...timestamps(),
  },
  (t) => [
    primaryKey({ name: 'post_tasks_step', columns: [t.workspaceId, t.postId, t.step] }),
    tenantReference('post_tasks_of', [t.workspaceId, t.postId], posts),
  ],
)
