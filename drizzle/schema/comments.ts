import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type {
  ActionKind,
  ActionStatus,
  CommentDecisionKind,
  CommentRule,
  CommentStatus,
  MonitoredSource,
} from '#core/comments/schemas.ts'
import type { Passage } from '#core/knowledge/schemas.ts'
import { socialAccounts } from './accounts.ts'
import { id, instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** How many of an account's newest posts are watched for comments, and for how long. One row without an account is for all others. */
export const monitoringRules = pgTable(
  'monitoring_rules',
  {
    id: id(),
    workspaceId: workspaceId(),
    accountId: uuid('account_id'),
    enabled: boolean('enabled').notNull(),
    newestPosts: integer('new_posts_to_monitor').notNull(),
    days: integer('monitoring_duration_days').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('monitoring_rules_account').on(t.workspaceId, t.accountId).nullsNotDistinct(),
    index('monitoring_rules_recent').on(t.workspaceId, t.createdAt, t.id),
    tenantReference('monitoring_rules_of_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)

/** A post under which comments are read. */
export const monitoredPosts = pgTable(
  'monitored_posts',
  {
    id: id(),
    workspaceId: workspaceId(),
    accountId: uuid('account_id').notNull(),
    externalId: text('platform_post_id').notNull(),
    /** The scheduled post that it was published from; the post may be gone. */
    scheduledPostId: uuid('scheduled_post_id'),
    source: text('source').$type<MonitoredSource>().notNull(),
    caption: text('caption').notNull(),
    url: text('url'),
    postedAt: instant('posted_at').notNull(),
    monitoring: boolean('monitoring_enabled').notNull(),
    /** Somebody has switched it by hand: rules leave it alone. */
    byHand: boolean('by_hand').notNull().default(false),
    /** When it is read next, or may be claimed again by another worker; null when it is not read any more. */
    nextPollAt: instant('next_poll_at'),
    polledAt: instant('polled_at'),
    /** Why it could not be read the last time. */
    problem: text('problem'),
    commentsCount: integer('comments_count').notNull().default(0),
    ...timestamps(),
  },
  (t) => [
    unique('monitored_posts_tenant').on(t.workspaceId, t.id),
    unique('monitored_posts_external').on(t.workspaceId, t.accountId, t.externalId),
    index('monitored_posts_recent').on(t.workspaceId, t.postedAt, t.id),
    index('monitored_posts_account').on(t.workspaceId, t.accountId, t.postedAt, t.id),
    index('monitored_posts_watched').on(t.workspaceId, t.monitoring, t.postedAt, t.id),
    index('monitored_posts_scheduled').on(t.workspaceId, t.scheduledPostId, t.postedAt, t.id),
    index('monitored_posts_due').on(t.nextPollAt).where(sql`${t.nextPollAt} is not null`),
    tenantReference('monitored_posts_of_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)

/** How far the comments under a post have been read: a reader that was killed goes on from here. */
export const commentCheckpoints = pgTable(
  'comment_checkpoint',
  {
    postId: uuid('post_id').primaryKey(),
    workspaceId: workspaceIdOfParent(),
    /** The platform's cursor of the next page; null at the beginning. */
    cursor: text('cursor'),
    lastCommentAt: instant('last_comment_at'),
    ...timestamps(),
  },
  (t) => [tenantReference('comment_checkpoint_post', [t.workspaceId, t.postId], monitoredPosts)],
)

export const comments = pgTable(
  'comments',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    accountId: uuid('account_id').notNull(),
    postId: uuid('post_id').notNull(),
    externalId: text('platform_comment_id').notNull(),
    /** The comment that it answers, by the platform's id; null directly under the post. */
    parentExternalId: text('parent_comment_id'),
    /** Written by the account itself. */
    isOwn: boolean('is_own').notNull(),
    authorId: text('author_id').notNull(),
    authorName: text('author_name').notNull(),
    authorHandle: text('author_handle'),
    authorAvatarUrl: text('author_avatar_url'),
    text: text('content').notNull(),
    /** Its texts before its author changed it, oldest first. */
    formerTexts: text('former_texts').array().notNull().default([]),
    likes: integer('likes_count'),
    url: text('url'),
    /** What the connector needs to answer it. */
    handle: text('handle'),
    postedAt: instant('posted_at').notNull(),
    status: text('status').$type<CommentStatus>().notNull(),
    triage: text('triage').$type<CommentDecisionKind>(),
    decisionId: uuid('decision_id'),
    /** It says whether its author wants automatic answers, as “STOP” does. */
    consent: text('consent').$type<'in' | 'out'>(),
    hidden: boolean('hidden').notNull().default(false),
    liked: boolean('liked').notNull().default(false),
    /** When a machine decides on it next; null once it has. */
    decideAt: instant('decide_at'),
    tries: integer('tries').notNull().default(0),
    ...timestamps(),
  },
  (t) => [
    unique('comments_tenant').on(t.workspaceId, t.id),
    unique('comments_external').on(t.workspaceId, t.accountId, t.externalId),
    index('comments_recent').on(t.workspaceId, t.postedAt, t.id).where(sql`not ${t.isOwn}`),
    index('comments_status').on(t.workspaceId, t.status, t.postedAt, t.id).where(sql`not ${t.isOwn}`),
    index('comments_triage').on(t.workspaceId, t.triage, t.postedAt, t.id).where(sql`not ${t.isOwn}`),
    index('comments_account').on(t.workspaceId, t.accountId, t.postedAt, t.id).where(sql`not ${t.isOwn}`),
    index('comments_post').on(t.workspaceId, t.postId, t.postedAt, t.id).where(sql`not ${t.isOwn}`),
    index('comments_open').on(t.postedAt).where(sql`${t.status} = 'open' and not ${t.isOwn}`),
    index('comments_thread').on(t.workspaceId, t.postId, t.parentExternalId),
    index('comments_author').on(t.workspaceId, t.accountId, t.authorId, t.postedAt),
    index('comments_undecided').on(t.decideAt).where(sql`${t.decideAt} is not null`),
    tenantReference('comments_of_post', [t.workspaceId, t.postId], monitoredPosts),
    tenantReference('comments_of_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)

/** What a machine knew and proposed when it decided on a comment. */
export interface CommentSnapshot {
  text: string
  passages: (Passage & { used: boolean })[]
  proposed: { decision: CommentDecisionKind; confidence: number; reply: string | null }
  unsupported: string[]
  usage: { inputTokens: number; outputTokens: number }
  rule: { id: string; name: string } | null
}

export const commentDecisions = pgTable(
  'comment_decisions',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    commentId: uuid('comment_id').notNull(),
    decision: text('decision').$type<CommentDecisionKind>().notNull(),
    confidence: numeric('confidence', { precision: 4, scale: 3, mode: 'number' }).notNull(),
    reason: text('reason').notNull(),
    matchedRule: text('matched_rule').$type<CommentRule>(),
    model: text('model').notNull(),
    prompt: text('prompt'),
    snapshot: jsonb('snapshot_json').$type<CommentSnapshot>().notNull(),
    /** The comment was changed before anything was answered: it is decided anew. */
    superseded: boolean('superseded').notNull().default(false),
    ...timestamps(),
  },
  (t) => [
    unique('comment_decisions_tenant').on(t.workspaceId, t.id),
    uniqueIndex('comment_decisions_one').on(t.workspaceId, t.commentId).where(sql`not ${t.superseded}`),
    tenantReference('comment_decisions_comment', [t.workspaceId, t.commentId], comments),
  ],
)

/** Something that is done to a comment on its platform. The row is the intent: it is written before the call. */
export const commentActions = pgTable(
  'comment_actions',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    commentId: uuid('comment_id').notNull(),
    accountId: uuid('account_id').notNull(),
    kind: text('kind').$type<ActionKind>().notNull(),
    text: text('content'),
    author: text('author').$type<'machine' | 'person'>().notNull(),
    authorUserId: uuid('author_user_id').references(() => users.id, { onDelete: 'set null' }),
    decisionId: uuid('decision_id'),
    status: text('status').$type<ActionStatus>().notNull(),
    error: text('error'),
    /** Raised by each claim; a result with an older fence is late and changes nothing. */
    fence: integer('fence').notNull().default(0),
    startedAt: instant('started_at'),
    /** Not tried before this time. */
    notBefore: instant('not_before').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** For an unknown outcome: when the platform is asked next whether it was done. Null: a person says. */
    lookAt: instant('look_at'),
    looks: integer('looks').notNull().default(0),
    externalId: text('platform_comment_id'),
    url: text('url'),
    sentAt: instant('sent_at'),
    ...timestamps(),
  },
  (t) => [
    unique('comment_actions_tenant').on(t.workspaceId, t.id),
    index('comment_actions_comment').on(t.workspaceId, t.commentId, t.createdAt),
    // The machine answers a comment only once, however often it is asked to.
    uniqueIndex('comment_actions_one_answer')
      .on(t.workspaceId, t.commentId)
      .where(sql`${t.author} = 'machine' and ${t.kind} = 'reply' and ${t.status} <> 'cancelled'`),
    uniqueIndex('comment_actions_one_private_reply')
      .on(t.workspaceId, t.commentId)
      .where(sql`${t.kind} = 'private_reply' and ${t.status} not in ('cancelled', 'failed')`),
    index('comment_actions_due').on(t.notBefore).where(sql`${t.status} in ('queued', 'waiting')`),
    index('comment_actions_sending').on(t.startedAt).where(sql`${t.status} = 'sending'`),
    index('comment_actions_to_look_for').on(t.lookAt).where(sql`${t.lookAt} is not null`),
    tenantReference('comment_actions_of_comment', [t.workspaceId, t.commentId], comments),
    tenantReference('comment_actions_of_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)
