// `npm test`: runs all checks, and reports what was run, what failed and how long it took. `npm run verify` is its fast part.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setUpPostgres, unsupported } from './setup/postgres.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const fast = process.argv.includes('--fast')
const work = mkdtempSync(join(tmpdir(), 'chorus-test-'))
const countsFile = join(work, 'counts')
const broken = []
const startedAt = Date.now()

/**
 * Database tests whose result may differ on PGlite, which is the same Postgres with one session and built-in extensions: migrations,
 * functions and policies, the endpoint, the kernel, search. The browser tests use all of the product on it; every database
 * test runs on it with `CHORUS_TEST_DATABASE_URL= npx vitest run --project integration`.
 */
const MAY_DIFFER = [
  'drizzle/',
  'local/',
  'core/lib/',
  'core/knowledge/',
  'workers/database',
  'workers/api/lists',
]

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

async function step(name, work) {
  const since = Date.now()
  console.log(`\n▶ ${name}`)
  try {
    await work()
    console.log(`✔ ${name} (${seconds(since)})`)
  } catch (error) {
    broken.push(name)
    console.error(error.message)
    console.log(`✘ ${name} (${seconds(since)})`)
  }
}

/** Runs a program of node_modules on this Node. */
function run(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(modules, program), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CHORUS_TEST_COUNTS: countsFile, ...env },
    })
    child.once('error', reject)
    child.once('close', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${program} ${args.join(' ')} ended with ${code ?? signal}`)),
    )
  })
}

/** Runs steps with a limited number at a time, in this order, until all have ended. */
async function abreast(lanes, steps) {
  const waiting = [...steps]
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await step(...next)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

const types = (project) => run('typescript/bin/tsc', ['--noEmit', '-p', project])
const vitest = (project, env, ...args) =>
  run('vitest/vitest.mjs', ['run', '--project', project, ...args], env)

const steps = [
  ['unit tests', () => vitest('unit*')],
  ['format and lint', () => run('@biomejs/biome/bin/biome', ['ci', '.'])],
  [
    'types',
    async () => {
      await run('wrangler/bin/wrangler.js', [
        'types',
        '--strict-vars=false',
        '-c',
        'wrangler.toml',
        '-c',
        'workers/reader/wrangler.toml',
        'worker-configuration.d.ts',
      ])
      await types('tsconfig.json')
    },
  ],
  ['types of the dashboard', () => types('web/tsconfig.json')],
]

if (!fast) {
  const no = unsupported()
  const url =
    process.env.CHORUS_TEST_DATABASE_URL || (no ? '' : await prepared('a real Postgres', setUpPostgres))
  if (no && !url) {
    console.log(
      `\n– Nothing runs on a real Postgres, since this is ${no}. Give CHORUS_TEST_DATABASE_URL=postgres://… of a Postgres 15–18 with pgvector, whose user may create roles and databases.`,
    )
  }
  const { chromiumPath } = await import('./setup/chromium.mjs')
  const browser = { CHORUS_CHROMIUM: await prepared('a browser', chromiumPath) }
  // Use the real Postgres if there is one: transactions meet in it, while the embedded one has a single session.
  const real = { CHORUS_TEST_DATABASE_URL: url }
  const embedded = { CHORUS_TEST_DATABASE_URL: '' }
  // Each gets a database of its own; the longest come first.
  steps.unshift(
    ['worker tests', () => vitest('worker', real)],
    ['chaos', () => vitest('chaos', real)],
    ['browser tests', () => vitest('e2e', browser)],
    ...(url
      ? [
          ['database tests on a real Postgres', () => vitest('integration', real)],
          ['what may differ on PGlite', () => vitest('integration', embedded, ...MAY_DIFFER)],
        ]
      : [['database tests on PGlite', () => vitest('integration', embedded)]]),
  )
}
// Run two at a time: while one waits, for an answer or for a clock, the other computes.
await abreast(2, steps)

/** Prepares a prerequisite and returns it; empty, and a failure of the run, when it cannot be had. */
async function prepared(name, work) {
  let made = ''
  await step(name, async () => {
    made = await work()
  })
  return made
}

const counts = { passed: 0, failed: 0, skipped: 0 }
const runs = existsSync(countsFile)
  ? readFileSync(countsFile, 'utf8')
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  : []
for (const run of runs) for (const [name, count] of Object.entries(run.counts)) counts[name] += count
const slowest = runs
  .flatMap((run) => run.files)
  .sort((one, other) => other.ms - one.ms)
  .slice(0, 10)
console.log('\nThe slowest files:')
for (const { name, ms } of slowest) console.log(`${(ms / 1000).toFixed(1).padStart(7)} s  ${name}`)
for (const failure of runs.flatMap((run) => run.failures)) console.log(`\n✘ ${failure}`)
// A run that broke before it could count, or a failed check that is no test, counts as a failure.
counts.failed = Math.max(counts.failed, broken.length)
rmSync(work, { recursive: true })

console.log(
  `\n${broken.length === 0 ? 'All of it holds' : `Broken: ${broken.join(', ')}`} (${seconds(startedAt)})`,
)
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = broken.length === 0 ? 0 : 1
