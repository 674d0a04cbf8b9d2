import { sql } from 'drizzle-orm'
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type {
  BatchDraftStatus,
  BatchStatus,
  DraftStatus,
  SourceType,
  VersionCause,
  WrittenBody,
} from '#core/drafts/schemas.ts'
import type { ChosenMedium } from '#core/publishing/schemas.ts'
import { posts, profiles } from './bank.ts'
import { id, instant, timestamps } from './columns.ts'
import { users } from './identity.ts'
import { scheduledPosts } from './publishing.ts'
import {
  audiences,
  ctas,
  hookTypes,
  postStructures,
  postTemplates,
  presets,
  resources,
  topics,
} from './taxonomy.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** What posts are written from. */
export const contentSources = pgTable(
  'content_sources',
  {
    id: id(),
    workspaceId: workspaceId(),
    sourceType: text('source_type').$type<SourceType>().notNull(),
    title: text('title').notNull(),
    content: text('content').notNull(),
    url: text('url'),
    /** The captured post that it is. A trigger clears it. */
    postId: uuid('post_id'),
    language: text('language'),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    ...timestamps(),
  },
  (t) => [
    unique('content_sources_tenant').on(t.workspaceId, t.id),
    index('content_sources_post').on(t.workspaceId, t.postId),
    tenantReference('content_sources_of_post', [t.workspaceId, t.postId], posts, 'no action'),
  ],
)

