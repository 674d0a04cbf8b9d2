import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { type Neon, startNeon } from '#local/neon.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The Neon-compatible endpoint: NEON_LOCAL_URL of a Worker. */
    neonUrl: string
    /** The product's connection (`chorus_login`): DATABASE_URL of a Worker. */
    databaseUrl: string
    /** The owner's connection; on PGlite its statements need `set local role none` before them. */
    ownerUrl: string
  }
}

const OBJECT_IN_USE = '55006'

/** Number of databases that this process has made; part of their names. */
let made = 0

/** Makes one migrated, empty database for all integration tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { neon, close } = await emptyDatabase()
  project.provide('neonUrl', neon.url)
  project.provide('databaseUrl', neon.databaseUrl)
  project.provide('ownerUrl', neon.ownerUrl)
  return close
}

/** Makes a migrated, empty database: PGlite in memory, or on the server of CHORUS_TEST_DATABASE_URL. */
export async function emptyDatabase(): Promise<{ neon: Neon; close(): Promise<void> }> {
  const server = process.env.CHORUS_TEST_DATABASE_URL
  const scratch = server ? await createScratch(server) : undefined
  const neon = await startNeon({ port: 0, ...(scratch && { databaseUrl: scratch.url }) }).catch(
    async (error) => {
      await scratch?.drop()
      throw error
    },
  )
  return {
    neon,
    async close() {
      await neon.close()
      await scratch?.drop()
    },
  }
}

/**
 * Makes a database for its caller alone, without data of other runs or other versions of the migrations. Copied from the
 * given one for its pgvector, which only a superuser may install.
 */
async function createScratch(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `chorus_test_${Date.now()}_${process.pid}_${made++}`
  const url = new URL(server)
  const template = pg.escapeIdentifier(decodeURIComponent(url.pathname.slice(1)))
  await whenFree(() => execute(server, `create database ${name} template ${template}`))
  // Power failures do not matter here: a commit need not wait for the disk.
  await execute(server, `alter database ${name} set synchronous_commit = off`)
  url.pathname = name
  // Without force: the owner may not end the connections of chorus_login, and Postgres waits for those that are ending.
  return { url: url.href, drop: () => execute(server, `drop database ${name}`) }
}

/** Copies when nobody else is connected to the source, such as another run that copies it too. */
async function whenFree(copy: () => Promise<void>, tries = 40): Promise<void> {
  try {
    await copy()
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code !== OBJECT_IN_USE || tries === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, 500))
    await whenFree(copy, tries - 1)
  }
}

async function execute(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
