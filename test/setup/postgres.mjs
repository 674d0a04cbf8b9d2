// A real Postgres with pgvector for the integration tests, from Debian's own packages. Does only what is missing.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const version = '15'
const pgvectorSuite = 'trixie'
const database = 'chorus_test'
const root = fileURLToPath(new URL('../..', import.meta.url))
const logFile = join(process.env.CHORUS_DATA_DIR ?? join(root, '.data'), 'logs', 'setup-postgres.log')

// Administration tools are not on everybody's path.
const environment = {
  ...process.env,
  PATH: `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`,
  DEBIAN_FRONTEND: 'noninteractive',
}

/** Returns the reason why a Postgres cannot be set up on this machine; undefined when it can. */
export function unsupported() {
  if (!existsSync('/etc/debian_version')) return 'not a Debian machine'
  if (process.getuid?.() !== 0) return 'not root'
  return undefined
}

/** Installs, builds, starts and creates what is missing; resolves to the URL of the tests' database, as its owner. */
export async function setUpPostgres(say = console.log) {
  const no = unsupported()
  if (no) {
    throw new Error(
      `setup:postgres installs Debian packages as root, and this is ${no}. Give CHORUS_TEST_DATABASE_URL=postgres://… of a Postgres 15–18 with pgvector instead: its user may create roles and databases.`,
    )
  }
  mkdirSync(dirname(logFile), { recursive: true })
  writeFileSync(logFile, '')
  await installServer(say)
  await buildPgvector(say)
  await startCluster(say)
  return await createDatabase()
}

async function installServer(say) {
  if (existsSync(`/usr/lib/postgresql/${version}/bin/postgres`)) return
  say(`Installing PostgreSQL ${version} …`)
  await install([`postgresql-${version}`])
}

