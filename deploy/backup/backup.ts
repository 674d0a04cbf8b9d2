import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UserError } from '#local/user-error.ts'
import { type ArchiveWriter, type Manifest, writeArchive } from './archive.ts'
import { run } from './command.ts'
import { openPlace, type Place } from './place.ts'
import { beginSnapshot, checkOf, latestMigration, listTables, readRows } from './tables.ts'

type Kept = Pick<Place, 'client' | 'bucket' | 'own'>

/**
 * Writes an installation to an archive: what only this machine has, all tables as they were at one moment, and all files. Files come
 * last, so that each one that a row names is there, except those that were deleted in between.
 */
export async function backUp(
  place: Kept,
  path: string,
  say: (line: string) => void,
): Promise<Omit<Manifest, 'digest'>> {
  const archive = await writeArchive(path)
  try {
    for (const name of place.own.names) {
      const bytes = place.own.read(name)
      if (bytes) await archive.add(`own/${name}`, bytes)
    }
    const { tables, ...moment } = await keepTables(place, archive)
    const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0)
    say(`  ✔ ${rows} rows of ${Object.keys(tables).length} tables`)
    const files = await keepFiles(place, archive, say)
    say(`  ✔ ${files.count} files, ${megabytes(files.bytes)}`)
    const manifest = { format: 1 as const, ...moment, tables, files }
    await archive.finish(manifest)
    return manifest
  } catch (error) {
    await archive.abandon()
    throw error
  }
}

async function keepTables({ client }: Kept, archive: ArchiveWriter) {
  const tables: Manifest['tables'] = {}
  await beginSnapshot(client)
  try {
    const { rows } = await client.query<{ at: Date }>('select now() as at')
    const migration = await latestMigration(client)
    for (const table of await listTables(client)) {
      const columns = table.columns.map(({ name }) => name)
      tables[table.name] = { columns, ...(await checkOf(client, table)) }
      let batch = 0
      for await (const lines of readRows(client, table))
        await archive.add(
          `tables/${table.name}/${batch++}.ndjson`,
          new TextEncoder().encode(`${lines.join('\n')}\n`),
        )
    }
    return { madeAt: (rows[0]?.at ?? new Date()).toISOString(), migration, tables }
  } finally {
    await client.query('rollback')
  }
}

async function keepFiles({ bucket }: Kept, archive: ArchiveWriter, say: (line: string) => void) {
  const files = { count: 0, bytes: 0 }
  for await (const { key, size } of bucket.list()) {
    await archive.add(`files/${key}`, { size, body: await bucket.read(key) })
    files.count += 1
    files.bytes += size
    if (files.count % 500 === 0) say(`    ${files.count} files, ${megabytes(files.bytes)} …`)
  }
  return files
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

if (import.meta.main)
  await run('npm run backup -- FILE', async (file) => {
    const path = resolve(file)
    if (existsSync(path))
      throw new UserError(`${path} exists already. Name another file, or delete it first.`)
    if (!existsSync(dirname(path))) throw new UserError(`The folder ${dirname(path)} does not exist.`)
    const place = await openPlace(process.env, { mustRest: false })
    try {
      console.log(`Backing up ${place.name} …`)
      await backUp(place, path, console.log)
      const keys =
        place.own.names.length > 0
          ? ' It holds the keys of this machine: keep it where only you can read it.'
          : ''
      console.log(
        `\nWritten to ${path}.${keys} \`npm run restore -- ${path}\` brings it back into an empty installation.`,
      )
    } finally {
      await place.close()
    }
  })
