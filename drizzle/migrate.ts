import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type pg from 'pg'

export const migrationsFolder: string = join(import.meta.dirname, 'migrations')

/** Runs what has not run yet on a Postgres with pgvector; `client` is connected as the owner of the database. */
export const migratePg = (client: pg.Client): Promise<void> =>
  migrate(drizzle({ client }), { migrationsFolder })
