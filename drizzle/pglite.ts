import { PGlite } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { vector } from '@electric-sql/pglite-pgvector'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { migrationsFolder } from './migrate.ts'

/** Opens the embedded Postgres with the extensions that the schema needs: in memory, or in `dataDir`. */
export const openPglite = (dataDir?: string): Promise<PGlite> =>
  PGlite.create({ ...(dataDir && { dataDir }), extensions: { btree_gin, vector } })

/** Runs what has not run yet on the embedded Postgres, as its owner; with `folder`, the migrations there instead of all. */
export const migratePglite = (db: PGlite, folder: string = migrationsFolder): Promise<void> =>
  migrate(drizzle({ client: db }), { migrationsFolder: folder })
