import { eq, sql } from 'drizzle-orm'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { knowledgeDocuments } from '#drizzle/schema/knowledge.ts'
import type { Block } from '#readers/reading.ts'
import type { Passage, SearchKnowledge } from './schemas.ts'

interface Match extends Record<string, unknown> {
  kind: Passage['kind']
  id: string
  document_id: string | null
  faq_id: string | null
  title: string
  heading: string | null
  content: string
  start_char: number
  end_char: number
  score: number
  blocks: Block[] | null
}

/**
 * Finds the workspace's passages and answers nearest to a question, best first: full text and meaning, fused by rank, in
 * one round trip. The tenant is that of the transaction; `match_knowledge` takes none as an argument. `docs/retrieval.md`
 * gives the weights and their reasons. While no engine embeds, the search uses words alone, with a score of 0.
 */
export async function searchPassages(
  ctx: Pick<Ctx, 'db' | 'ai' | 'log'>,
  { query, limit, language }: SearchKnowledge,
): Promise<Passage[]> {
  const { embedding, model } = await ctx.ai.embed([query]).then(
    ({ vectors, model }) => ({ embedding: JSON.stringify(vectors[0]), model }),
    (error: unknown) => {
      ctx.log.warn('knowledge.searched_by_words', { error: describeError(error) })
      return { embedding: null, model: '' }
    },
  )
  const [{ rows }] = await ctx.db.batch((db) => [
    db.execute<Match>(
      sql`select m.*, c.blocks
        from match_knowledge(${embedding}::vector, ${model}, chorus_sought(${query}), ${language ?? null}, ${limit}) with ordinality m
        left join knowledge_chunks c on c.id = m.id and c.workspace_id = chorus_workspace_id() and m.kind = 'chunk'
        order by m.ordinality`,
    ),
  ])
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    ...(row.document_id === null ? {} : { documentId: row.document_id }),
    ...(row.faq_id === null ? {} : { faqId: row.faq_id }),
    title: row.title,
    ...sectionOf(row),
    content: row.content,
    ...(row.blocks === null ? {} : { blocks: row.blocks }),
    start: row.start_char,
    end: row.end_char,
    score: Number(row.score),
  }))
}

/** Returns a passage's heading without the document's title, which is stored before it so that the search finds it too. */
function sectionOf({ title, heading }: Match): { section?: string } {
  const prefix = `${title} > `
  return heading?.startsWith(prefix) ? { section: heading.slice(prefix.length) } : {}
}

/** Returns one row if the workspace has any document. */
export const anyDocument = (db: Db, workspaceId: string) =>
  db
    .select({ id: knowledgeDocuments.id })
    .from(knowledgeDocuments)
    .where(eq(knowledgeDocuments.workspaceId, workspaceId))
    .limit(1)
