import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, numeric, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type {
  ExecutionStatus,
  ExecutionStep,
  HashtagStrategy,
  RuleContentType,
  TriggerConfig,
  TriggerType,
  Why,
} from '#core/automation/schemas.ts'
import type { ContentCategory } from '#core/characters/schemas.ts'
import { characters } from './characters.ts'
import { id, instant, timestamps } from './columns.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** When a character posts by itself, what, and how often at most. */
export const automationRules = pgTable(
  'automation_rules',
  {
    id: id(),
    workspaceId: workspaceId(),
    characterId: uuid('character_id').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    enabled: boolean('is_enabled').notNull().default(true),
    triggerType: text('trigger_type').$type<TriggerType>().notNull(),
    triggerConfig: jsonb('trigger_config').$type<TriggerConfig>().notNull(),
    platforms: text('platforms').array().notNull(),
    contentType: text('content_type').$type<RuleContentType>().notNull(),
    contentCategory: text('content_category').$type<ContentCategory>(),
    promptTemplate: text('prompt_template'),
    captionTemplate: text('caption_template'),
    hashtagStrategy: text('hashtag_strategy').$type<HashtagStrategy>().notNull(),
    hashtagTemplate: text('hashtag_template'),
    /** 0.00–1.00. */
    minContentQuality: numeric('min_content_quality', { precision: 3, scale: 2, mode: 'number' }).notNull(),
    needsApproval: boolean('needs_approval').notNull(),
    maxPostsPerDay: integer('max_posts_per_day'),
    maxPostsPerWeek: integer('max_posts_per_week'),
    cooldownMinutes: integer('cooldown_minutes').notNull(),
    /** `22:00`, in the character's zone; null without quiet hours. */
    quietFrom: text('quiet_from'),
    quietTo: text('quiet_to'),
    /** The next time of a schedule, null when there is none; and how many its RRULE has given before that, as COUNT counts. */
    nextAt: instant('next_at'),
    nextCounted: integer('next_counted').notNull().default(0),
    /** Raised by each decision about executions: one that was made from an older state changes nothing. */
    decided: integer('decided').notNull().default(0),
    timesExecuted: integer('times_executed').notNull().default(0),
    lastExecutedAt: instant('last_executed_at'),
    successCount: integer('success_count').notNull().default(0),
    failureCount: integer('failure_count').notNull().default(0),
    ...timestamps(),
  },
  (t) => [
    unique('automation_rules_tenant').on(t.workspaceId, t.id),
    index('automation_rules_recent').on(t.workspaceId, t.createdAt, t.id),
    index('automation_rules_character').on(t.workspaceId, t.characterId, t.createdAt, t.id),
    index('automation_rules_due').on(t.nextAt).where(sql`${t.enabled}`),
    index('automation_rules_events')
      .on(t.workspaceId)
      .where(sql`${t.enabled} and ${t.triggerType} = 'event'`),
    tenantReference('automation_rules_of', [t.workspaceId, t.characterId], characters),
  ],
)

/** One time that a rule was to act: what it did, or why it did nothing. */
export const automationExecutions = pgTable(
  'automation_executions',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    ruleId: uuid('rule_id').notNull(),
    characterId: uuid('character_id').notNull(),
    /** The key of its cause; unique in its rule, so that it acts once however often that is delivered. */
    key: text('trigger_key').notNull(),
    trigger: text('trigger_type').$type<TriggerType>().notNull(),
    /** The time of its occurrence or event. */
    at: instant('at').notNull(),
    /** The words of the event; empty for others. */
    subject: text('subject').notNull().default(''),
    /** The rules whose posts led here, the first one first. */
    chain: uuid('chain').array().notNull().default([]),
    status: text('status').$type<ExecutionStatus>().notNull().default('due'),
    why: text('why').$type<Why>(),
    error: text('error'),
    steps: jsonb('steps').$type<ExecutionStep[]>().notNull().default([]),
    contentId: uuid('content_id'),
    text: text('text'),
    /** The hash of the post's words and file, lower-case hex; null until it is made. */
    fingerprint: text('fingerprint'),
    scheduledPostId: uuid('scheduled_post_id'),
    /** Raised by each claim; a result with an older fence is late and changes nothing. */
    fence: integer('fence').notNull().default(0),
    attempts: integer('attempts').notNull().default(0),
    /** Not worked on before this time. */
    againAt: instant('again_at').notNull().default(sql`'epoch'`),
    startedAt: instant('started_at'),
    ...timestamps(),
  },
  (t) => [
    unique('automation_executions_tenant').on(t.workspaceId, t.id),
    unique('automation_executions_once').on(t.workspaceId, t.ruleId, t.key),
    index('automation_executions_recent').on(t.workspaceId, t.at, t.id),
    index('automation_executions_rule').on(t.workspaceId, t.ruleId, t.at, t.id),
    index('automation_executions_character').on(t.workspaceId, t.characterId, t.at, t.id),
    index('automation_executions_status').on(t.workspaceId, t.status, t.at, t.id),
    index('automation_executions_same').on(t.workspaceId, t.characterId, t.fingerprint),
    index('automation_executions_post').on(t.workspaceId, t.scheduledPostId),
    index('automation_executions_content').on(t.workspaceId, t.contentId, t.at),
    index('automation_executions_due').on(t.at).where(sql`${t.status} = 'due'`),
    index('automation_executions_open').on(t.againAt).where(sql`${t.status} in ('admitted', 'running')`),
    tenantReference('automation_executions_of', [t.workspaceId, t.ruleId], automationRules),
  ],
)
