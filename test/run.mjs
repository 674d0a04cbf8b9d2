// `npm test`: everything that must hold, with what was run, what failed and how long it took. `npm run verify` is its fast part.
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

const LONGEST_CHAOS = 'test/chaos/r7.db.test.ts'

/** Fails when one of them has, but not before all have come to their end. */
async function together(...works) {
  const failed = (await Promise.allSettled(works)).filter(({ status }) => status === 'rejected')
  if (failed.length > 0) throw new Error(failed.map(({ reason }) => reason.message).join('\n'))
}

const biome = () => run('@biomejs/biome/bin/biome', ['ci', '.'])
const types = (project) => run('typescript/bin/tsc', ['--noEmit', '-p', project])
const vitest = (project, env, ...args) =>
  run('vitest/vitest.mjs', ['run', '--project', project, ...args], env)

await step('format and lint', biome)
await step('types', async () => {
  await run('wrangler/bin/wrangler.js', ['types', '--strict-vars=false', 'worker-configuration.d.ts'])
  await types('tsconfig.json')
})
if (existsSync(join(root, 'web/tsconfig.json')))
  await step('types of the dashboard', () => types('web/tsconfig.json'))
await step('unit tests', () => vitest('unit'))

if (!fast) {
  const no = unsupported()
  const url =
    process.env.CHORUS_TEST_DATABASE_URL || (no ? '' : await prepared('a real Postgres', setUpPostgres))
  const integration = (on) => vitest('integration', { CHORUS_TEST_DATABASE_URL: on })
  if (url)
    await step('integration tests, on PGlite and on a real Postgres', () =>
      together(integration(''), integration(url)),
    )
  else await step('integration tests on PGlite', () => integration(''))
  if (no && !url) {
    console.log(
      `\n– integration tests on a real Postgres: not run, since this is ${no}. Give CHORUS_TEST_DATABASE_URL=postgres://… of a Postgres 15–18 with pgvector, whose user may create roles and databases, to run them.`,
    )
  }
  // Where there is a real Postgres, transactions meet in it; the embedded one has a single session.
  // The longest of its files runs beside the others, on a database of its own.
  await step('chaos', () =>
    together(
      vitest('chaos', { CHORUS_TEST_DATABASE_URL: url }, LONGEST_CHAOS),
      vitest('chaos', { CHORUS_TEST_DATABASE_URL: url }, '--exclude', LONGEST_CHAOS),
    ),
  )
  await step('browser tests', async () => {
    const { chromiumPath } = await import('./setup/chromium.mjs')
    await vitest('e2e', { CHORUS_CHROMIUM: chromiumPath() })
  })
}

/** What has to be there first; empty, and a failure of the run, when it cannot be had. */
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
for (const failure of runs.flatMap((run) => run.failures)) console.log(`\n✘ ${failure}`)
// A run that broke before it could count, or a check that is no test, is a failure all the same.
counts.failed = Math.max(counts.failed, broken.length)
rmSync(work, { recursive: true })

console.log(
  `\n${broken.length === 0 ? 'All of it holds' : `Broken: ${broken.join(', ')}`} (${seconds(startedAt)})`,
)
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = broken.length === 0 ? 0 : 1
