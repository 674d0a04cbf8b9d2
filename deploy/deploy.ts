import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeError } from '#core/lib/kernel/errors.ts'
import { bucketOf } from '#local/bucket.ts'
import { root } from '#local/settings.ts'
import { UserError } from '#local/user-error.ts'
import { varNames } from '#workers/env.ts'
import { nameOf, notSetUp, problemsOf, queuesOf, secretsIn } from './checks.ts'
import { migrate } from './migrate.ts'

/**
 * `npm run deploy`: checks and builds everything before it changes anything; then migrates, creates the resources that the
 * Worker binds to, and deploys Worker and dashboard. `--dry-run` ends before the first change.
 */

/** The size limit that we promise; the paid plan allows three times as much. */
const WORKER_MAX_KB = 3 * 1024
/** Pages serves this branch's deployments at the project's own address, whatever branch git is on. */
const PRODUCTION_BRANCH = 'main'
const web = join(root, 'web')
/** The Worker that reads documents. */
const READER = 'workers/reader/wrangler.toml'
const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js')
const vite = join(root, 'node_modules/vite/bin/vite.js')
const environment: NodeJS.ProcessEnv = { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' }

/** The texts of the wrangler.toml files. */
interface Tomls {
  toml: string
  readerToml: string
  webToml: string
}

interface Step {
  name: string
  /** A description of its changes outside this machine. */
  changes: string
  run(): void | Promise<void>
}

function stepsOf({ toml, readerToml, webToml }: Tomls): Step[] {
  const { CHORUS_OWNER_DATABASE_URL: ownerUrl = '', CHORUS_LOGIN_PASSWORD: password } = process.env
  const [queues, bucket, project] = [queuesOf(toml), bucketOf(toml), nameOf(webToml)]
  const deployed = (args: readonly string[], cwd: string) => run(wrangler, args, cwd)
  return [
    {
      name: 'database',
      changes: `applies the migrations that it lacks${password ? ', and sets the password of chorus_login' : ''}`,
      run: () => migrate(ownerUrl, password),
    },
    {
      name: 'what they bind to',
      changes: `creates, where missing, the queues ${queues.join(', ')}, the bucket ${bucket}, the Pages project ${project}`,
      run() {
        for (const queue of queues) create(`queue ${queue}`, ['queues', 'create', queue])
        create(`bucket ${bucket}`, ['r2', 'bucket', 'create', bucket])
        create(`Pages project ${project}`, [
          ...['pages', 'project', 'create', project, '--production-branch', PRODUCTION_BRANCH],
        ])
      },
    },
    {
      name: 'reader',
      changes: `replaces the Worker ${nameOf(readerToml)}, which reads documents for the other one`,
      run: () => deployed(['deploy', '--config', READER], root),
    },
    {
      name: 'Worker',
      changes: `replaces the Worker ${nameOf(toml)}`,
      run: () => deployed(['deploy'], root),
    },
    {
      name: 'dashboard',
      changes: `replaces the dashboard ${project}`,
      run: () => deployed(['pages', 'deploy', '--branch', PRODUCTION_BRANCH, '--commit-dirty=true'], web),
    },
  ]
}

async function main({ dryRun }: { dryRun: boolean }): Promise<void> {
  const read = (file: string) => readFileSync(join(root, file), 'utf8')
  const tomls = {
    toml: read('wrangler.toml'),
    readerToml: read(READER),
    webToml: read('web/wrangler.toml'),
  }
  const missing = check(tomls)
  if (missing > 0 && !dryRun) throw new UserError(`${missing} missing; nothing was changed.`)
  buildWorker('Worker', [])
  buildWorker('reader', ['--config', READER])
  console.log('▶ dashboard: build')
  await attempt('dashboard: build', () =>
    run(vite, ['build', '--logLevel', 'warn'], web, { ...environment, NODE_ENV: 'production' }),
  )
  const steps = stepsOf(tomls)
  for (const [index, { name, changes, run: take }] of steps.entries()) {
    console.log(`▶ ${index + 1}/${steps.length} ${name}: ${dryRun ? 'would be next; it ' : ''}${changes}`)
    if (!dryRun) await attempt(name, take)
  }
  if (!dryRun) console.log('Deployed. Look at /health of the Worker, then sign in.')
  else if (missing > 0) throw new UserError(`Dry run: nothing was changed. ${missing} missing, see above.`)
  else console.log('Dry run: nothing was changed, and nothing is missing.')
}

/** Prints everything that is missing, and returns the number of problems. */
function check(tomls: Tomls): number {
  const who = ask(['whoami'])
  const signedIn = who.ok && !/not authenticated/i.test(who.text)
  const secrets = signedIn ? secretsIn(ask(['secret', 'list', '--format', 'json'])) : null
  const ownerUrl = process.env.CHORUS_OWNER_DATABASE_URL
  const problems = problemsOf({ ...tomls, ownerUrl, known: varNames, signedIn, secrets })
  for (const { what, mend } of problems) console.log(`✘ ${what}\n  ${mend}`)
  if (problems.length === 0) console.log('✔ everything is there')
  if (secrets) for (const line of notSetUp(secrets)) console.log(line)
  return problems.length
}

function buildWorker(name: string, config: readonly string[]): void {
  console.log(`▶ ${name}: build`)
  const { ok, text } = ask(['deploy', '--dry-run', ...config])
  const kib = Number(/gzip:\s*([\d.]+)\s*KiB/.exec(text)?.[1])
  if (!ok || Number.isNaN(kib)) throw new UserError(`The ${name} does not build:\n${text}`)
  console.log(`✔ ${Math.round(kib)} KB of ${WORKER_MAX_KB} KB gz`)
  if (kib > WORKER_MAX_KB) throw new UserError(`The ${name} has become larger than promised (Q10).`)
}

/** Creates a resource, or accepts that it exists already. */
function create(what: string, args: readonly string[]): void {
  const { ok, text } = ask(args)
  if (!ok && !/already (exists|taken)/i.test(text)) throw new UserError(`${what}: ${text}`)
  console.log(`  ✔ ${what}${ok ? ' created' : ''}`)
}

function ask(args: readonly string[]): { ok: boolean; text: string } {
  const options = { cwd: root, env: environment, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [wrangler, ...args], options)
  return { ok: status === 0, text: `${stdout}${stderr}` }
}

function run(program: string, args: readonly string[], cwd: string, env = environment): void {
  const { status } = spawnSync(process.execPath, [program, ...args], { cwd, env, stdio: 'inherit' })
  if (status !== 0) throw new UserError('what it says stands above.')
}

/** Runs a step. @throws UserError that says which step it was, and what to do. */
async function attempt(step: string, take: Step['run']): Promise<void> {
  try {
    await take()
  } catch (error) {
    const said = error instanceof UserError ? error.message : describeError(error)
    throw new UserError(
      `The step “${step}” failed: ${said}\nMend it and run this again: what is done stays done, and is not done twice.`,
    )
  }
}

try {
  await main({ dryRun: process.argv.includes('--dry-run') })
} catch (error) {
  console.error(error instanceof UserError ? error.message : error)
  process.exitCode = 1
}
