import { embedLexically } from '#ai/offline/embed.ts'
import { faqText } from '#core/knowledge/rules/faq.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { inWorkspace, MATCH, type Search, type Stage } from './q5-stage.ts'
import type { Question, RetrievalSet } from './q6-lines.ts'

export const MODEL = 'offline/lexical-1'
const RANKS = 10

export const vectorOf = (text: string): string => JSON.stringify(embedLexically(text))

/** Puts a set into a workspace of its own. Returns the key of each id. */
export async function loadSet(stage: Stage, { language, entries }: RetrievalSet) {
  const workspaceId = await stage.newWorkspace()
  const keyOf = new Map<string, string>()
  const insert = (sql: string, values: unknown[]) => stage.owner.query(sql, values)
  await stage.owner.query('begin')
  await stage.owner.query('set local role chorus_system')
  for (const { key, kind, title, text } of entries) {
    const id = newId()
    keyOf.set(id, key)
    if (kind === 'faq') {
      await insert(
        'insert into faq_qa (id, workspace_id, question, answer, lang_code, embedding, embedding_model) values ($1, $2, $3, $4, $5, $6, $7)',
        [id, workspaceId, title, text, language, vectorOf(faqText({ question: title, keywords: [] })), MODEL],
      )
      continue
    }
    const documentId = newId()
    await insert(
      `insert into knowledge_documents (id, workspace_id, title, source, object_name, status, file_size_bytes, chunk_count) values ($1, $2, $3, 'text', '', 'indexed', 0, 1)`,
      [documentId, workspaceId, title],
    )
    // Index as the product does: a short text is one passage, embedded below its title.
    await insert(
      `insert into knowledge_chunks (id, workspace_id, document_id, chunk_index, heading, content, lang_code, embedding, embedding_model, start_char, end_char, token_count)
       values ($1, $2, $3, 0, $4, $5, $6, $7, $8, 0, $9, 50)`,
      [id, workspaceId, documentId, title, text, language, vectorOf(`${title}\n${text}`), MODEL, text.length],
    )
  }
  await stage.owner.query('commit')
  return { workspaceId, keyOf }
}

export type Loaded = Awaited<ReturnType<typeof loadSet>>
/** The search as it is, and each half alone: without a word to look for, or with vectors that no model here made. */
export type Arm = 'hybrid' | 'words' | 'vectors'

export async function ranked(
  stage: Stage,
  { workspaceId, keyOf }: Loaded,
  { query }: Question,
  arm: Arm,
): Promise<string[]> {
  const search: Search = [
    vectorOf(query),
    arm === 'words' ? 'none' : MODEL,
    arm === 'vectors' ? '' : query,
    null,
    RANKS,
  ]
  const rows = await inWorkspace<{ id: string }>(stage, workspaceId, MATCH, search)
  return rows.map(({ id }) => keyOf.get(id) ?? 'unknown')
}

/** Computes the normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen, 2002): 1 is the best order. */
export function ndcg(found: readonly string[], answers: readonly string[]): number {
  const gains = new Map(answers.map((key, n) => [key, 2 ** (3 - n) - 1]))
  const dcg = (keys: readonly string[]) =>
    keys.slice(0, RANKS).reduce((sum, key, n) => sum + (gains.get(key) ?? 0) / Math.log2(n + 2), 0)
  return dcg(found) / dcg(answers)
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
