import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  pgView,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type {
  ChosenMedium,
  PostStatus,
  SeriesStatus,
  TargetStatus,
  VariantMarks,
  Variants,
  WaitingReason,
} from '#core/publishing/schemas.ts'
import { socialAccounts } from './accounts.ts'
import { campaigns } from './campaigns.ts'
import { createdAt, id, instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { media } from './media.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/**
 * A post that recurs (RFC 5545). Its occurrences are scheduled posts, made ahead of their time; what lies further ahead is
 * computed when somebody looks.
 */
export const postSeries = pgTable(
  'post_series',
  {
    id: id(),
    workspaceId: workspaceId(),
    text: text('text').notNull(),
    status: text('status').$type<SeriesStatus>().notNull().default('active'),
    /** Local time, as the rule's: `2026-03-29T09:00:00`. */
    start: text('start_local').notNull(),
    timezone: text('timezone').notNull(),
    rrule: text('rrule').notNull(),
    exdate: jsonb('exdate').$type<string[]>().notNull().default([]),
    rdate: jsonb('rdate').$type<string[]>().notNull().default([]),
    /** Media of each occurrence, in order. */
    media: jsonb('media').$type<ChosenMedium[]>().notNull().default([]),
    /** Texts and media of each occurrence that differ on an account. */
    variants: jsonb('variants').$type<Variants>().notNull().default({}),
    /** The labels and the campaign of each occurrence that it makes. A label that is deleted is taken off it. */
    labelIds: uuid('label_ids').array().notNull().default([]),
    campaignId: uuid('campaign_id'),
    /** No occurrence lies at or after this: the series was ended there, or goes on as another one. */
    endsBefore: instant('ends_before'),
    /** End of the time for which occurrences have been made, and how many the rule has given up to there. */
    madeUntil: instant('made_until'),
    madeCount: integer('made_count').notNull().default(0),
    /** The first occurrence that has not been made; null when there is none. */
    nextAt: instant('next_at'),
    /** The series that this one continues, after an edit of “this and following”. */
    continues: uuid('continues'),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    ...timestamps(),
  },
  (t) => [
    unique('post_series_tenant').on(t.workspaceId, t.id),
    index('post_series_recent').on(t.workspaceId, t.createdAt, t.id),
    index('post_series_status').on(t.workspaceId, t.status, t.createdAt, t.id),
    index('post_series_unapproved')
      .on(t.workspaceId, t.nextAt)
      .where(sql`${t.status} in ('draft', 'awaiting_approval')`),
    index('post_series_upcoming').on(t.workspaceId, t.nextAt).where(sql`${t.status} = 'active'`),
    index('post_series_to_make').on(t.nextAt).where(sql`${t.status} = 'active'`),
    index('post_series_campaign').on(t.workspaceId, t.campaignId).where(sql`${t.campaignId} is not null`),
    tenantReference('post_series_of_campaign', [t.workspaceId, t.campaignId], campaigns, 'no action'),
  ],
)

export const postSeriesAccounts = pgTable(
  'post_series_accounts',
  {
    id: id(),
    workspaceId: workspaceId(),
    seriesId: uuid('series_id').notNull(),
    accountId: uuid('account_id').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('post_series_accounts_account').on(t.workspaceId, t.seriesId, t.accountId),
    tenantReference('post_series_accounts_series', [t.workspaceId, t.seriesId], postSeries),
    tenantReference('post_series_accounts_social_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)

export const scheduledPosts = pgTable(
  'scheduled_posts',
  {
    id: id(),
    workspaceId: workspaceId(),
    text: text('text').notNull(),
    /** Texts that differ on an account. Media that differ are rows of `scheduled_post_media`. */
    variants: jsonb('variants').$type<VariantMarks>().notNull().default({}),
    /** Derived from the targets by `chorus_derive_post_status` whenever one changes. In no index: see decision 15. */
    status: text('status').$type<PostStatus>().notNull().default('queued'),
    /** The state, if it has a list of its own; null for a post that goes its usual way. */
    apart: text('apart')
      .$type<PostStatus>()
      .generatedAlwaysAs(
        sql`case when status in ('queued', 'publishing', 'published') then null else status end`,
      ),
    publishAt: instant('publish_at').notNull(),
    timezone: text('timezone').notNull(),
    /** Raised by each edit: a hint for an older version is ignored. */
    version: integer('version').notNull().default(1),
    seriesId: uuid('series_id'),
    /** Identifies the occurrence in its series: the local time that the rule names, wherever the post has been moved since. */
    occurrence: text('occurrence'),
    /** Edited by itself: edits of the whole series leave it alone. */
    detached: boolean('detached').notNull().default(false),
    campaignId: uuid('campaign_id'),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (t) => [
    unique('scheduled_posts_tenant').on(t.workspaceId, t.id),
    // Each occurrence exists only once, however often it is made.
    unique('scheduled_posts_occurrence').on(t.workspaceId, t.seriesId, t.occurrence),
    tenantReference('scheduled_posts_series', [t.workspaceId, t.seriesId], postSeries),
    index('scheduled_posts_calendar').on(t.workspaceId, t.publishAt, t.id),
    index('scheduled_posts_apart')
      .on(t.workspaceId, t.apart, t.publishAt, t.id)
      .where(sql`${t.apart} is not null`),
    index('scheduled_posts_usual').on(t.workspaceId, t.publishAt, t.id).where(sql`${t.apart} is null`),
    index('scheduled_posts_campaign')
      .on(t.workspaceId, t.campaignId, t.publishAt, t.id)
      .where(sql`${t.campaignId} is not null`),
    tenantReference('scheduled_posts_of_campaign', [t.workspaceId, t.campaignId], campaigns, 'no action'),
  ],
)

export const scheduledPostAccounts = pgTable(
  'scheduled_post_accounts',
  {
    id: id(),
    workspaceId: workspaceId(),
    postId: uuid('scheduled_post_id').notNull(),
    accountId: uuid('account_id').notNull(),
    status: text('status').$type<TargetStatus>().notNull().default('queued'),
    waitingReason: text('waiting_reason').$type<WaitingReason>(),
    /** Earliest time of the next try: the post's time, later after a limit or a failure. */
    dueAt: instant('due_at').notNull(),
    /** Raised by each claim. No platform checks it; it guards our own rows from a worker that wakes too late. */
    fence: integer('fence').notNull().default(0),
    /** Time of the last claim: the intent, written before the platform is called. While it is being sent, its lease runs from here. */
    startedAt: instant('started_at'),
    attempts: integer('attempts').notNull().default(0),
    externalId: text('external_post_id'),
    url: text('url'),
    /** For an unknown target: when the machine next asks the platform whether it was published. Null: a person says. */
    lookAt: instant('look_at'),
    looks: integer('looks').notNull().default(0),
    error: text('error'),
    /** What the platform has taken in of the post's files (`Preparation`), of which version of the post, and whether that is all of them. */
    handle: text('handle'),
    handleVersion: integer('handle_version'),
    prepared: boolean('prepared').notNull().default(false),
    createdAt: createdAt(),
  },
  // An attempt rewrites the row twice without touching an index: no index holds state, lease or the platform's id.
  (t) => [
    unique('scheduled_post_accounts_tenant').on(t.workspaceId, t.id),
    unique('scheduled_post_accounts_target').on(t.workspaceId, t.postId, t.accountId),
    index('scheduled_post_accounts_account').on(t.workspaceId, t.accountId, t.dueAt),
    tenantReference('scheduled_post_accounts_post', [t.workspaceId, t.postId], scheduledPosts),
    tenantReference('scheduled_post_accounts_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)

/**
 * The machine's open work, a row for each open target: send it at its time (`send`, until its attempt has ended), take
 * its files to the platform ahead (`prepare`), remind the person who publishes it (`remind`), take it up when machines or its series go on (`resume`), look whether it was published (`look`). Kept by `chorus_queue_targets`.
 */
export const publishingQueue = pgTable(
  'publishing_queue',
  {
    targetId: uuid('target_id').primaryKey(),
    workspaceId: workspaceIdOfParent(),
    postId: uuid('scheduled_post_id').notNull(),
    /** Copied from the post. */
    publishAt: instant('publish_at').notNull(),
    task: text('task').$type<'send' | 'prepare' | 'resume' | 'remind' | 'look'>().notNull(),
    at: instant('at').notNull(),
    ...timestamps(),
  },
  (t) => [
    index('publishing_queue_due').on(t.task, t.at),
    index('publishing_queue_posts').on(t.workspaceId, t.publishAt, t.postId),
    tenantReference('publishing_queue_target', [t.workspaceId, t.targetId], scheduledPostAccounts),
  ],
)

/**
 * What platforms have taken in ahead of posts that no longer go out with it, until it is taken away there. Kept by `chorus_discard_taken`, and read
 * a while after (`due_at`): a step that was under way then has ended.
 */
export const publishingDiscards = pgTable(
  'publishing_discards',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    accountId: uuid('account_id').notNull(),
    handle: text('handle').notNull(),
    dueAt: instant('due_at').notNull(),
    /** Raised by each claim: a worker that wakes too late writes nothing. */
    attempts: integer('attempts').notNull().default(0),
    error: text('error'),
    ...timestamps(),
  },
  (t) => [
    index('publishing_discards_due').on(t.dueAt),
    index('publishing_discards_account').on(t.workspaceId, t.accountId),
    tenantReference('publishing_discards_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)

/** One row per attempt, written when it has ended, or when its lease is found to be over. */
export const postRuns = pgTable(
  'post_runs',
  {
    workspaceId: workspaceIdOfParent(),
    targetId: uuid('target_id').notNull(),
    fence: integer('fence').notNull(),
    status: text('status').$type<'success' | 'failed' | 'unknown'>().notNull(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at').notNull(),
    error: text('error'),
    answer: jsonb('answer').$type<Record<string, unknown>>(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'post_runs_attempt', columns: [t.workspaceId, t.targetId, t.fence] }),
    tenantReference('post_runs_target', [t.workspaceId, t.targetId], scheduledPostAccounts),
  ],
)

/** Attempts to publish, finished and running: a running attempt is read from its target. */
export const postAttempts = pgView('post_attempts', {
  workspaceId: uuid('workspace_id').notNull(),
  postId: uuid('scheduled_post_id').notNull(),
  targetId: uuid('target_id').notNull(),
  fence: integer('fence').notNull(),
  status: text('status').$type<'started' | 'success' | 'failed' | 'unknown'>().notNull(),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at'),
  error: text('error'),
})
  .with({ securityInvoker: true })
  .as(sql`
    select t.workspace_id, t.scheduled_post_id, r.target_id, r.fence, r.status, r.started_at, r.finished_at, r.error
    from scheduled_post_accounts t join post_runs r on r.workspace_id = t.workspace_id and r.target_id = t.id
    union all
    select t.workspace_id, t.scheduled_post_id, t.id, t.fence, 'started', t.started_at, null, null
    from scheduled_post_accounts t where t.status = 'sending' and t.started_at is not null`)

export const publishedPosts = pgTable(
  'published_posts',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    accountId: uuid('account_id').notNull(),
    postId: uuid('scheduled_post_id'),
    targetId: uuid('target_id'),
    externalId: text('external_post_id').notNull(),
    url: text('post_url'),
    text: text('content').notNull(),
    publishedAt: instant('published_at').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('published_posts_tenant').on(t.workspaceId, t.id),
    unique('published_posts_external').on(t.workspaceId, t.accountId, t.externalId),
    index('published_posts_recent').on(t.workspaceId, t.publishedAt, t.id),
    index('published_posts_account').on(t.workspaceId, t.accountId, t.publishedAt, t.id),
    tenantReference('published_posts_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)

/** Media of a post, in order. */
export const scheduledPostMedia = pgTable(
  'scheduled_post_media',
  {
    id: id(),
    workspaceId: workspaceId(),
    postId: uuid('scheduled_post_id').notNull(),
    /** The account on which the post shows it in place of the others; null for all that have none of their own. */
    accountId: uuid('account_id'),
    position: integer('position').notNull(),
    mediaId: uuid('media_id').notNull(),
    /** Replaces the library's own text in this post; null for the library's. */
    altText: text('alt_text'),
    ...timestamps(),
  },
  (t) => [
    unique('scheduled_post_media_position')
      .on(t.workspaceId, t.postId, t.accountId, t.position)
      .nullsNotDistinct(),
    index('scheduled_post_media_medium').on(t.workspaceId, t.mediaId),
    tenantReference('scheduled_post_media_post', [t.workspaceId, t.postId], scheduledPosts),
    tenantReference('scheduled_post_media_account', [t.workspaceId, t.accountId], socialAccounts),
    // A medium that a post shows cannot be deleted.
    tenantReference('scheduled_post_media_media', [t.workspaceId, t.mediaId], media, 'no action'),
  ],
)
