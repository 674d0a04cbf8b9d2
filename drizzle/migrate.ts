import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type pg from 'pg'
import { functionsSql } from './functions.ts'

export const migrationsFolder: string = join(import.meta.dirname, 'migrations')

/** A database that no migration of this version can update. */
export class OutgrownDatabase extends Error {
  override name = 'OutgrownDatabase'
}

type Ask = (statement: string) => Promise<{ rows: unknown[] }>

/**
 * Refuses a database whose first migration is older than ours: until the first release they were drawn together into one.
 * @throws OutgrownDatabase
 */
export async function refuseOutgrown(ask: Ask): Promise<void> {
  const { rows: known } = await ask(`select 1 where to_regclass('drizzle.__drizzle_migrations') is not null`)
  if (known.length === 0) return
  const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8')) as {
    entries: { when: number }[]
  }
  const first = journal.entries[0]?.when ?? 0
  const { rows: older } = await ask(
    `select 1 from drizzle.__drizzle_migrations where created_at < ${first} limit 1`,
  )
  if (older.length > 0)
    throw new OutgrownDatabase(
      'This database was made by a version of Chorus from before its first release, and cannot be brought up to date. On your own machine, npm run reset deletes it and npm start begins anew; elsewhere, give an empty one.',
    )
}

/**
 * Runs pending migrations on a Postgres with pgvector, and brings its functions and its protection up to date; `client` is
 * connected as the owner of the database.
 * @throws OutgrownDatabase
 */
export async function migratePg(client: pg.Client): Promise<void> {
  await refuseOutgrown((statement) => client.query(statement))
  await migrate(drizzle({ client }), { migrationsFolder })
  await client.query(`begin; ${functionsSql()} commit`)
}
