import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import { serveFiles } from '#local/files.ts'
import { stageLists } from '#test/lists/stage.ts'
import { emptyDatabase } from '#test/setup/database.ts'
import { backUp } from './backup.ts'
import { openBucket } from './bucket.ts'
import type { Place } from './place.ts'
import { restore } from './restore.ts'
import { checkOf, listTables } from './tables.ts'

/** An installation of its own: a database, a bucket, and the folder of what only its machine has. */
interface Installation extends Pick<Place, 'client' | 'bucket' | 'own'> {
  kept: Record<string, string>
  loginUrl: string
  close(): Promise<void>
}

const folder = mkdtempSync(join(tmpdir(), 'chorus-backup-'))
const key = { accessKeyId: 'chorus', secretAccessKey: 'of this test' }
const quiet = () => undefined

async function installation(name: string): Promise<Installation> {
  const [database, files] = await Promise.all([emptyDatabase(), serveFiles(join(folder, name), key)])
  const client = new pg.Client({ connectionString: database.neon.ownerUrl })
  await client.connect()
  const kept: Record<string, string> = {}
  return {
    client,
    bucket: openBucket({ url: files.url, ...key }),
    kept,
    loginUrl: database.neon.databaseUrl,
    own: {
      names: ['secrets.json', 'demo.json'],
      read: (file) => (kept[file] === undefined ? null : new TextEncoder().encode(kept[file])),
      write(file, bytes) {
        kept[file] = new TextDecoder().decode(bytes)
      },
    },
    async close() {
      await client.end()
      await Promise.all([files.close(), database.close()])
    },
  }
}

const owner =
  (client: pg.Client) =>
  async (sql: string, values: unknown[] = []) => {
    await client.query('begin; set local role none')
    const { rows } = await client.query(sql, values)
    await client.query('commit')
    return rows
  }

const stored = async ({ bucket }: Installation) => {
  const files: Record<string, string> = {}
  for await (const { key } of bucket.list())
    files[key] = Buffer.from(await new Response(await bucket.read(key)).arrayBuffer()).toString('base64')
  return files
}

/** Counts and sums of each table. */
async function holdings({ client }: Installation) {
  const checks: Record<string, unknown> = {}
  await client.query(`begin; set local timezone = 'UTC'`)
  for (const table of await listTables(client)) checks[table.name] = await checkOf(client, table)
  await client.query('commit')
  return checks
}

/** Lists the protection of the tables: references, triggers, row-level security. */
const protection = ({ client }: Installation) =>
  owner(client)(`
    select 'reference' as kind, conrelid::regclass::text as of, conname::text as name, pg_get_constraintdef(oid) as how
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
    union all select 'trigger', tgrelid::regclass::text, tgname, tgenabled::text from pg_trigger where not tgisinternal
    union all select 'rows', oid::regclass::text, relname, relrowsecurity::text || relforcerowsecurity::text
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
    order by 1, 2, 3`)

let source: Installation
let archive: string
const bytes: Record<string, Uint8Array> = {
  'media/a b/é (1).png': randomBytes(40_000),
  'knowledge/empty': new Uint8Array(),
  'messages/large': randomBytes(9_000_000),
}
const workspaceId = newId()

beforeAll(async () => {
  source = await installation('source')
  const ask = owner(source.client)
  const [userId, accountId] = [newId(), newId()]
  await ask(`insert into users (id, name, email) values ($1, 'Ada', 'ada@chorus.test')`, [userId])
  await ask(`insert into workspaces (id, name) values ($1, 'Kept')`, [workspaceId])
  await ask(`insert into members (id, workspace_id, user_id, role) values ($1, $2, $3, 'owner')`, [
    newId(),
    workspaceId,
    userId,
  ])
  await ask(
    `insert into social_accounts (id, workspace_id, platform, external_id, name, credentials) values ($1, $2, 'telegram', '@kept', 'Kept', 'sealed')`,
    [accountId, workspaceId],
  )
  await stageLists(ask, { workspaceId, accountId, userId, rows: 450 })
  for (const [file, content] of Object.entries(bytes))
    await source.bucket.write(
      { key: file, size: content.byteLength },
      new Blob([new Uint8Array(content)]).stream(),
    )
  source.kept['secrets.json'] = '{"CHORUS_MASTER_KEY":"of this machine"}'
  archive = join(folder, 'kept.tgz')
  await backUp(source, archive, quiet)
})
afterAll(async () => {
  await source.close()
  rmSync(folder, { recursive: true })
})

