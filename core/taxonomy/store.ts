import { and, desc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import {
  audiences,
  ctas,
  hookTypes,
  knowledge,
  postStructures,
  postTemplates,
  presets,
  resources,
  topicGroups,
  topics,
} from '#drizzle/schema/taxonomy.ts'
import type { Kind } from './kinds.ts'

/** What all kinds have in common; each has columns of its own beside it. */
type EntryTable = PgTable & Record<'id' | 'workspaceId' | 'name' | 'createdAt' | 'updatedAt', AnyPgColumn>

const TABLES: Record<Kind['name'], EntryTable> = {
  topic_group: topicGroups,
  topic: topics,
  audience: audiences,
  hook_type: hookTypes,
  post_structure: postStructures,
  post_template: postTemplates,
  preset: presets,
  cta: ctas,
  resource: resources,
  writing_note: knowledge,
}

export type Entry = Record<string, unknown> & { id: string; name: string; createdAt: Date; updatedAt: Date }

/** Returns the columns of a kind that travel: not its vector. */
function columnsOf(table: EntryTable): Record<string, AnyPgColumn> {
  const { embedding: _, embeddingModel: __, ...columns } = getTableColumns(table)
  return columns
}

interface Many {
  kind: Kind
  workspaceId: string
}
interface One extends Many {
  id: string
}
const one = (table: EntryTable, { workspaceId, id }: One) =>
  and(eq(table.workspaceId, workspaceId), eq(table.id, id))

const entries = <T>(query: T) => query as T & PromiseLike<Entry[]>

export const insert = (db: Db, kind: Kind, rows: readonly Record<string, unknown>[]) => {
  const table = TABLES[kind.name]
  return entries(
    db
      .insert(table)
      .values([...rows])
      .onConflictDoNothing({ target: [table.workspaceId, table.name] })
      .returning(columnsOf(table)),
  )
}

export const byId = (db: Db, where: One) => {
  const table = TABLES[where.kind.name]
  return entries(db.select(columnsOf(table)).from(table).where(one(table, where)))
}

export const lock = (db: Db, where: One) => {
  const table = TABLES[where.kind.name]
  return entries(db.select(columnsOf(table)).from(table).where(one(table, where)).for('update'))
}

export const list = (
  db: Db,
  {
    kind,
    workspaceId,
    groupId,
    before,
    limit,
  }: Many & { groupId: string | undefined; before: Position | null; limit: number },
) => {
  const table = TABLES[kind.name]
  return entries(
    db
      .select(columnsOf(table))
      .from(table)
      .where(
        and(
          eq(table.workspaceId, workspaceId),
          groupId === undefined ? undefined : eq(topics.groupId, groupId),
          keyset.before(table.createdAt, table.id, before),
        ),
      )
      .orderBy(desc(table.createdAt), desc(table.id))
      .limit(limit + 1),
  )
}

export const change = (db: Db, where: One, set: Record<string, unknown>) => {
  const table = TABLES[where.kind.name]
  return entries(db.update(table).set(set).where(one(table, where)).returning(columnsOf(table)))
}

export const remove = (db: Db, where: One) => {
  const table = TABLES[where.kind.name]
  return entries(db.delete(table).where(one(table, where)).returning(columnsOf(table)))
}

/** Names of entries that are there already. */
export const named = (db: Db, { kind, workspaceId, names }: Many & { names: readonly string[] }) => {
  const table = TABLES[kind.name]
  return entries(
    db
      .select(columnsOf(table))
      .from(table)
      .where(and(eq(table.workspaceId, workspaceId), inArray(table.name, [...names]))),
  )
}

/** Re-labels the posts of one topic with another, and deletes the first. Returns the number of posts. */
export const mergeTopics = (db: Db, { from, into }: { from: string; into: string }) =>
  db.execute<{ posts: number }>(sql`select chorus_merge_topics(${from}, ${into}) as posts`)

/** Lists entries without a vector of their current text, the longest waiting first. Crosses workspaces. */
export const unembedded = (db: Db, kind: Kind, limit: number) => {
  const table = TABLES[kind.name] as typeof topics
  return entries(
    db
      .select({ ...columnsOf(table), workspaceId: table.workspaceId })
      .from(table)
      .where(isNull(table.embedding))
      .orderBy(table.updatedAt)
      .limit(limit),
  )
}

/** Keeps a vector, unless the text that it was made of has changed meanwhile. */
export const keepEmbedding = (
  db: Db,
  where: One & { updatedAt: Date },
  vector: { embedding: number[]; embeddingModel: string },
) => {
  const table = TABLES[where.kind.name] as typeof topics
  return db
    .update(table)
    .set(vector)
    .where(and(one(table, where), eq(table.updatedAt, where.updatedAt)))
}
