import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { PostStatus, TargetStatus, WaitingReason } from '#core/publishing/schemas.ts'
import { socialAccounts } from './accounts.ts'
import { id, instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { media } from './media.ts'
import { tenantReference, workspaceId } from './tenant.ts'

export const scheduledPosts = pgTable(
  'scheduled_posts',
  {
    id: id(),
    workspaceId: workspaceId(),
    text: text('text').notNull(),
    /** Derived from the targets by `chorus_derive_post_status` whenever one changes. */
    status: text('status').$type<PostStatus>().notNull().default('queued'),
    publishAt: instant('publish_at').notNull(),
    timezone: text('timezone').notNull(),
    /** Raised by each edit: a hint of an older version is worth nothing. */
    version: integer('version').notNull().default(1),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    ...timestamps(),
  },
  (t) => [
    unique('scheduled_posts_tenant').on(t.workspaceId, t.id),
    index('scheduled_posts_calendar').on(t.workspaceId, t.publishAt, t.id),
    index('scheduled_posts_status').on(t.workspaceId, t.status, t.publishAt),
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
    /** When it may be tried: the post's time, later after a limit or a failure. */
    dueAt: instant('due_at').notNull(),
    /** Raised by each claim. No platform checks it; it guards our own rows from a worker that wakes too late. */
    fence: integer('fence').notNull().default(0),
    leaseUntil: instant('lease_until'),
    attempts: integer('attempts').notNull().default(0),
    externalId: text('external_post_id'),
    url: text('url'),
    error: text('error'),
    ...timestamps(),
  },
  (t) => [
    unique('scheduled_post_accounts_tenant').on(t.workspaceId, t.id),
    unique('scheduled_post_accounts_target').on(t.workspaceId, t.postId, t.accountId),
    index('scheduled_post_accounts_due').on(t.dueAt).where(sql`${t.status} in ('queued', 'waiting')`),
    index('scheduled_post_accounts_leased').on(t.leaseUntil).where(sql`${t.status} = 'sending'`),
    tenantReference('scheduled_post_accounts_post', [t.workspaceId, t.postId], scheduledPosts),
    tenantReference('scheduled_post_accounts_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)

/** One per attempt; `started` is the intent, written before the platform is called. */
export const postRuns = pgTable(
  'post_runs',
  {
    id: id(),
    workspaceId: workspaceId(),
    postId: uuid('scheduled_post_id').notNull(),
    targetId: uuid('target_id').notNull(),
    fence: integer('fence').notNull(),
    status: text('status').$type<'started' | 'success' | 'failed' | 'unknown'>().notNull(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at'),
    error: text('error'),
    answer: jsonb('answer').$type<Record<string, unknown>>(),
    ...timestamps(),
  },
  (t) => [
    unique('post_runs_attempt').on(t.workspaceId, t.targetId, t.fence),
    index('post_runs_post').on(t.workspaceId, t.postId, t.startedAt.desc()),
    tenantReference('post_runs_scheduled_post', [t.workspaceId, t.postId], scheduledPosts),
    tenantReference('post_runs_target', [t.workspaceId, t.targetId], scheduledPostAccounts),
  ],
)

export const publishedPosts = pgTable(
  'published_posts',
  {
    id: id(),
    workspaceId: workspaceId(),
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
    unique('published_posts_external').on(t.workspaceId, t.accountId, t.externalId),
    index('published_posts_recent').on(t.workspaceId, t.publishedAt.desc()),
    tenantReference('published_posts_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)

/** What a post shows, in order. */
export const scheduledPostMedia = pgTable(
  'scheduled_post_media',
  {
    id: id(),
    workspaceId: workspaceId(),
    postId: uuid('scheduled_post_id').notNull(),
    position: integer('position').notNull(),
    mediaId: uuid('media_id').notNull(),
    /** Of this post; null for the library's own. */
    altText: text('alt_text'),
    ...timestamps(),
  },
  (t) => [
    unique('scheduled_post_media_position').on(t.workspaceId, t.postId, t.position),
    index('scheduled_post_media_medium').on(t.workspaceId, t.mediaId),
    tenantReference('scheduled_post_media_post', [t.workspaceId, t.postId], scheduledPosts),
    // A medium that a post shows is not deleted under it.
    tenantReference('scheduled_post_media_media', [t.workspaceId, t.mediaId], media, 'no action'),
  ],
)