/** Runs a test on an empty installation. */
async function intoEmpty(work: (target: Installation) => Promise<void>): Promise<void> {
  const target = await installation(`target-${newId()}`)
  try {
    await work(target)
  } finally {
    await target.close()
  }
}

describe('a backup', () => {
  it('brings back every row, file and key, and everything that protects them', () =>
    intoEmpty(async (target) => {
      const before = await protection(target)
      await restore(target, archive, { resume: true }, quiet)
      expect(await holdings(target)).toEqual(await holdings(source))
      expect(await stored(target)).toEqual(
        Object.fromEntries(
          Object.entries(bytes).map(([file, content]) => [file, Buffer.from(content).toString('base64')]),
        ),
      )
      expect(target.kept).toEqual(source.kept)
      expect(await protection(target)).toEqual(before)
      expect(before.length).toBeGreaterThan(200)
      const login = new pg.Client({ connectionString: target.loginUrl })
      await login.connect()
      await login.query('begin; set local role chorus_app')
      const { rows } = await login.query('select count(*)::int as seen from conversations')
      await login.end()
      expect(rows).toEqual([{ seen: 0 }])
    }))

  it('leaves the workers that act outside switched off, unless they are to go on', () =>
    intoEmpty(async (target) => {
      const flags = 'select name, enabled from worker_flags where not enabled order by name'
      const before = await owner(source.client)(flags)
      await restore(target, archive, { resume: false }, quiet)
      const off = await owner(target.client)(flags)
      expect(off.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['answers', 'comments', 'engagement', 'outgoing_webhooks', 'publishing']),
      )
      expect(before.length).toBeLessThan(off.length)
    }))

  it('goes into an empty installation only, and changes nothing in another', async () => {
    const before = await holdings(source)
    await expect(restore(source, archive, { resume: true }, quiet)).rejects.toThrow(
      'The installation is not empty',
    )
    expect(await holdings(source)).toEqual(before)
  })

  it('that broke off or was altered is refused before anything is changed', () =>
    intoEmpty(async (target) => {
      const whole = readFileSync(archive)
      const altered = Uint8Array.from(whole)
      altered[whole.length >> 1] = (altered[whole.length >> 1] ?? 0) ^ 1
      const before = await holdings(target)
      for (const content of [whole.subarray(0, whole.length >> 1), altered, new Uint8Array(2_000)]) {
        const broken = join(folder, 'broken.tgz')
        writeFileSync(broken, content)
        await expect(restore(target, broken, { resume: true }, quiet)).rejects.toThrow(
          'is not a whole backup',
        )
      }
      expect(await holdings(target)).toEqual(before)
      expect(await stored(target)).toEqual({})
      expect(target.kept).toEqual({})
    }))

  it('that fails leaves no archive behind', async () => {
    const path = join(folder, 'failed.tgz')
    const failing = { ...source, bucket: { ...source.bucket, read: () => Promise.reject(new Error('away')) } }
    await expect(backUp(failing, path, quiet)).rejects.toThrow('away')
    expect([path, `${path}.coming`].filter(existsSync)).toEqual([])
  })

  it('of another version of the tables is refused with what to do', () =>
    intoEmpty(async (target) => {
      await owner(target.client)(`update drizzle.__drizzle_migrations set hash = 'of another'`)
      await expect(restore(target, archive, { resume: true }, quiet)).rejects.toThrow(
        'another version of Chorus',
      )
    }))
})
