import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { migrate as migrateWithPg } from 'drizzle-orm/node-postgres/migrator'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migrateWithPglite } from 'drizzle-orm/pglite/migrator'
import type pg from 'pg'

const migrationsFolder = join(import.meta.dirname, 'migrations')

/** Runs what has not run yet on the embedded database, as its owner. */
export const migratePglite = (db: PGlite): Promise<void> =>
  migrateWithPglite(drizzlePglite({ client: db }), { migrationsFolder })

/** Runs what has not run yet on a Postgres with pgvector; `client` is connected as the owner of the database. */
export const migratePg = (client: pg.Client): Promise<void> =>
  migrateWithPg(drizzlePg({ client }), { migrationsFolder })
