import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type pg from 'pg'
import { functionsSql } from './functions.ts'

export const migrationsFolder: string = join(import.meta.dirname, 'migrations')

/**
 * Runs what has not run yet on a Postgres with pgvector, and brings its functions up to date; `client` is connected as the
 * owner of the database.
 */
export async function migratePg(client: pg.Client): Promise<void> {
  await migrate(drizzle({ client }), { migrationsFolder })
  await client.query(`begin; ${functionsSql()} commit`)
}
