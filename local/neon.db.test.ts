import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Pool as NeonPool, neon, neonConfig } from '@neondatabase/serverless'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { WebSocket } from 'ws'
import { startNeon } from './neon.ts'

const url = inject('neonUrl')
const databaseUrl = inject('databaseUrl')
const table = 'neon_endpoint_test'

/** Runs statements as the owner, whose role the embedded database's only session has left. */
async function asOwner(...statements: string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: inject('ownerUrl') })
  await owner.connect()
  await owner.query(['begin', 'set local role none', ...statements, 'commit'].join(';'))
  await owner.end()
}

beforeAll(async () => {
  neonConfig.fetchEndpoint = () => `${url}/sql`
  neonConfig.wsProxy = () => `${new URL(url).host}/v2`
  neonConfig.useSecureWebSocket = false
  neonConfig.pipelineTLS = false
  neonConfig.pipelineConnect = false
  neonConfig.webSocketConstructor = WebSocket
  await asOwner(
    `create table ${table} (id int primary key, note text not null)`,
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy owned on ${table} to chorus_app using (note = current_setting('app.workspace_id', true))`,
    `grant select, insert, delete on ${table} to chorus_app`,
  )
})
afterAll(() => asOwner(`drop table ${table}`))

const asApp = (workspace: string) =>
  `select set_config('role', 'chorus_app', true), set_config('app.workspace_id', '${workspace}', true)`

describe('HTTP', () => {
  const sql = neon(databaseUrl)

  test('a statement answers with typed rows', async () => {
    const rows =
      await sql`select ${42}::int as number, ${'é'}::text as text, null as nothing, ${[1, 2]}::int[] as list`
    expect(rows).toEqual([{ number: 42, text: 'é', nothing: null, list: [1, 2] }])
  })

  test('a batch is one transaction: what precedes a failure is undone', async () => {
    const batch = sql.transaction([
      sql.query(asApp('a')),
      sql.query(`insert into ${table} values (1, 'a')`),
      sql.query(`insert into ${table} values (1, 'a')`),
    ])
    await expect(batch).rejects.toMatchObject({ code: '23505', constraint: `${table}_pkey` })
    const [, left] = await sql.transaction([sql.query(asApp('a')), sql.query(`select * from ${table}`)])
    expect(left).toEqual([])
  })

  test('the modes of a batch reach the transaction', async () => {
    const [rows] = await sql.transaction(
      [
        sql`select current_setting('transaction_isolation') as level, current_setting('transaction_read_only') as read_only,
        current_setting('transaction_deferrable') as deferrable`,
      ],
      { isolationLevel: 'Serializable', readOnly: true, deferrable: true },
    )
    expect(rows).toEqual([{ level: 'serializable', read_only: 'on', deferrable: 'on' }])
  })

  test('a mode that is none is refused, not executed', async () => {
    const response = await fetch(`${url}/sql`, {
      method: 'POST',
      headers: { 'neon-batch-isolation-level': 'Serializable; drop table users' },
      body: JSON.stringify({ queries: [{ query: 'select 1', params: [] }] }),
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      message: expect.stringContaining('neon-batch-isolation-level'),
    })
  })

  test('a body that is no query is refused with the reason', async () => {
    const response = await fetch(`${url}/sql`, { method: 'POST', body: '{"query":1}' })
    expect(response.status).toBe(400)
  })

  test.each([
    ['select 1 / 0', '22012'],
    ['select * from no_such_table', '42P01'],
    ['select nonsense(', '42601'],
  ])('%s passes SQLSTATE %s through', async (query, code) => {
    await expect(sql.query(query)).rejects.toMatchObject({ code })
  })

  test('concurrent statements do not mix', async () => {
    const numbers = Array.from({ length: 100 }, (_, index) => index)
    const answers = await Promise.all(numbers.map((number) => sql`select ${number}::int as number`))
    expect(answers).toEqual(numbers.map((number) => [{ number }]))
  })
})

describe('WebSocket', () => {
  test('a transaction sees its own writes, and others see them after commit', async () => {
    const pool = new NeonPool({ connectionString: databaseUrl })
    const client = await pool.connect()
    await client.query('begin')
    await client.query(asApp('ws'))
    await client.query(`insert into ${table} values (10, 'ws')`)
    const inside = await client.query(`select note from ${table}`)
    await client.query('commit')
    client.release()
    await pool.end()
    expect(inside.rows).toEqual([{ note: 'ws' }])
    const sql = neon(databaseUrl)
    const [, after] = await sql.transaction([sql.query(asApp('ws')), sql.query(`select id from ${table}`)])
    expect(after).toEqual([{ id: 10 }])
  })

  test('concurrent connections do not mix', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const client = new Client(databaseUrl)
        await client.connect()
        const rows = []
        for (let round = 0; round < 10; round++) {
          const { rows: answer } = await client.query(`select $1::int as c${index}`, [round])
          rows.push(answer[0])
        }
        await client.end()
        return rows
      }),
    )
    for (const [index, rows] of answers.entries()) {
      expect(rows).toEqual(Array.from({ length: 10 }, (_, round) => ({ [`c${index}`]: round })))
    }
  })

  test('a client finds no setting of those before it, and on a server no statement or table either', async () => {
    // Sessions of the embedded database belong to the product, which makes neither.
    const onServer = Boolean(process.env.CHORUS_TEST_DATABASE_URL)
    for (let round = 0; round < 3; round++) {
      const client = new Client(databaseUrl)
      await client.connect()
      const { rows } = await client.query(
        `select current_user::text as name, coalesce(current_setting('test.mark', true), '') as mark`,
      )
      expect(rows).toEqual([{ name: 'chorus_login', mark: '' }])
      await client.query(`select set_config('test.mark', 'mine', false)`)
      if (onServer) {
        await client.query(`create temporary table left_behind (id int)`)
        await client.query(`prepare mine as select 1`)
      }
      await client.end()
    }
  })

  test('a client that vanishes within a transaction leaves nothing and blocks nobody', async () => {
    const client = new Client(databaseUrl)
    await client.connect()
    await client.query('begin')
    await client.query(asApp('gone'))
    await client.query(`insert into ${table} values (20, 'gone')`)
    await client.end()
    const sql = neon(databaseUrl)
    const [, left] = await sql.transaction([sql.query(asApp('gone')), sql.query(`select id from ${table}`)])
    expect(left).toEqual([])
  })

  test('an HTTP statement waits for the open transaction instead of joining it', async () => {
    const client = new Client(databaseUrl)
    await client.connect()
    await client.query('begin')
    await client.query(asApp('open'))
    await client.query(`insert into ${table} values (30, 'open')`)
    const sql = neon(databaseUrl)
    const outside = sql.transaction([sql.query(asApp('open')), sql.query(`select id from ${table}`)])
    const [, seen] = await Promise.all([client.query('rollback'), outside]).then(([, results]) => results)
    await client.end()
    expect(seen).toEqual([])
  })
})

describe('row-level security', () => {
  const sql = neon(databaseUrl)

  test('the endpoint connects as chorus_login', async () => {
    expect(await sql`select current_user::text as name`).toEqual([{ name: 'chorus_login' }])
  })

  test('a query outside the wrapper is refused', async () => {
    await expect(sql.query(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' })
  })

  test('the role and the workspace end with their transaction', async () => {
    await sql.query(asApp('a'))
    await expect(sql.query(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' })
    expect(await sql`select nullif(current_setting('app.workspace_id', true), '') as id`).toEqual([
      { id: null },
    ])
  })

  test('rows of another workspace are not there', async () => {
    await sql.transaction([sql.query(asApp('mine')), sql.query(`insert into ${table} values (40, 'mine')`)])
    const [, others] = await sql.transaction([sql.query(asApp('other')), sql.query(`select * from ${table}`)])
    expect(others).toEqual([])
  })
})

test('a data directory that is no database is a message with the way out', async () => {
  const file = join(tmpdir(), `chorus-broken-${process.pid}`)
  await writeFile(file, 'not a database')
  await expect(startNeon({ port: 0, dataDir: file })).rejects.toThrow('npm run reset')
  await rm(file)
})
