// `node local/empty-database.ts DIR`: writes the files of a migrated, empty embedded database. Runs in its own process,
// since the memory that this takes is never released.
import { rmSync } from 'node:fs'
import { migratePglite, openPglite } from '#drizzle/pglite.ts'

const [dir] = process.argv.slice(2)
if (!dir) throw new Error('Say where to put it: node local/empty-database.ts DIR')
rmSync(dir, { recursive: true, force: true })
const db = await openPglite(dir)
await migratePglite(db)
await db.close()