async function buildPgvector(say) {
  if (existsSync(`/usr/share/postgresql/${version}/extension/vector.control`)) return
  say('Building pgvector …')
  await install([`postgresql-server-dev-${version}`, 'build-essential', 'dpkg-dev'])
  const work = mkdtempSync(join(tmpdir(), 'chorus-pgvector-'))
  try {
    const source = await fetchSource(work)
    const pgConfig = `PG_CONFIG=/usr/lib/postgresql/${version}/bin/pg_config`
    // OPTFLAGS: the default is tuned to the CPU that compiles, which may not be the one that runs.
    await run('make', ['-C', source, pgConfig, 'OPTFLAGS='])
    await run('make', ['-C', source, pgConfig, 'install'])
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Fetches Debian's source package, through package lists of its own: the machine's apt configuration stays unchanged. */
async function fetchSource(work) {
  for (const folder of ['lists/partial', 'archives/partial', 'parts'])
    mkdirSync(join(work, folder), { recursive: true })
  writeFileSync(join(work, 'sources.list'), `${sourceLine()}\n`)
  const apt = [
    `Dir::Etc::SourceList=${join(work, 'sources.list')}`,
    `Dir::Etc::SourceParts=${join(work, 'parts')}`,
    `Dir::State::Lists=${join(work, 'lists')}`,
    `Dir::Cache=${work}`,
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option])
  await run('apt-get', [...apt, 'update'])
  await run('apt-get', [...apt, 'source', 'pgvector'], { cwd: work })
  const source = readdirSync(work, { withFileTypes: true }).find(
    (entry) => entry.isDirectory() && entry.name.startsWith('pgvector-'),
  )
  if (!source) throw new Error(`apt-get source pgvector left no sources. See ${logFile}`)
  return join(work, source.name)
}

/** Writes a source line of the machine's own archive with another suite: the machine can reach its own mirror. */
function sourceLine() {
  for (const text of aptSources()) {
    for (const stanza of text.split(/\n\s*\n/)) {
      const field = (name) => stanza.match(new RegExp(`^${name}:\\s*(.+)$`, 'mi'))?.[1]?.trim()
      const suites = field('Suites')?.split(/\s+/) ?? []
      const archive = field('URIs')?.split(/\s+/)[0]
      if (archive && field('Components') && suites.some(isRelease)) {
        const key = field('Signed-By')
        return `deb-src ${key ? `[signed-by=${key}] ` : ''}${archive} ${pgvectorSuite} main`
      }
    }
    for (const [, options = '', archive, suite] of text.matchAll(
      /^deb\s+(\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+.*main/gm,
    )) {
      if (isRelease(suite)) return `deb-src ${options}${archive} ${pgvectorSuite} main`
    }
  }
  throw new Error('No Debian archive found in /etc/apt/sources.list or /etc/apt/sources.list.d.')
}

const codename = () => readFileSync('/etc/os-release', 'utf8').match(/^VERSION_CODENAME=(.+)$/m)?.[1]
const isRelease = (suite) => suite === codename() || suite === 'stable'

function aptSources() {
  const parts = '/etc/apt/sources.list.d'
  const files = existsSync(parts) ? readdirSync(parts).filter((name) => /\.(list|sources)$/.test(name)) : []
  return [...files.map((name) => join(parts, name)), '/etc/apt/sources.list']
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
}

async function startCluster(say) {
  const clusters = await run('pg_lsclusters', ['--no-header'])
  const main = clusters.split('\n').find((line) => line.startsWith(`${version} `) && line.includes(' main '))
  if (!main) await run('pg_createcluster', [version, 'main'])
  if (main?.includes(' online ')) return
  say(`Starting PostgreSQL ${version} …`)
  await run('pg_ctlcluster', ['--skip-systemctl-redirect', version, 'main', 'start'])
}

/** Makes the database. Its owner is no superuser, so that a superuser's right fails here as on a hosted Postgres. */
async function createDatabase() {
  const clusters = await run('pg_lsclusters', ['--no-header'])
  const port = clusters
    .split('\n')
    .find((line) => line.startsWith(`${version} `) && line.includes(' main '))
    ?.split(/\s+/)[2]
  const password = createHash('sha256').update(`${hostname()} ${database}`).digest('hex').slice(0, 32)
  const psql = (name, sql) =>
    run(
      'runuser',
      [
        '-u',
        'postgres',
        '--',
        'psql',
        '-X',
        '-q',
        '-A',
        '-t',
        '-v',
        'ON_ERROR_STOP=1',
        '-p',
        String(port),
        '-d',
        name,
      ],
      { input: sql },
    )
  await psql(
    'postgres',
    `do $$ begin if not exists (select from pg_roles where rolname = '${database}') then create role ${database}; end if; end $$;
     alter role ${database} login createrole createdb nosuperuser nobypassrls password '${password}';
     select 'create database ${database} owner ${database}' where not exists (select from pg_database where datname = '${database}') \\gexec`,
  )
  await psql(database, 'create extension if not exists vector')
  return `postgres://${database}:${password}@localhost:${port}/${database}`
}

async function install(packages) {
  await run('apt-get', ['update'])
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages])
}

/** Runs a command with its words in the log; returns its output on stdout. */
function run(command, args, { input, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: tmpdir(), env: environment, ...options })
    let out = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
      appendFileSync(logFile, chunk)
    })
    child.stderr.on('data', (chunk) => appendFileSync(logFile, chunk))
    child.once('error', (error) => reject(new Error(`${command} does not run: ${error.message}`)))
    child.once('close', (code) => {
      if (code === 0) return resolve(out)
      const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
      reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${tail}\nAll of it: ${logFile}`))
    })
    // The exit code reports a command that ended early.
    child.stdin.on('error', (error) => appendFileSync(logFile, `${command}: ${error.message}\n`))
    child.stdin.end(input ?? '')
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(`CHORUS_TEST_DATABASE_URL=${await setUpPostgres()}`)
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
