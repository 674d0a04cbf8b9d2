import { sql } from 'drizzle-orm'
import { boolean, date, index, integer, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type {
  EngagementKind,
  EngagementReason,
  EngagementStatus,
  Reaction,
} from '#core/engagement/schemas.ts'
import { socialAccounts } from './accounts.ts'
import { profiles } from './bank.ts'
import { id, instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { publishedPosts } from './publishing.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** The rules by which the team of a workspace engages with its posts. A workspace without a row does not engage. */
export const engagementRules = pgTable(
  'engagement_rules',
  {
    id: id(),
    workspaceId: workspaceId(),
    enabled: boolean('is_enabled').notNull(),
    /** How long after its publishing a post is engaged with. */
    windowMinutes: integer('window_minutes').notNull(),
    commentsPerPost: integer('comments_per_post').notNull(),
    ...timestamps(),
  },
  (t) => [unique('engagement_rules_workspace').on(t.workspaceId)],
)

/** How an author of the team reacts, and how much in a day (UTC) over all of their accounts. */
export const engagementSettings = pgTable(
  'engagement_settings',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    profileId: uuid('profile_id').notNull(),
    preferredReaction: text('preferred_reaction').$type<Reaction>().notNull(),
    autoEngageEnabled: boolean('auto_engage_enabled').notNull(),
    likesPerDay: integer('likes_per_day').notNull(),
    commentsPerDay: integer('comments_per_day').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('engagement_settings_profile').on(t.workspaceId, t.profileId),
    tenantReference('engagement_settings_of_profile', [t.workspaceId, t.profileId], profiles),
  ],
)

/** A member's consent that an account of theirs reacts and comments by itself. Taken back, the row is gone. */
export const engagementConsents = pgTable(
  'engagement_consents',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    accountId: uuid('account_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    ...timestamps(),
  },
  (t) => [
    unique('engagement_consents_account').on(t.workspaceId, t.accountId),
    index('engagement_consents_user').on(t.userId),
    tenantReference('engagement_consents_of_account', [t.workspaceId, t.accountId], socialAccounts),
  ],
)

/** A way to comment, with the bounds that its comments are held to. */
export const commentPatterns = pgTable(
  'comment_patterns',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('pattern_name').notNull(),
    instructions: text('prompt_instructions').notNull(),
    /** In characters. */
    lengthMin: integer('length_min').notNull(),
    lengthMax: integer('length_max').notNull(),
    asksQuestion: boolean('asks_question').notNull(),
    examples: text('examples').array().notNull(),
    active: boolean('is_active').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('comment_patterns_tenant').on(t.workspaceId, t.id),
    index('comment_patterns_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)

/** A published post whose engagement is to be planned, or is. A trigger makes it with the post (`chorus_engage_with`). */
export const engagementPlans = pgTable(
  'engagement_plans',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    publishedPostId: uuid('published_post_id').notNull(),
    plannedAt: instant('planned_at'),
    ...timestamps(),
  },
  (t) => [
    unique('engagement_plans_post').on(t.workspaceId, t.publishedPostId),
    index('engagement_plans_open').on(t.createdAt).where(sql`${t.plannedAt} is null`),
    tenantReference('engagement_plans_of_post', [t.workspaceId, t.publishedPostId], publishedPosts),
  ],
)

/** Something that an account of the team does to a published post. The row is the intent: it is written before the call. */
export const engagementActions = pgTable(
  'engagement_actions',
  {
    id: id(),
    workspaceId: workspaceId(),
    publishedPostId: uuid('published_post_id').notNull(),
    accountId: uuid('account_id').notNull(),
    /** The author whose daily limit it counts against. */
    profileId: uuid('engager_profile_id').notNull(),
    kind: text('action_type').$type<EngagementKind>().notNull(),
    reaction: text('reaction_type').$type<Reaction>(),
    patternId: uuid('comment_pattern_id'),
    /** The comment; null until it is written. */
    text: text('comment_text'),
    status: text('status').$type<EngagementStatus>().notNull().default('queued'),
    waitingReason: text('waiting_reason').$type<EngagementReason>(),
    error: text('error'),
    /** Not done before this time. */
    dueAt: instant('due_at').notNull(),
    /** The day (UTC) whose limit holds a place for it. */
    countedOn: date('counted_on').notNull(),
    /** Raised by each claim; a result with an older fence is late and changes nothing. */
    fence: integer('fence').notNull().default(0),
    attempts: integer('attempts').notNull().default(0),
    startedAt: instant('started_at'),
    externalId: text('external_id'),
    url: text('url'),
    sentAt: instant('sent_at'),
    ...timestamps(),
  },
  (t) => [
    unique('engagement_actions_tenant').on(t.workspaceId, t.id),
    // An account does a thing to a post once, however often it is planned.
    unique('engagement_actions_once').on(t.workspaceId, t.publishedPostId, t.accountId, t.kind),
    // No two comments under a post are the same.
    uniqueIndex('engagement_actions_text').on(t.workspaceId, t.publishedPostId, t.text),
    index('engagement_actions_recent').on(t.workspaceId, t.dueAt, t.id),
    index('engagement_actions_status').on(t.workspaceId, t.status, t.dueAt, t.id),
    index('engagement_actions_account').on(t.workspaceId, t.accountId, t.dueAt, t.id),
    index('engagement_actions_profile').on(t.workspaceId, t.profileId, t.startedAt),
    index('engagement_actions_pattern').on(t.workspaceId, t.patternId),
    index('engagement_actions_due').on(t.dueAt).where(sql`${t.status} in ('queued', 'waiting')`),
    index('engagement_actions_sending').on(t.startedAt).where(sql`${t.status} = 'sending'`),
    tenantReference('engagement_actions_of_post', [t.workspaceId, t.publishedPostId], publishedPosts),
    tenantReference('engagement_actions_of_account', [t.workspaceId, t.accountId], socialAccounts),
    tenantReference('engagement_actions_of_profile', [t.workspaceId, t.profileId], profiles),
    tenantReference(
      'engagement_actions_of_pattern',
      [t.workspaceId, t.patternId],
      commentPatterns,
      'no action',
    ),
  ],
)

/** How many places of an author's daily limit are taken: by what is done, and by what waits for that day. */
export const engagementCounters = pgTable(
  'engagement_counters',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    profileId: uuid('profile_id').notNull(),
    kind: text('action_type').$type<EngagementKind>().notNull(),
    /** UTC. */
    day: date('day').notNull(),
    used: integer('used').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('engagement_counters_day').on(t.workspaceId, t.profileId, t.kind, t.day),
    tenantReference('engagement_counters_of_profile', [t.workspaceId, t.profileId], profiles),
  ],
)
