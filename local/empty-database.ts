// `node local/empty-database.ts DIR`: the files of an embedded database, migrated and empty. In a process of its own:
// what building one takes in memory is never given back.
import { rmSync } from 'node:fs'
import { migratePglite, openPglite } from '#drizzle/pglite.ts'

const [dir] = process.argv.slice(2)
if (!dir) throw new Error('Say where to put it: node local/empty-database.ts DIR')
rmSync(dir, { recursive: true, force: true })
const db = await openPglite(dir)
await migratePglite(db)
await db.close()
