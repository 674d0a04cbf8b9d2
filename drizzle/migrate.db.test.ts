import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import { migrationsFolder } from './migrate.ts'
import { migratePglite, migrateTables, openPglite } from './pglite.ts'

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[]
}

/** Returns a folder with the migrations and one more after them. */
function withOneMore(statements: string): string {
  const path = mkdtempSync(join(tmpdir(), 'chorus-migrations-'))
  cpSync(migrationsFolder, path, { recursive: true })
  const file = join(path, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal
  const { length: idx } = journal.entries
  journal.entries.push({ idx, version: '7', when: Date.now() + idx, tag: 'one_more', breakpoints: true })
  writeFileSync(file, JSON.stringify(journal))
  writeFileSync(join(path, 'one_more.sql'), statements)
  return path
}

const tables = async (db: PGlite) =>
  (await db.query<{ n: number }>(`select count(*)::int as n from pg_tables where schemaname = 'public'`))
    .rows[0]?.n

describe('the migrations', () => {
  it('run forward on an empty database, and a second time do nothing', async () => {
    const db = await openPglite()
    await migratePglite(db)
    const made = await tables(db)
    expect(made).toBeGreaterThan(20)
    await migratePglite(db)
    expect(await tables(db)).toBe(made)
    await db.close()
  })

  it('run forward on a database with data, and keep it', async () => {
    const db = await openPglite()
    await migratePglite(db)
    const [workspaceId, userId] = [randomUUID(), randomUUID()]
    await db.query('insert into users (id, name, email) values ($1, $2, $3)', [
      userId,
      'Ada',
      'ada@chorus.test',
    ])
    await db.query('insert into workspaces (id, name) values ($1, $2)', [workspaceId, 'Kept'])
    await db.query('insert into members (id, workspace_id, user_id, role) values ($1, $2, $3, $4)', [
      randomUUID(),
      workspaceId,
      userId,
      'owner',
    ])
    const path = withOneMore(`alter table workspaces add column colour text default 'blue'`)
    await migrateTables(db, path)
    await migrateTables(db, path)
    rmSync(path, { recursive: true })
    const { rows } = await db.query(
      'select w.name, w.colour, m.role from workspaces w join members m on m.workspace_id = w.id',
    )
    expect(rows).toEqual([{ name: 'Kept', colour: 'blue', role: 'owner' }])
    await db.close()
  })

  it('of before the first release are not led on from, and it is said what to do', async () => {
    const db = await openPglite()
    await db.exec(
      `create schema drizzle; create table drizzle.__drizzle_migrations (id serial, hash text, created_at bigint);
       insert into drizzle.__drizzle_migrations (hash, created_at) values ('of old', 1790000000000)`,
    )
    await expect(migratePglite(db)).rejects.toThrow('npm run reset')
    expect(await tables(db)).toBe(0)
    await db.close()
  })
})

it('a table that a migration forgot to protect is protected', async () => {
  const db = await openPglite()
  const path = withOneMore(
    'create table forgotten (workspace_id uuid not null, updated_at timestamptz not null default now())',
  )
  await migrateTables(db, path)
  rmSync(path, { recursive: true })
  await migratePglite(db)
  const { rows } = await db.query(
    `select c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
       array(select polname::text from pg_policy where polrelid = c.oid order by 1) as policies,
       array(select tgname::text from pg_trigger where tgrelid = c.oid) as triggers,
       has_table_privilege('chorus_app', c.oid, 'insert') as granted
     from pg_class c where c.relname = 'forgotten'`,
  )
  expect(rows).toEqual([
    { enabled: true, forced: true, policies: ['system', 'tenant'], triggers: ['touch'], granted: true },
  ])
  await db.close()
})
