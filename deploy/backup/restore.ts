import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { migratePg } from '#drizzle/migrate.ts'
import { UserError } from '#local/user-error.ts'
import { type Manifest, readEntries, skip, verifyArchive } from './archive.ts'
import { run } from './command.ts'
import { openPlace, type Place } from './place.ts'
import { checkOf, laidOpen, latestMigration, listTables, type Table, writeRows } from './tables.ts'

type Restored = Pick<Place, 'client' | 'bucket' | 'own'>

export interface Options {
  /** Leaves the workers as they were, instead of switching off those that act outside. */
  resume: boolean
}

/** The workers that send something to somebody: after a restore they might do again what was done since the backup. */
const ACTING = ['answers', 'publishing', 'comments', 'engagement', 'outgoing_webhooks']

/**
 * Brings an archive back into an empty installation: first all of it is read and compared with its digest; then files are written, which
 * may be done twice; then all tables in one transaction, which ends only if each holds the rows that were kept.
 */
export async function restore(
  place: Restored,
  path: string,
  options: Options,
  say: (line: string) => void,
): Promise<Manifest> {
  const manifest = await verifyArchive(path)
  say(`  ✔ the archive is whole; it holds the state of ${manifest.madeAt}`)
  await requireEmpty(place, manifest)
  for await (const { header, body } of readEntries(path)) {
    const [kind, key] = split(header.name)
    if (kind === 'own') place.own.write(key, new Uint8Array(await new Response(body).arrayBuffer()))
    else if (kind === 'files') await place.bucket.write({ key, size: header.size }, body)
    else await skip(body)
  }
  say(`  ✔ ${manifest.files.count} files`)
  await restoreTables(place, path, manifest, options)
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0)
  say(`  ✔ ${rows} rows of ${Object.keys(manifest.tables).length} tables, each table as it was`)
  return manifest
}

async function requireEmpty({ client }: Restored, { migration }: Manifest): Promise<void> {
  if ((await latestMigration(client)) !== migration)
    throw new UserError(
      'The backup was made by another version of Chorus. Restore it with that version, then bring it up to date with npm run migrate (or npm start).',
    )
  const tables = await listTables(client)
  for (const table of tables.filter(({ name }) => name === 'users' || name === 'workspaces')) {
    const { rows } = await checkOf(client, table)
    if (rows > 0)
      throw new UserError(
        `The installation is not empty: ${rows} ${table.name}. Nothing was changed. A backup is restored into an empty one only (on this machine: npm run reset).`,
      )
  }
}

async function restoreTables(
  place: Restored,
  path: string,
  manifest: Manifest,
  { resume }: Options,
): Promise<void> {
  const { client } = place
  const tables = await listTables(client)
  const byName = new Map(tables.map((table) => [table.name, table]))
  await client.query(`begin; set local timezone = 'UTC'; set local role none`)
  try {
    const putBack = await laidOpen(client, tables)
    for await (const { header, body } of readEntries(path)) {
      const [kind, key] = split(header.name)
      const table = kind === 'tables' ? byName.get(key.split('/')[0] ?? '') : undefined
      if (table) await writeRows(client, table, linesOf(await new Response(body).text()))
      else await skip(body)
    }
    await putBack()
    for (const table of tables) await requireSame(client, table, manifest)
    if (!resume) await holdBack(client, manifest.madeAt)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function requireSame(client: Restored['client'], table: Table, manifest: Manifest): Promise<void> {
  const kept = manifest.tables[table.name]
  const { rows, sum } = await checkOf(client, table)
  if (rows === (kept?.rows ?? 0) && sum === (kept?.sum ?? '0')) return
  throw new UserError(
    `${table.name} would not hold what was kept (${rows} rows of ${kept?.rows ?? 0}). Nothing was changed in the database.`,
  )
}

/** Switches off the workers that act outside, until a person has looked at what happened after the backup. */
const holdBack = (client: Restored['client'], madeAt: string) =>
  client.query(
    `insert into worker_flags (name, enabled, reason, changed_by) select name, false, $2, 'restore' from unnest($1::text[]) name
     on conflict (name) do update set enabled = false, reason = excluded.reason, changed_by = excluded.changed_by`,
    [ACTING, `Restored from the backup of ${madeAt}: what was done after it is not known here.`],
  )

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '')

function split(name: string): [kind: string, key: string] {
  const at = name.indexOf('/')
  return [name.slice(0, at), name.slice(at + 1)]
}

if (import.meta.main)
  await run('npm run restore -- FILE [--resume]', async (file, flags) => {
    const unknown = flags.find((flag) => flag !== '--resume')
    if (unknown) throw new UserError(`${unknown} is not known: npm run restore -- FILE [--resume]`)
    const path = resolve(file)
    if (!existsSync(path)) throw new UserError(`${path} does not exist.`)
    const place = await openPlace(process.env, { mustRest: true })
    try {
      console.log(`Restoring ${place.name} …`)
      if (process.env.CHORUS_OWNER_DATABASE_URL) await migratePg(place.client)
      const resume = flags.includes('--resume')
      await restore(place, path, { resume }, console.log)
      console.log(
        resume
          ? '\nRestored. All workers stand as they did.'
          : `\nRestored. The workers ${ACTING.join(', ')} are switched off, so that nothing that was done after the backup is done again: look at what was due since, then switch them on under Operations → Workers. (--resume leaves them as they were.)`,
      )
    } finally {
      await place.close()
    }
  })
