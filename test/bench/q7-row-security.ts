import type { Figure } from './figure.ts'
import { inWorkspace, median, openStage, type Stage, timed } from './q5-stage.ts'
import { loadTenants } from './q5-tenants.ts'
import { vectorOf } from './q6-measure.ts'

const PASSAGES = 10_000
const TURNS = 9
const ASKED_A_TURN = 40
const LIMIT = 1.2

/** Queries of screens and workers on passages, as stores write them: each names its workspace. `@` stands for the table. */
const QUERIES: Record<string, { sql: string; values: (workspaceId: string) => unknown[] }> = {
  'a page of a list': {
    sql: `select id, content, created_at from @ where workspace_id = $1 and document_id = any (array(select d.id from knowledge_documents d where d.workspace_id = $1)) order by document_id desc, chunk_index desc limit 50`,
    values: (id) => [id],
  },
  'a sort of everything': {
    sql: `select id, content, created_at from @ where workspace_id = $1 order by chunk_index % 97, id limit 50`,
    values: (id) => [id],
  },
  'one row': {
    sql: `select id, content from @ where workspace_id = $1 and document_id = (select d.document_id from @ d where d.workspace_id = $1 limit 1) and chunk_index = 5`,
    values: (id) => [id],
  },
  'a count': { sql: 'select count(*) from @ where workspace_id = $1', values: (id) => [id] },
  'the nearest vectors': {
    sql: 'select id from @ where workspace_id = $1 order by embedding <=> $2::vector limit 10',
    values: (id) => [id, vectorOf('free delivery of a bicycle')],
  },
}

/** Q7: queries under row-level security, compared with the same queries on the same rows in a table without it. */
export async function rowSecurity(say: (text: string) => void): Promise<Figure> {
  const stage = await openStage(say)
  try {
    say(`loading ${PASSAGES} passages, twice`)
    const tenants = await loadTenants(stage, PASSAGES)
    const workspaceId = tenants.find(({ share }) => share === 0.1)?.workspaceId ?? ''
    await copyUnprotected(stage)
    await refusesOthers(stage, workspaceId)
    const rows: Row[] = []
    for (const name of Object.keys(QUERIES)) {
      const row = await measure(stage, workspaceId, name)
      rows.push(row)
      say(`${name}: ${row.ratio.toFixed(2)} ×`)
    }
    return {
      id: 'Q7',
      promise: 'queries under row-level security, beside the same without it',
      limit: `≤ ${LIMIT} ×, as many round trips`,
      anchor: `without: ${rows.map(({ name, openMs }) => `${name} ${openMs.toFixed(2)} ms`).join(', ')}`,
      measured: rows.map(({ name, ratio }) => `${name} ${ratio.toFixed(2)} ×`).join(', '),
      holds: rows.every(({ ratio }) => ratio <= LIMIT),
      notes: [
        'Both sides in one transaction each, entered as the application enters it: the same four round trips here, one over HTTP.',
        `A workspace with a tenth of ${PASSAGES} passages; median of ${TURNS} turns of ${ASKED_A_TURN}.`,
        'Full-text search under it does not use its index and is not among them: it stands in match_knowledge (Q5).',
      ],
      detail: { rows },
    }
  } finally {
    await stage.close()
  }
}

interface Row {
  name: string
  openMs: number
  ratio: number
}

async function measure(stage: Stage, workspaceId: string, name: string): Promise<Row> {
  const query = QUERIES[name]
  if (!query) throw new Error(`There is no query “${name}”.`)
  const values = query.values(workspaceId)
  const turn = (table: string) =>
    timed(async () => {
      for (let n = 0; n < ASKED_A_TURN; n++)
        await inWorkspace(stage, workspaceId, query.sql.replaceAll('@', table), values)
    })
  await turn('open_chunks')
  await turn('knowledge_chunks')
  const turns: { open: number; secured: number }[] = []
  for (let n = 0; n < TURNS; n++)
    turns.push({ open: await turn('open_chunks'), secured: await turn('knowledge_chunks') })
  return {
    name,
    openMs: median(turns.map(({ open }) => open)) / ASKED_A_TURN,
    ratio: median(turns.map(({ open, secured }) => secured / open)),
  }
}

async function copyUnprotected({ owner }: Stage): Promise<void> {
  await owner.query('create table open_chunks (like knowledge_chunks including all)')
  await owner.query('grant insert on open_chunks to chorus_system')
  await owner.query('grant select on open_chunks to chorus_app')
  await owner.query('begin')
  await owner.query('set local role chorus_system')
  const columns =
    'id, workspace_id, document_id, chunk_index, content, lang_code, embedding, embedding_model, start_char, end_char, token_count'
  await owner.query(`insert into open_chunks (${columns}) select ${columns} from knowledge_chunks`)
  await owner.query('commit')
  await owner.query('analyze open_chunks')
}

/** Checks that one side is secured and the other is not: only then does the ratio mean anything. */
async function refusesOthers(stage: Stage, workspaceId: string): Promise<void> {
  const count = async (table: string) =>
    Number(
      (await inWorkspace<{ n: string }>(stage, workspaceId, `select count(*) as n from ${table}`, []))[0]?.n,
    )
  const [secured, open] = [await count('knowledge_chunks'), await count('open_chunks')]
  if (secured !== PASSAGES / 10 || open !== PASSAGES)
    throw new Error(`Of ${PASSAGES} passages the workspace saw ${secured} secured and ${open} open ones.`)
}
