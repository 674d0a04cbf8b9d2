import { sql } from 'drizzle-orm'
import type { Ctx } from '#core/lib/context.ts'
import type { Passage, SearchKnowledge } from './schemas.ts'

interface Match extends Record<string, unknown> {
  id: string
  document_id: string
  title: string
  content: string
  start_char: number
  end_char: number
  score: number
}

/**
 * The workspace's passages nearest to a question, best first: full text and meaning, fused by rank, in one round trip.
 * The tenant is the transaction's; `match_knowledge` takes none as an argument. `score` is cosine similarity, 0–1.
 */
export async function searchPassages(
  ctx: Pick<Ctx, 'db' | 'ai'>,
  { query, limit, language }: SearchKnowledge,
): Promise<Passage[]> {
  const { vectors, model } = await ctx.ai.embed([query])
  const embedding = JSON.stringify(vectors[0])
  const [{ rows }] = await ctx.db.batch((db) => [
    db.execute<Match>(
      sql`select * from match_knowledge(${embedding}::vector, ${model}, ${query}, ${language ?? null}, ${limit})`,
    ),
  ])
  return rows.map((row) => ({
    id: row.id,
    kind: 'chunk',
    documentId: row.document_id,
    title: row.title,
    content: row.content,
    start: row.start_char,
    end: row.end_char,
    score: Number(row.score),
  }))
}
