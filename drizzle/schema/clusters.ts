import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
  vector,
} from 'drizzle-orm/pg-core'
import type { ClusterAct, ClusterRunStatus, ClusterScope, ClusterStatus } from '#core/clusters/schemas.ts'
import { EMBEDDING_DIMENSIONS } from '#core/lib/kernel/ai.ts'
import { id, instant, timestamps } from './columns.ts'
import { comments, monitoredPosts } from './comments.ts'
import { conversationMessages } from './inbox.ts'
import { tenantReference, workspaceId, workspaceIdOfParent } from './tenant.ts'

/** One grouping of all that was said lately: what it is about to do, and who is at it. */
export const clusterRuns = pgTable(
  'cluster_runs',
  {
    id: id(),
    workspaceId: workspaceId(),
    status: text('status').$type<ClusterRunStatus>().notNull().default('running'),
    /** True once the messages and comments have been read. */
    gathered: boolean('gathered').notNull().default(false),
    /** The scopes that are grouped: `global`, or the id of a post. */
    done: text('done').array().notNull().default([]),
    texts: integer('texts').notNull().default(0),
    /** The number of texts in a group. It and `clusters` count the groups of everything, not those of single posts. */
    grouped: integer('grouped').notNull().default(0),
    clusters: integer('clusters').notNull().default(0),
    error: text('error'),
    /** Raised by each claim; what a worker with an older fence writes is late and changes nothing. */
    fence: integer('fence').notNull().default(0),
    /** Claims since the run last got further. */
    tries: integer('tries').notNull().default(0),
    /** Until then a worker has it, or it waits. */
    leaseUntil: instant('lease_until').notNull(),
    finishedAt: instant('finished_at'),
    ...timestamps(),
  },
  (t) => [
    unique('cluster_runs_tenant').on(t.workspaceId, t.id),
    uniqueIndex('cluster_runs_one').on(t.workspaceId).where(sql`${t.status} = 'running'`),
    index('cluster_runs_recent').on(t.workspaceId, t.createdAt, t.id),
    index('cluster_runs_due').on(t.leaseUntil).where(sql`${t.status} = 'running'`),
  ],
)

/** The recent texts of people, one for each burst, with their vectors. */
export const clusterTexts = pgTable(
  'cluster_texts',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    /** The id of the message or comment. */
    sourceId: uuid('source_id').notNull(),
    messageId: uuid('message_id'),
    commentId: uuid('comment_id'),
    postId: uuid('post_id'),
    text: text('text').notNull(),
    saidAt: instant('said_at').notNull(),
    /** No machine could answer it from what the workspace knows. */
    unanswered: boolean('unanswered').notNull(),
    /** Null until a model has made it. */
    embedding: vector('embedding', { dimensions: EMBEDDING_DIMENSIONS }),
    embeddingModel: text('embedding_model'),
    ...timestamps(),
  },
  (t) => [
    unique('cluster_texts_tenant').on(t.workspaceId, t.id),
    unique('cluster_texts_source').on(t.workspaceId, t.sourceId),
    index('cluster_texts_message').on(t.workspaceId, t.messageId),
    index('cluster_texts_comment').on(t.workspaceId, t.commentId),
    index('cluster_texts_post').on(t.workspaceId, t.postId),
    check('cluster_texts_one_source', sql`num_nonnulls(${t.messageId}, ${t.commentId}) = 1`),
    tenantReference('cluster_texts_of_message', [t.workspaceId, t.messageId], conversationMessages),
    tenantReference('cluster_texts_of_comment', [t.workspaceId, t.commentId], comments),
  ],
)

/** Texts that say nearly the same. It keeps its id from run to run while most of its texts stay together. */
export const clusters = pgTable(
  'clusters',
  {
    id: id(),
    workspaceId: workspaceId(),
    scope: text('scope').$type<ClusterScope>().notNull(),
    /** The post whose comments it groups; null for `global`. */
    postId: uuid('scope_ref'),
    label: text('label').notNull(),
    size: integer('size').notNull(),
    /** How many of its texts no machine could answer. */
    unanswered: integer('unanswered').notNull(),
    /** Texts a week, the oldest week first. */
    trend: jsonb('trend').$type<number[]>().notNull(),
    lastSaidAt: instant('last_said_at').notNull(),
    status: text('status').$type<ClusterStatus>().notNull().default('open'),
    settledAt: instant('settled_at'),
    acts: jsonb('acts').$type<ClusterAct[]>().notNull().default([]),
    ...timestamps(),
  },
  (t) => [
    unique('clusters_tenant').on(t.workspaceId, t.id),
    index('clusters_recent').on(t.workspaceId, t.lastSaidAt, t.id),
    index('clusters_scope').on(t.workspaceId, t.scope, t.lastSaidAt, t.id),
    index('clusters_post').on(t.workspaceId, t.postId, t.lastSaidAt, t.id),
    index('clusters_status').on(t.workspaceId, t.status, t.lastSaidAt, t.id),
    index('clusters_unanswered').on(t.workspaceId, t.lastSaidAt, t.id).where(sql`${t.unanswered} > 1`),
    tenantReference('clusters_of_post', [t.workspaceId, t.postId], monitoredPosts),
  ],
)

export const clusterItems = pgTable(
  'cluster_items',
  {
    id: id(),
    workspaceId: workspaceIdOfParent(),
    clusterId: uuid('cluster_id').notNull(),
    textId: uuid('text_id').notNull(),
    saidAt: instant('said_at').notNull(),
    unanswered: boolean('unanswered').notNull(),
    /** Its place among the examples of the group, from 1; null for all others. */
    example: integer('example'),
    ...timestamps(),
  },
  (t) => [
    unique('cluster_items_once').on(t.workspaceId, t.clusterId, t.textId),
    index('cluster_items_text').on(t.workspaceId, t.textId),
    index('cluster_items_recent').on(t.workspaceId, t.clusterId, t.saidAt, t.id),
    index('cluster_items_unanswered')
      .on(t.workspaceId, t.clusterId, t.saidAt, t.id)
      .where(sql`${t.unanswered}`),
    index('cluster_items_examples')
      .on(t.workspaceId, t.clusterId, t.example)
      .where(sql`${t.example} is not null`),
    tenantReference('cluster_items_of_cluster', [t.workspaceId, t.clusterId], clusters),
    tenantReference('cluster_items_of_text', [t.workspaceId, t.textId], clusterTexts),
  ],
)
