import { execFileSync } from 'node:child_process'
import pg from 'pg'
import { newId } from '#core/lib/kernel/ids.ts'
import { startNeon } from '#local/neon.ts'

/** A migrated database of its own on a real Postgres, for figures that are compared with another query on the same rows. */
export interface Stage {
  /** URL of the database's owner, for other programs than ours. */
  ownerUrl: string
  /** Address at which the Worker finds the database as it finds Neon: NEON_LOCAL_URL and DATABASE_URL. */
  neonUrl: string
  loginUrl: string
  /** The owner's connection: to set the stage. */
  owner: pg.Client
  /** A connection as the application: one workspace, under row-level security. */
  app: pg.Client
  /** Opens one more connection as the application. */
  connect(): Promise<pg.Client>
  newWorkspace(): Promise<string>
  close(): Promise<void>
}

/** Arguments of a search: vector, model, words, language, number of results. */
export type Search = readonly [
  embedding: string,
  model: string,
  text: string,
  language: string | null,
  limit: number,
]

export const MATCH = 'select * from match_knowledge($1::vector, $2, chorus_sought($3), $4, $5)'

const stages = new Set<Stage>()

/** Drops the databases of an interrupted run. */
export const closeStages = () => Promise.all([...stages].map((stage) => stage.close()))

export async function openStage(say: (text: string) => void): Promise<Stage> {
  const server = process.env.CHORUS_TEST_DATABASE_URL || setUpPostgres(say)
  const name = `chorus_bench_${Date.now()}`
  const url = new URL(server)
  const template = pg.escapeIdentifier(url.pathname.slice(1))
  url.pathname = name
  await execute(server, `create database ${name} template ${template}`)
  const neon = await startNeon({ port: 0, databaseUrl: url.href })
  const open: pg.Client[] = []
  const connect = async (to = neon.databaseUrl) => {
    const client = await connected(to)
    open.push(client)
    return client
  }
  const owner = await connect(neon.ownerUrl)
  const stage: Stage = {
    owner,
    ownerUrl: neon.ownerUrl,
    neonUrl: neon.url,
    loginUrl: neon.databaseUrl,
    app: await connect(),
    connect,
    async newWorkspace() {
      const id = newId()
      await owner.query('begin')
      await owner.query('set local role chorus_system')
      await owner.query("insert into workspaces (id, name) values ($1, 'Bench')", [id])
      await owner.query('commit')
      return id
    },
    async close() {
      if (!stages.delete(stage)) return
      await Promise.all(open.map((client) => client.end()))
      await neon.close()
      await execute(server, `drop database ${name}`)
    },
  }
  stages.add(stage)
  return stage
}

/** Sets up the tests' own server, and returns the address that its program prints. */
export function setUpPostgres(say: (text: string) => void): string {
  const said = execFileSync(process.execPath, ['test/setup/postgres.mjs'], { encoding: 'utf8' })
  const url = /CHORUS_TEST_DATABASE_URL=(\S+)/.exec(said)?.[1]
  if (url === undefined) throw new Error(`The set-up of Postgres named no database: ${said}`)
  say('a real Postgres is up')
  return url
}

/** Runs a query in a workspace: in one transaction, as the application enters it. */
export async function inWorkspace<Row extends pg.QueryResultRow>(
  { app }: Stage,
  workspaceId: string,
  sql: string,
  values: readonly unknown[],
): Promise<Row[]> {
  await app.query('begin')
  await app.query(
    `select set_config('role', 'chorus_app', true), set_config('app.workspace_id', $1, true), set_config('app.user_id', '', true)`,
    [workspaceId],
  )
  const { rows } = await app.query<Row>(sql, [...values])
  await app.query('commit')
  return rows
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function execute(url: string, statement: string): Promise<void> {
  const client = await connected(url)
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Returns the milliseconds that a piece of work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}
