import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '#local/client.ts'
import { asOwner } from '#test/database.ts'
import { enterHouse, type House, newWorkspace } from '#test/house.ts'

let house: House
let owner: Client
let workspaceId: string
let neighbour: { owner: Client; workspaceId: string }
beforeAll(async () => {
  house = await enterHouse()
  ;({ owner, workspaceId } = await newWorkspace(house))
  neighbour = await newWorkspace(house)
})
afterAll(async () => {
  await asOwner('delete from workspaces where id = any($1)', [[workspaceId, neighbour.workspaceId]])
  await house?.close()
})

interface Row {
  id: string
  at: Date
}
interface List {
  path: string
  table: string
  /** Sort order, by time and then by id. */
  order: 'newest first' | 'oldest first'
  insert: (workspaceId: string, rows: readonly Row[]) => Promise<unknown>
}

const inserting =
  (sql: string): List['insert'] =>
  (workspace, rows) =>
    asOwner(sql, [workspace, rows.map(({ id }) => id), rows.map(({ at }) => at.toISOString())])
const rowsGiven = 'from unnest($2::uuid[], $3::timestamptz[]) as r(id, at)'

const LISTS: List[] = [
  {
    path: '/v1/api-keys',
    table: 'api_keys',
    order: 'newest first',
    insert: inserting(
      `insert into api_keys (workspace_id, id, created_at, name, prefix, hash, scopes)
       select $1, r.id, r.at, 'Key', 'chk_', r.id::text, '{see}' ${rowsGiven}`,
    ),
  },
  {
    path: '/v1/knowledge/documents',
    table: 'knowledge_documents',
    order: 'newest first',
    insert: inserting(
      `insert into knowledge_documents (workspace_id, id, created_at, title, source, object_name, status, file_size_bytes)
       select $1, r.id, r.at, 'Document', 'text', r.id::text, 'indexed', 1 ${rowsGiven}`,
    ),
  },
  {
    path: '/v1/media',
    table: 'media',
    order: 'newest first',
    insert: inserting(
      `insert into media (workspace_id, id, created_at, kind, mime_type, file_name, size_bytes, sha256, object_name)
       select $1, r.id, r.at, 'image', 'image/png', 'a.png', 1, '00', r.id::text ${rowsGiven}`,
    ),
  },
  {
    path: '/v1/accounts',
    table: 'social_accounts',
    order: 'oldest first',
    insert: inserting(
      `insert into social_accounts (workspace_id, id, created_at, platform, external_id, name, credentials)
       select $1, r.id, r.at, 'telegram', r.id::text, 'Account', 'sealed' ${rowsGiven}`,
    ),
  },
]

