import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePorts } from '../../free-ports.ts'
import { setUpPostgres } from '../q5-stage.ts'

const BIN = '/usr/lib/postgresql/15/bin'
const CLOCK_TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** A Postgres for one bench alone, so that all of its processor time and WAL are the bench's own. */
export interface OwnPostgres {
  /** Connects as an owner who is no superuser, to a database with pgvector. Set it as CHORUS_TEST_DATABASE_URL to open a stage on it. */
  url: string
  /** Processor time of the whole server so far, including ended backends, in seconds. Excludes the kernel's work for it. */
  cpuSeconds(): number
  /** Bytes of WAL written so far. */
  walBytes(): Promise<number>
  /** Starts a turn on equal terms: writes dirty pages, so that full-page images do not count against the next turn. */
  checkpoint(): Promise<void>
  stop(): Promise<void>
}

const running = new Set<OwnPostgres>()
export const stopPostgres = () => Promise.all([...running].map((server) => server.stop()))

/** Starts a server in a folder of its own with Debian's settings, by the packages that the tests install. */
export async function ownPostgres(say: (text: string) => void): Promise<OwnPostgres> {
  if (!existsSync(`${BIN}/initdb`) || !existsSync('/usr/share/postgresql/15/extension/vector.control'))
    setUpPostgres(say)
  const folder = mkdtempSync(join(tmpdir(), 'chorus-bench-postgres-'))
  execFileSync('chown', ['postgres', folder])
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const [port] = await freePorts(1)
  const asPostgres = (program: string, ...args: string[]) =>
    execFileSync('runuser', ['-u', 'postgres', '--', `${BIN}/${program}`, ...args], {
      cwd: folder,
      stdio: 'pipe',
    })
  asPostgres('initdb', '-D', data, '-A', 'trust', '--encoding=UTF8', '--locale=C.UTF-8')
  // Space checkpoints far apart: one that falls into a turn would be counted against it.
  const options = `-p ${port} -k ${folder} -c listen_addresses=localhost -c checkpoint_timeout=1h -c max_wal_size=8GB`
  asPostgres('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start')
  const postmaster = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  const root = new pg.Client({ connectionString: `postgres://postgres@localhost:${port}/postgres` })
  await root.connect()
  const password = randomBytes(16).toString('hex')
  await root.query(`create role chorus_bench login createrole createdb password '${password}'`)
  await root.query('create database chorus_bench owner chorus_bench')
  const inside = new pg.Client({ connectionString: `postgres://postgres@localhost:${port}/chorus_bench` })
  await inside.connect()
  await inside.query('create extension vector')
  await inside.end()
  const server: OwnPostgres = {
    url: `postgres://chorus_bench:${password}@localhost:${port}/chorus_bench`,
    cpuSeconds: () => cpuSecondsOf(postmaster),
    async walBytes() {
      const { rows } = await root.query<{ bytes: string }>(
        "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes",
      )
      return Number(rows[0]?.bytes)
    },
    checkpoint: async () => void (await root.query('checkpoint')),
    async stop() {
      if (!running.delete(server)) return
      await root.end()
      asPostgres('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
  running.add(server)
  return server
}

/** Reads the time of the postmaster, of its children, and of ended children (proc(5): fields 14 to 17). */
function cpuSecondsOf(postmaster: number): number {
  const children = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(/\s+/)
  const [own = 0, ended = 0] = ticksOf(postmaster)
  const living = children.reduce((sum, pid) => sum + (ticksOf(Number(pid))[0] ?? 0), 0)
  return (own + ended + living) / CLOCK_TICKS_A_SECOND
}

function ticksOf(pid: number): [own: number, endedChildren: number] {
  const stat = `/proc/${pid}/stat`
  if (!existsSync(stat)) return [0, 0]
  // The name of the program stands in brackets and may hold spaces.
  const fields = readFileSync(stat, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number)
  return [user + system, endedUser + endedSystem]
}
