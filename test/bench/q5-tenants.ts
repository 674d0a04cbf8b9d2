import { newId } from '#core/lib/kernel/ids.ts'
import type { Stage } from './q5-stage.ts'
import { MODEL, vectorOf } from './q6-measure.ts'
import { SETS } from './q6-sets.ts'

/** Shares of single workspaces in all passages; the rest belongs to one more. */
export const SHARES = [0.001, 0.01, 0.1, 0.5] as const
const ROWS_A_STATEMENT = 200

export interface Tenant {
  share: number
  workspaceId: string
}

/**
 * Fills the stage with passages made of pieces of the Q6 sets, each with a number of its own, so that no two are
 * equal. The same every time: recall is a property of the data.
 */
export async function loadTenants(stage: Stage, passages: number): Promise<Tenant[]> {
  const random = generator(7)
  const rest = 1 - SHARES.reduce((sum, share) => sum + share, 0)
  const tenants: Tenant[] = []
  for (const share of [...SHARES, rest]) {
    const workspaceId = await stage.newWorkspace()
    await loadPassages(stage, workspaceId, Math.round(passages * share), random)
    if (share !== rest) tenants.push({ share, workspaceId })
  }
  await stage.owner.query('analyze')
  return tenants
}

async function loadPassages(stage: Stage, workspaceId: string, count: number, random: () => number) {
  const { owner } = stage
  const documentId = newId()
  await owner.query('begin')
  await owner.query('set local role chorus_system')
  await owner.query(
    `insert into knowledge_documents (id, workspace_id, title, source, object_name, status, file_size_bytes, chunk_count)
     values ($1, $2, 'Made up', 'text', '', 'indexed', 0, $3)`,
    [documentId, workspaceId, count],
  )
  for (let at = 0; at < count; at += ROWS_A_STATEMENT) {
    const rows = Array.from({ length: Math.min(ROWS_A_STATEMENT, count - at) }, () => madeUp(random))
    await owner.query(
      `insert into knowledge_chunks (id, workspace_id, document_id, chunk_index, content, lang_code, embedding, embedding_model, start_char, end_char, token_count)
       select gen_random_uuid(), $1, $2, $3 + n, content, language, embedding::vector, $4, 0, length(content), 60
       from unnest($5::text[], $6::text[], $7::text[]) with ordinality made (content, language, embedding, n)`,
      [
        workspaceId,
        documentId,
        at,
        MODEL,
        rows.map(({ content }) => content),
        rows.map(({ language }) => language),
        rows.map(({ content }) => vectorOf(content)),
      ],
    )
  }
  await owner.query('commit')
}

/** Joins six pieces of four to eleven words from one language's texts. */
function madeUp(random: () => number) {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const { language, entries } = pick(SETS)
  const pieces = Array.from({ length: 6 }, () => {
    const { title, text } = pick(entries)
    const words = `${title} ${text}`.split(' ')
    const start = Math.floor(random() * Math.max(1, words.length - 6))
    return words.slice(start, start + 4 + Math.floor(random() * 8)).join(' ')
  })
  return { language, content: `${pieces.join('. ')}. ${Math.floor(random() * 1e6)}` }
}

/** The generator mulberry32: small, seeded, good enough to choose words. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