/** Drafts that are written together. Its figures and its status follow from its drafts, by a trigger. */
export const postBatches = pgTable(
  'post_batches',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    status: text('status').$type<BatchStatus>().notNull().default('running'),
    totalPosts: integer('total_posts').notNull().default(0),
    completedPosts: integer('completed_posts').notNull().default(0),
    failedPosts: integer('failed_posts').notNull().default(0),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    ...timestamps(),
  },
  (t) => [
    unique('post_batches_tenant').on(t.workspaceId, t.id),
    index('post_batches_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)

/** Drafts, on their way through the seven states of document A. */
export const productionPosts = pgTable(
  'production_posts',
  {
    id: id(),
    workspaceId: workspaceId(),
    status: text('status').$type<DraftStatus>().notNull().default('draft_input'),
    /** Why its scheduled post brought it back. */
    reason: text('reason'),
    title: text('title').notNull(),
    authorId: uuid('author_id'),
    sourceId: uuid('source_id'),
    targetTopic: text('target_topic'),
    topicId: uuid('topic_id'),
    audienceId: uuid('audience_id'),
    structureId: uuid('structure_id'),
    templateId: uuid('template_id'),
    presetId: uuid('preset_id'),
    ctaId: uuid('cta_id'),
    resourceId: uuid('resource_id'),
    language: text('language').notNull(),
    accountIds: uuid('account_ids').array().notNull().default([]),
    mentions: text('mentions').array().notNull().default([]),
    attachments: jsonb('attachments').$type<ChosenMedium[]>().notNull().default([]),
    /** The body as a model wrote it, and the posts that it was written after. */
    bodyDraft: jsonb('ai_body_draft').$type<WrittenBody>(),
    /** Bodies to choose from, each as a model wrote it. */
    alternatives: jsonb('ai_body_alternatives').$type<WrittenBody[]>().notNull().default([]),
    /** The body as it stands. */
    body: text('body').notNull().default(''),
    /** The whole text that somebody has vouched for. */
    finalContent: text('final_content'),
    publicationDate: instant('publication_date'),
    /** A trigger of the scheduled post keeps the state of its draft. */
    scheduledPostId: uuid('scheduled_post_id'),
    batchId: uuid('batch_id'),
    batchStatus: text('batch_status').$type<BatchDraftStatus>(),
    /** Why it could not be written. */
    batchError: text('batch_error'),
    /** When a worker may take it: its next try, or the end of the lease of the one that has it. */
    batchDueAt: instant('batch_due_at'),
    /** Raised by each try, which writes only under its own number. */
    batchAttempts: smallint('batch_attempts').notNull().default(0),
    /** What writing it cost by list price, in millionths of a US dollar. */
    batchCostMicros: integer('batch_cost_micros').notNull().default(0),
    revision: integer('revision').notNull().default(1),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    ...timestamps(),
  },
  (t) => [
    unique('production_posts_tenant').on(t.workspaceId, t.id),
    index('production_posts_recent').on(t.workspaceId, t.createdAt, t.id),
    index('production_posts_status').on(t.workspaceId, t.status, t.createdAt, t.id),
    index('production_posts_author').on(t.workspaceId, t.authorId, t.createdAt, t.id),
    index('production_posts_topic').on(t.workspaceId, t.topicId, t.createdAt, t.id),
    index('production_posts_source').on(t.workspaceId, t.sourceId),
    index('production_posts_audience').on(t.workspaceId, t.audienceId),
    index('production_posts_structure').on(t.workspaceId, t.structureId),
    index('production_posts_template').on(t.workspaceId, t.templateId),
    index('production_posts_preset').on(t.workspaceId, t.presetId),
    index('production_posts_cta').on(t.workspaceId, t.ctaId),
    index('production_posts_resource').on(t.workspaceId, t.resourceId),
    index('production_posts_batch').on(t.workspaceId, t.batchId),
    index('production_posts_batch_due').on(t.batchDueAt).where(sql`${t.batchStatus} = 'waiting'`),
    uniqueIndex('production_posts_scheduled')
      .on(t.workspaceId, t.scheduledPostId)
      .where(sql`${t.scheduledPostId} is not null`),
    tenantReference('production_posts_of_batch', [t.workspaceId, t.batchId], postBatches, 'no action'),
    // Triggers clear these when what they name is deleted.
    tenantReference('production_posts_profile', [t.workspaceId, t.authorId], profiles, 'no action'),
    tenantReference('production_posts_of_topic', [t.workspaceId, t.topicId], topics, 'no action'),
    tenantReference('production_posts_of_audience', [t.workspaceId, t.audienceId], audiences, 'no action'),
    tenantReference(
      'production_posts_of_structure',
      [t.workspaceId, t.structureId],
      postStructures,
      'no action',
    ),
    tenantReference(
      'production_posts_of_template',
      [t.workspaceId, t.templateId],
      postTemplates,
      'no action',
    ),
    tenantReference('production_posts_of_preset', [t.workspaceId, t.presetId], presets, 'no action'),
    tenantReference('production_posts_of_cta', [t.workspaceId, t.ctaId], ctas, 'no action'),
    tenantReference('production_posts_of_resource', [t.workspaceId, t.resourceId], resources, 'no action'),
    tenantReference('production_posts_of_source', [t.workspaceId, t.sourceId], contentSources, 'no action'),
    tenantReference(
      'production_posts_of_scheduled',
      [t.workspaceId, t.scheduledPostId],
      scheduledPosts,
      'no action',
    ),
  ],
)

/** The hooks that a draft may begin with. */
export const generatedHooks = pgTable(
  'generated_hooks',
  {
    id: id(),
    workspaceId: workspaceId(),
    productionPostId: uuid('production_post_id').notNull(),
    position: smallint('position').notNull(),
    hookText: text('hook_text').notNull(),
    /** The name of its type, also after the type was deleted. */
    hookType: text('hook_type'),
    /** A trigger clears it. */
    hookTypeId: uuid('hook_type_id'),
    /** 0–100; null for a hook that a person wrote. */
    score: smallint('score'),
    reason: text('reason'),
    isSelected: boolean('is_selected').notNull().default(false),
    ...timestamps(),
  },
  (t) => [
    unique('generated_hooks_tenant').on(t.workspaceId, t.id),
    index('generated_hooks_draft').on(t.workspaceId, t.productionPostId, t.position),
    index('generated_hooks_type').on(t.workspaceId, t.hookTypeId),
    uniqueIndex('generated_hooks_selected').on(t.workspaceId, t.productionPostId).where(sql`${t.isSelected}`),
    tenantReference('generated_hooks_of', [t.workspaceId, t.productionPostId], productionPosts),
    tenantReference('generated_hooks_of_type', [t.workspaceId, t.hookTypeId], hookTypes, 'no action'),
  ],
)

/** Former hooks and bodies of drafts, each with who made it. */
export const productionPostVersions = pgTable(
  'production_post_versions',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    productionPostId: uuid('production_post_id').notNull(),
    number: integer('number').notNull(),
    cause: text('cause').$type<VersionCause>().notNull(),
    hook: text('hook').notNull(),
    body: text('body').notNull(),
    actor: text('actor').notNull(),
    actorLabel: text('actor_label').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('production_post_versions_number').on(t.workspaceId, t.productionPostId, t.number),
    index('production_post_versions_recent').on(t.workspaceId, t.productionPostId, t.createdAt, t.id),
    tenantReference('production_post_versions_of', [t.workspaceId, t.productionPostId], productionPosts),
  ],
)
