import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import {
  audiences,
  ctas,
  hookTypes,
  knowledge,
  postStructures,
  postTemplates,
  presets,
  resources,
  topics,
} from '#drizzle/schema/taxonomy.ts'

const OPTIONS_MAX = 200

/** An entry that a post may be labelled with. */
export interface LabelOption {
  id: string
  name: string
  description: string
}

/** Lists the topics of a workspace as a classifier reads them: with the words by which posts are found to be about them. */
export const topicOptions = (db: Db, workspaceId: string) =>
  db
    .select({
      id: topics.id,
      name: topics.name,
      description: sql<string>`coalesce(nullif(${topics.embeddingDescription}, ''), ${topics.description})`,
    })
    .from(topics)
    .where(eq(topics.workspaceId, workspaceId))
    .orderBy(topics.createdAt, topics.id)
    .limit(OPTIONS_MAX)

export const audienceOptions = (db: Db, workspaceId: string) =>
  db
    .select({
      id: audiences.id,
      name: audiences.name,
      description: sql<string>`concat_ws(E'\n', ${audiences.description}, array_to_string(${audiences.jobTitles} || ${audiences.painPoints} || ${audiences.goals} || ${audiences.vocabularyToUse}, ', '))`,
    })
    .from(audiences)
    .where(eq(audiences.workspaceId, workspaceId))
    .orderBy(audiences.createdAt, audiences.id)
    .limit(OPTIONS_MAX)

export const hookTypeOptions = (db: Db, workspaceId: string) =>
  db
    .select({ id: hookTypes.id, name: hookTypes.name, description: hookTypes.description })
    .from(hookTypes)
    .where(eq(hookTypes.workspaceId, workspaceId))
    .orderBy(hookTypes.createdAt, hookTypes.id)
    .limit(OPTIONS_MAX)

interface One {
  workspaceId: string
  id: string
}

/** Reads what a topic is about. */
export const topicById = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ name: topics.name, description: topics.description })
    .from(topics)
    .where(and(eq(topics.workspaceId, workspaceId), eq(topics.id, id)))

/** Reads whom an audience is, and how it wants to be spoken to. */
export const audienceById = (db: Db, { workspaceId, id }: One) =>
  db
    .select({
      name: audiences.name,
      description: audiences.description,
      vocabularyToUse: audiences.vocabularyToUse,
      vocabularyToAvoid: audiences.vocabularyToAvoid,
      tone: audiences.tonePreferences,
    })
    .from(audiences)
    .where(and(eq(audiences.workspaceId, workspaceId), eq(audiences.id, id)))

export const structureById = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ name: postStructures.name, description: postStructures.description })
    .from(postStructures)
    .where(and(eq(postStructures.workspaceId, workspaceId), eq(postStructures.id, id)))

/** Lists the types of hooks, with how each is written. */
export const hookTypesToWrite = (db: Db, workspaceId: string) =>
  db
    .select({
      id: hookTypes.id,
      name: hookTypes.name,
      description: hookTypes.description,
      instruction: hookTypes.promptInstruction,
    })
    .from(hookTypes)
    .where(eq(hookTypes.workspaceId, workspaceId))
    .orderBy(sql`${hookTypes.createdAt} desc`, hookTypes.id)
    .limit(OPTIONS_MAX)

export const templateById = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ structure: postTemplates.structure })
    .from(postTemplates)
    .where(and(eq(postTemplates.workspaceId, workspaceId), eq(postTemplates.id, id)))

export const presetById = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ config: presets.config })
    .from(presets)
    .where(and(eq(presets.workspaceId, workspaceId), eq(presets.id, id)))

export const ctaById = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ text: ctas.textContent })
    .from(ctas)
    .where(and(eq(ctas.workspaceId, workspaceId), eq(ctas.id, id)))

export const resourceById = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ url: resources.url })
    .from(resources)
    .where(and(eq(resources.workspaceId, workspaceId), eq(resources.id, id)))

const NOTES_MAX = 20
/** Lists the notes that belong to a topic. */
export const notesOfTopic = (db: Db, { workspaceId, id }: One) =>
  db
    .select({ name: knowledge.name, content: knowledge.content })
    .from(knowledge)
    .where(and(eq(knowledge.workspaceId, workspaceId), sql`${id}::uuid = any (${knowledge.topicIds})`))
    .orderBy(knowledge.createdAt, knowledge.id)
    .limit(NOTES_MAX)
