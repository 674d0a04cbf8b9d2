import { sql } from 'drizzle-orm'
import { index, pgTable, text, unique, uuid, vector } from 'drizzle-orm/pg-core'
import { EMBEDDING_DIMENSIONS } from '#core/lib/ai.ts'
import { id, timestamps } from './columns.ts'
import { tenantReference, workspaceId } from './tenant.ts'

/** The vector of an entry's text, and the model that made it; null until one has made it. */
const embedded = () => ({
  embedding: vector('embedding', { dimensions: EMBEDDING_DIMENSIONS }),
  embeddingModel: text('embedding_model'),
})

const list = (name: string) => text(name).array().notNull().default([])

export const topicGroups = pgTable(
  'topic_groups',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    /** `#rrggbb`. */
    color: text('color').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('topic_groups_tenant').on(t.workspaceId, t.id),
    unique('topic_groups_name').on(t.workspaceId, t.name),
    index('topic_groups_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)

export const topics = pgTable(
  'topics',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    /** What is embedded; where it is empty, name and description are. */
    embeddingDescription: text('embedding_description').notNull().default(''),
    groupId: uuid('group_id'),
    ...embedded(),
    ...timestamps(),
  },
  (t) => [
    unique('topics_tenant').on(t.workspaceId, t.id),
    unique('topics_name').on(t.workspaceId, t.name),
    index('topics_unembedded').on(t.updatedAt).where(sql`${t.embedding} is null`),
    index('topics_recent').on(t.workspaceId, t.createdAt, t.id),
    index('topics_group').on(t.workspaceId, t.groupId, t.createdAt, t.id),
    // A trigger takes the topics out of a group that is deleted.
    tenantReference('topics_topic_group', [t.workspaceId, t.groupId], topicGroups, 'no action'),
  ],
)

export const audiences = pgTable(
  'audiences',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    jobTitles: list('job_titles'),
    painPoints: list('pain_points'),
    goals: list('goals'),
    vocabularyToUse: list('vocabulary_to_use'),
    vocabularyToAvoid: list('vocabulary_to_avoid'),
    tonePreferences: text('tone_preferences').notNull().default(''),
    ...embedded(),
    ...timestamps(),
  },
  (t) => [
    unique('audiences_tenant').on(t.workspaceId, t.id),
    unique('audiences_name').on(t.workspaceId, t.name),
    index('audiences_unembedded').on(t.updatedAt).where(sql`${t.embedding} is null`),
    index('audiences_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)

export const hookTypes = pgTable(
  'hook_types',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    /** Tells a model how to write such a hook. */
    promptInstruction: text('prompt_instruction').notNull().default(''),
    ...embedded(),
    ...timestamps(),
  },
  (t) => [
    unique('hook_types_tenant').on(t.workspaceId, t.id),
    unique('hook_types_name').on(t.workspaceId, t.name),
    index('hook_types_unembedded').on(t.updatedAt).where(sql`${t.embedding} is null`),
    index('hook_types_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)

export const postStructures = pgTable(
  'post_structures',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    ...timestamps(),
  },
  (t) => [
    unique('post_structures_tenant').on(t.workspaceId, t.id),
    unique('post_structures_name').on(t.workspaceId, t.name),
    index('post_structures_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)
