import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Backend, startEmbedded } from './neon-backend.ts'

let embedded: Backend
beforeAll(async () => {
  embedded = await startEmbedded({})
}, 240_000)
afterAll(() => embedded?.close())

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
/** Does a usual query of the product: reads a table by its name, as its own role, with the default settings. */
async function product(): Promise<unknown> {
  const client = await connect(embedded.loginUrl)
  try {
    await client.query('begin')
    await client.query(`select set_config('role', 'chorus_system', true)`)
    const { rows } = await client.query(
      `select count(*)::int as workspaces, current_setting('statement_timeout') as timeout, current_setting('datestyle') as dates,
        current_setting('timezone') as zone, (select count(*)::int from pg_prepared_statements) as prepared from workspaces`,
    )
    await client.query('commit')
    const { rows: who } = await client.query('select current_user::text as name')
    return { ...rows[0], ...who[0] }
  } finally {
    await client.end()
  }
}

describe('what an outside client does to its session is not there for the product', {
  timeout: 120_000,
}, () => {
  it.each<[what: string, statements: string[]]>([
    [
      'as pg_dump begins',
      [
        `select pg_catalog.set_config('search_path', '', false)`,
        `set datestyle = iso`,
        `set statement_timeout = 0`,
        `set row_security = off`,
      ],
    ],
    ['a search path', [`set search_path = pg_catalog`]],
    ['a setting by its function', [`select set_config('search_path', 'nowhere', false)`]],
    ['a role', ['set role chorus_app']],
    ['no role at all', ['set role none']],
    ['a tenant', [`select set_config('app.workspace_id', '0190b5e2-0000-7000-8000-000000000000', false)`]],
    ['a timeout', [`set statement_timeout = 1`]],
    ['a time zone and a date style', [`set timezone = 'Asia/Kathmandu'`, `set datestyle = 'German'`]],
    ['read only', ['set default_transaction_read_only = on']],
    ['a prepared statement', [`prepare mine as select 1`]],
    ['a temporary table of the name of a real one', ['create temp table workspaces (id int)']],
    ['a lock', ['select pg_advisory_lock(1)']],
  ])('%s', async (_what, statements) => {
    const before = await product()
    const outside = await connect(embedded.ownerUrl)
    try {
      for (const statement of statements) await outside.query(statement)
      expect(await product()).toEqual(before)
    } finally {
      await outside.end()
    }
    expect(await product()).toEqual(before)
  })
})

it('an outside client finds its settings again after the product’s turn, and as the owner that it connected as', async () => {
  const outside = await connect(embedded.ownerUrl)
  const seen = async () =>
    (
      await outside.query(
        `select current_setting('search_path') as path, current_setting('timezone') as zone, current_user::text as name`,
      )
    ).rows[0]
  try {
    await outside.query(`select set_config('search_path', '', false)`)
    await outside.query(`set timezone = 'Asia/Kathmandu'`)
    const before = await seen()
    expect(before).toEqual({ path: '', zone: 'Asia/Kathmandu', name: 'postgres' })
    await product()
    expect(await seen()).toEqual(before)
  } finally {
    await outside.end()
  }
})
