import { and, desc, eq, ilike, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { searched } from '#core/lib/text/searched.ts'
import { faqQa } from '#drizzle/schema/knowledge.ts'
import type { FaqFilter } from '../schemas.ts'
import { containing } from './pattern.ts'

/** Leaves out the search's own columns: neither the words nor the vector travel. */
const columns = {
  id: faqQa.id,
  question: faqQa.question,
  answer: faqQa.answer,
  keywords: faqQa.keywords,
  language: faqQa.language,
  enabled: faqQa.enabled,
  createdAt: faqQa.createdAt,
  updatedAt: faqQa.updatedAt,
}
export type FaqRow = Pick<typeof faqQa.$inferSelect, keyof typeof columns>
export type FaqInsert = typeof faqQa.$inferInsert

interface One {
  workspaceId: string
  id: string
}
const one = ({ workspaceId, id }: One) => and(eq(faqQa.workspaceId, workspaceId), eq(faqQa.id, id))

export const insert = (db: Db, rows: readonly FaqInsert[]) =>
  db
    .insert(faqQa)
    .values([...rows])
    .returning(columns)

export const byId = (db: Db, where: One) => db.select(columns).from(faqQa).where(one(where))

export const lock = (db: Db, where: One) => db.select(columns).from(faqQa).where(one(where)).for('update')

const text = sql`chorus_lines(variadic array[${faqQa.question}, ${faqQa.answer}] || ${faqQa.keywords})`

export function list(
  db: Db,
  {
    workspaceId,
    filter: { enabled, language, search },
    before,
    limit,
  }: { workspaceId: string; filter: FaqFilter; before: Position | null; limit: number },
) {
  const { id, createdAt: at } = faqQa
  const where = and(
    eq(faqQa.workspaceId, workspaceId),
    enabled === undefined ? undefined : eq(faqQa.enabled, enabled),
    language === undefined ? undefined : eq(faqQa.language, language),
    keyset.before(at, id, before),
  )
  const found = (pattern: string) =>
    searched({
      table: faqQa,
      id,
      at,
      where,
      holds: ilike(text, pattern),
      found: sql`select id from match_faqs(${pattern})`,
      limit: limit + 1,
    })
  return db
    .select(columns)
    .from(faqQa)
    .where(
      search
        ? and(eq(faqQa.workspaceId, workspaceId), sql`${id} = any(array${found(containing(search))})`)
        : where,
    )
    .orderBy(desc(at), desc(id))
    .limit(limit + 1)
}

/** Lists those of these questions that are known already. */
export const byQuestions = (
  db: Db,
  { workspaceId, questions }: { workspaceId: string; questions: readonly string[] },
) =>
  db
    .select(columns)
    .from(faqQa)
    .where(and(eq(faqQa.workspaceId, workspaceId), inArray(faqQa.question, [...questions])))

/** Writes whole entries, and replaces those whose id is known. */
export const upsert = (db: Db, rows: readonly FaqInsert[]) =>
  db
    .insert(faqQa)
    .values([...rows])
    .onConflictDoUpdate({
      target: faqQa.id,
      set: Object.fromEntries(
        REPLACED.map(([name, column]) => [name, sql`excluded.${sql.identifier(column)}`]),
      ),
      setWhere: sql`${faqQa.workspaceId} = excluded.workspace_id`,
    })

const REPLACED = [
  ['answer', faqQa.answer.name],
  ['keywords', faqQa.keywords.name],
  ['language', faqQa.language.name],
  ['enabled', faqQa.enabled.name],
  ['embedding', faqQa.embedding.name],
  ['embeddingModel', faqQa.embeddingModel.name],
] as const

type Changeable = 'question' | 'answer' | 'keywords' | 'language' | 'enabled' | 'embedding' | 'embeddingModel'
export type FaqChange = { [Name in Changeable]?: FaqInsert[Name] | undefined }

export const change = (db: Db, { workspaceId, id, ...set }: One & FaqChange) =>
  db.update(faqQa).set(set).where(one({ workspaceId, id })).returning(columns)

export const remove = (db: Db, where: One) => db.delete(faqQa).where(one(where)).returning(columns)

/** Lists entries without a vector of their current text, the longest waiting first. Crosses workspaces. */
export const unembedded = (db: Db, { limit }: { limit: number }) =>
  db
    .select({ ...columns, workspaceId: faqQa.workspaceId })
    .from(faqQa)
    .where(isNull(faqQa.embedding))
    .orderBy(faqQa.updatedAt)
    .limit(limit)

/** Keeps a vector, unless the text that it was made of has changed meanwhile. */
export const keepEmbedding = (
  db: Db,
  {
    workspaceId,
    id,
    updatedAt,
    embedding,
    embeddingModel,
  }: One & { updatedAt: Date; embedding: number[]; embeddingModel: string },
) =>
  db
    .update(faqQa)
    .set({ embedding, embeddingModel })
    .where(and(one({ workspaceId, id }), eq(faqQa.updatedAt, updatedAt)))
