import { and, eq, notInArray, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { jsonb } from '#core/lib/kernel/jsonb.ts'
import { conversationMessages, ignoreExampleVectors } from '#drizzle/schema/inbox.ts'

interface Compared {
  workspaceId: string
  model: string
  examples: readonly string[]
}

/** Lists those examples of which there is a vector of the model. */
export const known = (db: Db, { workspaceId, model, examples }: Compared) =>
  db.execute<{ text: string }>(sql`select text from ignore_example_vectors
    where workspace_id = ${workspaceId} and model = ${model} and text = any(${sql.param(examples)}::text[])`)

/** Finds the most alike example for each of several vectors, in their order. */
export const nearest = (
  db: Db,
  { workspaceId, model, examples, vectors }: Compared & { vectors: number[][] },
) =>
  db.execute<{ text: string; likeness: number }>(sql`
    select near.text, near.likeness
    from jsonb_array_elements(${jsonb(vectors)}) with ordinality asked(vector, place)
    cross join lateral (
      select v.text, 1 - (v.embedding <=> asked.vector::text::vector) as likeness from ignore_example_vectors v
      where v.workspace_id = ${workspaceId} and v.model = ${model} and v.text = any(${sql.param(examples)}::text[])
      order by v.embedding <=> asked.vector::text::vector limit 1
    ) near
    order by asked.place`)

/** Keeps vectors of examples; one that somebody else has just kept stays. */
export const keep = (
  db: Db,
  {
    workspaceId,
    model,
    texts,
    vectors,
  }: { workspaceId: string; model: string; texts: readonly string[]; vectors: number[][] },
) =>
  db
    .insert(ignoreExampleVectors)
    .values(
      texts.map((text, at) => ({ id: newId(), workspaceId, text, model, embedding: vectors[at] ?? [] })),
    )
    .onConflictDoNothing()

/** Forgets the vectors of examples that are no longer there. */
export const forget = (db: Db, { workspaceId, stay }: { workspaceId: string; stay: readonly string[] }) =>
  db
    .delete(ignoreExampleVectors)
    .where(
      and(
        eq(ignoreExampleVectors.workspaceId, workspaceId),
        notInArray(ignoreExampleVectors.text, [...stay]),
      ),
    )

/** Reads what a message says, and who wrote it. */
export const saidIn = (db: Db, { workspaceId, messageId }: { workspaceId: string; messageId: string }) =>
  db
    .select({ text: conversationMessages.text, direction: conversationMessages.direction })
    .from(conversationMessages)
    .where(and(eq(conversationMessages.workspaceId, workspaceId), eq(conversationMessages.id, messageId)))
