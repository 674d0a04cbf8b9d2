import { PGlite } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { vector } from '@electric-sql/pglite-pgvector'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { functionsSql } from './functions.ts'
import { migrationsFolder, refuseOutgrown } from './migrate.ts'

/** Postgres' own 128 MB would be half the memory of `npm start`; the system's file cache holds the rest. */
const smallBuffers = ['-c', 'shared_buffers=32MB', '-c', 'wal_buffers=1MB']

/** Opens the embedded Postgres with the extensions that the schema needs: in memory, or in `dataDir`. */
export const openPglite = (dataDir?: string): Promise<PGlite> =>
  PGlite.create({
    ...(dataDir && { dataDir }),
    extensions: { btree_gin, pg_trgm, vector },
    startParams: [...PGlite.defaultStartParams, ...smallBuffers],
  })

/**
 * Runs pending migrations on the embedded Postgres, as its owner, and brings its functions and its protection up to date.
 * @throws OutgrownDatabase
 */
export async function migratePglite(db: PGlite): Promise<void> {
  await refuseOutgrown((statement) => db.query(statement))
  await migrateTables(db)
  await db.exec(`begin; ${functionsSql()} commit`)
}

/** Runs only the migrations of a folder, such as those of an earlier version. */
export const migrateTables = (db: PGlite, folder: string = migrationsFolder): Promise<void> =>
  migrate(drizzle({ client: db }), { migrationsFolder: folder })
