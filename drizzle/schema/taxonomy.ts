import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, unique, uuid, vector } from 'drizzle-orm/pg-core'
import { EMBEDDING_DIMENSIONS } from '#core/lib/kernel/ai.ts'
import type { PresetConfig, ResourceType } from '#core/taxonomy/schemas.ts'
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

/** Shapes of posts, with variables. */
export const postTemplates = pgTable(
  'post_templates',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    /** The text of the post after its hook; `{{body}}` and the like are filled in. */
    structure: text('structure').notNull(),
    ...timestamps(),
  },
  (t) => [
    unique('post_templates_tenant').on(t.workspaceId, t.id),
    unique('post_templates_name').on(t.workspaceId, t.name),
    index('post_templates_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)

/** How a post is laid out. */
export const presets = pgTable(
  'presets',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    config: jsonb('config').$type<PresetConfig>().notNull().default({}),
    ...timestamps(),
  },
  (t) => [
    unique('presets_tenant').on(t.workspaceId, t.id),
    unique('presets_name').on(t.workspaceId, t.name),
    index('presets_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)

/** Calls to action. */
export const ctas = pgTable(
  'ctas',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    textContent: text('text_content').notNull(),
    category: text('category').notNull().default(''),
    ...timestamps(),
  },
  (t) => [
    unique('ctas_tenant').on(t.workspaceId, t.id),
    unique('ctas_name').on(t.workspaceId, t.name),
    index('ctas_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)

/** Pages and files that posts lead to. */
export const resources = pgTable(
  'resources',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    resourceType: text('resource_type').$type<ResourceType>().notNull(),
    url: text('url').notNull(),
    description: text('description').notNull().default(''),
    ...timestamps(),
  },
  (t) => [
    unique('resources_tenant').on(t.workspaceId, t.id),
    unique('resources_name').on(t.workspaceId, t.name),
    index('resources_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)

/** Short notes that posts about some topics may take facts from. */
export const knowledge = pgTable(
  'knowledge',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text('name').notNull(),
    content: text('content').notNull(),
    type: text('type').notNull().default(''),
    /** Topics that it belongs to; a trigger takes out those that are deleted. */
    topicIds: uuid('topic_ids').array().notNull().default([]),
    ...timestamps(),
  },
  (t) => [
    unique('knowledge_tenant').on(t.workspaceId, t.id),
    unique('knowledge_name').on(t.workspaceId, t.name),
    index('knowledge_recent').on(t.workspaceId, t.createdAt, t.id),
  ],
)
