import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import * as z from 'zod'
import { migratePg, OutgrownDatabase } from '#drizzle/migrate.ts'
import { root } from '#local/settings.ts'
import { UserError } from '#local/user-error.ts'

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) })

/**
 * Brings a database up to date as its owner, gives the login its password when one is given, and says what it did. Run
 * twice it applies nothing the second time. Returns the names of the migrations that it applied.
 */
export async function migrate(ownerUrl: string, loginPassword: string | undefined): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect().catch((error: Error) => {
    throw new UserError(`The database cannot be reached: ${error.message}. Check CHORUS_OWNER_DATABASE_URL.`)
  })
  try {
    const before = await latest(client)
    await migratePg(client).catch((error: unknown) => {
      throw error instanceof OutgrownDatabase ? new UserError(error.message) : error
    })
    const after = await latest(client)
    const applied = journal().filter(({ when }) => when > before && when <= after)
    for (const { tag } of applied) console.log(`  ✔ ${tag}`)
    console.log(
      applied.length === 0 ? 'The database is up to date.' : `${applied.length} migrations applied.`,
    )
    if (loginPassword) {
      await client.query(`alter role chorus_login password ${pg.escapeLiteral(loginPassword)}`)
      console.log(
        'chorus_login has the password of CHORUS_LOGIN_PASSWORD: put it into the secret DATABASE_URL.',
      )
    }
    return applied.map(({ tag }) => tag)
  } finally {
    await client.end()
  }
}

/** Lists the migrations of this version of Chorus, in their order. */
const journal = () =>
  journalSchema.parse(JSON.parse(readFileSync(join(root, 'drizzle/migrations/meta/_journal.json'), 'utf8')))
    .entries

/** Returns the time of the latest migration that a database has; 0 for an empty one. */
async function latest(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  )
  if (!rows[0]?.there) return 0
  const newest = await client.query<{ at: string | null }>(
    'select max(created_at) as at from drizzle.__drizzle_migrations',
  )
  return Number(newest.rows[0]?.at ?? 0)
}

if (import.meta.main) {
  const { CHORUS_OWNER_DATABASE_URL: url, CHORUS_LOGIN_PASSWORD: password } = process.env
  try {
    if (!url) throw new UserError('Set CHORUS_OWNER_DATABASE_URL to the owner’s connection string.')
    await migrate(url, password)
  } catch (error) {
    console.error(error instanceof UserError ? error.message : error)
    process.exitCode = 1
  }
}