interface Page {
  items: { id: string }[]
  nextCursor: string | null
}
const page = (as: Client, path: string, limit: number, cursor: string | null = null) =>
  as.get<Page>(`${path}?limit=${limit}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)

const TEN = Date.parse('2026-11-20T10:00:00.000Z')
/** Rows with few different times, so that many share one; a millisecond is the smallest difference. */
const rows = fc
  .array(fc.constantFrom(0, 1, 2, 1000), { maxLength: 25 })
  .map((offsets) => offsets.map((ms): Row => ({ id: randomUUID(), at: new Date(TEN + ms) })))

/** Sorts here, not in the database under test. */
function inOrder(all: readonly Row[], order: List['order']): string[] {
  const sorted = [...all].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
  return (order === 'newest first' ? sorted.reverse() : sorted).map(({ id }) => id)
}

async function stage({ table, insert }: List, all: readonly Row[]) {
  await asOwner(`delete from ${table} where workspace_id = $1`, [workspaceId])
  if (all.length > 0) await insert(workspaceId, all)
}

describe.each(LISTS)('walking $path', (list) => {
  it('page by page yields every row once and in order, whatever the size of pages, and knows which is the last', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (all, limit) => {
        await stage(list, all)
        const seen: string[] = []
        let cursor: string | null = null
        do {
          const { items, nextCursor }: Page = await page(owner, list.path, limit, cursor)
          seen.push(...items.map(({ id }) => id))
          // A page that is not the last is full, so the walk ends.
          expect(items.length).toBe(Math.min(limit, all.length - seen.length + items.length))
          expect(nextCursor === null).toBe(seen.length === all.length)
          cursor = nextCursor
        } while (cursor !== null)
        expect(seen).toEqual(inOrder(all, list.order))
      }),
      { numRuns: 12 },
    )
  })

  it('yields what was there once and in order, while rows come in on the side that has been passed', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows.filter((all) => all.length > 0),
        fc.integer({ min: 1, max: 7 }),
        async (all, limit) => {
          await stage(list, all)
          const passed = new Date(list.order === 'newest first' ? TEN + 60_000 : TEN - 60_000)
          const seen: string[] = []
          let cursor: string | null = null
          do {
            const { items, nextCursor }: Page = await page(owner, list.path, limit, cursor)
            seen.push(...items.map(({ id }) => id))
            await list.insert(workspaceId, [{ id: randomUUID(), at: passed }])
            cursor = nextCursor
          } while (cursor !== null)
          expect(seen).toEqual(inOrder(all, list.order))
        },
      ),
      { numRuns: 8 },
    )
  })

  it('with a cursor of another workspace never shows a row of that workspace', async () => {
    const theirs = Array.from({ length: 5 }, (_, i) => ({ id: randomUUID(), at: new Date(TEN + i) }))
    const ours = Array.from({ length: 5 }, (_, i) => ({ id: randomUUID(), at: new Date(TEN + i) }))
    await list.insert(neighbour.workspaceId, theirs)
    await stage(list, ours)
    const { nextCursor } = await page(neighbour.owner, list.path, 2)
    const response = await owner.raw('GET', `${list.path}?limit=100&cursor=${nextCursor}`)
    expect([200, 422]).toContain(response.status)
    const text = await response.text()
    for (const { id } of theirs) expect(text).not.toContain(id)
  })
})

interface OpenApi {
  paths: Record<string, { get?: { parameters?: { name: string; schema: { format?: string } }[] } }>
}

describe('a cursor', () => {
  const [list] = LISTS
  const ask = async (cursor: string) => {
    const response = await owner.raw('GET', `${list?.path}?cursor=${encodeURIComponent(cursor)}`)
    return { status: response.status, body: (await response.json()) as Page & { code?: string } }
  }
  const made = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url')
  let genuine: string
  beforeAll(async () => {
    if (list)
      await stage(
        list,
        [0, 1, 2].map((ms) => ({ id: randomUUID(), at: new Date(TEN + ms) })),
      )
    genuine = (await page(owner, '/v1/api-keys', 1)).nextCursor ?? ''
    expect((await ask(genuine)).status).toBe(200)
  })

  it('that was cut short is refused as wrong input, wherever it was cut', async () => {
    for (let length = 0; length < genuine.length; length++)
      expect([length, await ask(genuine.slice(0, length))]).toMatchObject([
        length,
        { status: 422, body: { code: 'invalid_input' } },
      ])
  })

  it('that was made up is refused as wrong input, never an error of ours', async () => {
    const madeUp = fc.oneof(
      fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
      fc.base64String({ minLength: 1, maxLength: 60 }),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    )
    await fc.assert(
      fc.asyncProperty(madeUp, async (cursor) => {
        expect(await ask(cursor)).toMatchObject({ status: 422, body: { code: 'invalid_input' } })
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['no time', ['yesterday', randomUUID()]],
    ['a time that does not exist', ['2026-02-30T10:00:00.000Z', randomUUID()]],
    ['no id', ['2026-11-20T10:00:00.000Z', "' or true --"]],
    ['a condition for an id', ['2026-11-20T10:00:00.000Z', { $ne: null }]],
    ['one part too many', ['2026-11-20T10:00:00.000Z', randomUUID(), 'x']],
    ['nothing', []],
  ])('that holds %s is refused as wrong input', async (_what, position) => {
    expect(await ask(made(position))).toMatchObject({ status: 422, body: { code: 'invalid_input' } })
  })

  it.each(['0000-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])(
    'of the time %s breaks nothing',
    async (at) => {
      expect([200, 422]).toContain((await ask(made([at, randomUUID()]))).status)
    },
  )

  it('or another time that is before the year one breaks nothing, wherever a list takes one', async () => {
    const { paths } = (await (await fetch(`${house.url}/openapi.json`)).json()) as OpenApi
    const asked: string[] = []
    for (const [path, { get }] of Object.entries(paths)) {
      for (const { name, schema } of get?.parameters ?? []) {
        if (schema.format !== 'date-time') continue
        asked.push(`${path}?${name}`)
        const { status } = await owner.raw('GET', `${path}?${name}=0000-01-01T00:00:00.000Z`)
        expect([path, name, status < 500]).toEqual([path, name, true])
      }
    }
    expect(asked).toContain('/v1/scheduled-posts?from')
  })

  it('whose page would be of no size, or too large, is refused', async () => {
    for (const limit of ['0', '-1', '101', '1.5', 'many', '1e99'])
      expect([limit, (await owner.raw('GET', `/v1/api-keys?limit=${limit}`)).status]).toEqual([limit, 422])
  })
})
