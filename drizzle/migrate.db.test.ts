import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { describe, expect, it } from 'vitest'
import { migrationsFolder } from './migrate.ts'
import { migratePglite, migrateTables, openPglite } from './pglite.ts'

interface Journal {
  entries: { idx: number; tag: string }[]
}

/** The migrations as they were before the last one. */
function upToTheLast(): { path: string; last: string } {
  const path = mkdtempSync(join(tmpdir(), 'chorus-migrations-'))
  cpSync(migrationsFolder, path, { recursive: true })
  const file = join(path, 'meta/_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal
  const last = journal.entries.pop()
  writeFileSync(file, JSON.stringify(journal))
  return { path, last: last?.tag ?? '' }
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
    const { path, last } = upToTheLast()
    await migrateTables(db, path)
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
    await migratePglite(db)
    rmSync(path, { recursive: true })
    const { rows } = await db.query(
      'select w.name, m.role from workspaces w join members m on m.workspace_id = w.id',
    )
    expect([last, rows]).toEqual([expect.any(String), [{ name: 'Kept', role: 'owner' }]])
    await db.close()
  })
})
