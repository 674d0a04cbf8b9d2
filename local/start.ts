import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ChildDied, Children } from './children.ts'
import { readCrons, startCron } from './cron.ts'
import { ensureDashboard } from './dashboard.ts'
import { type Demo, ensureDemo } from './demo.ts'
import { type Neon, startNeon } from './neon.ts'
import { requireFreePorts } from './ports.ts'
import { markRunning, markStopped, runningPid } from './running.ts'
import { ensureSecrets } from './secrets.ts'
import { readSettings, root, type Settings } from './settings.ts'
import { UserError } from './user-error.ts'
import {
  type Addresses,
  addressesOf,
  dashboardBuild,
  emulatorsCommand,
  pagesCommand,
  workerCommand,
} from './worker.ts'

const readyWithinMs = 90_000
const startedAt = Date.now()

/** What is running and must be ended, whichever way this process ends. */
interface House {
  children: Children
  /** Also while it opens: a database interrupted at its first start would be left broken. */
  neon?: Promise<Neon>
  stopCron?: () => void
}

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const { dataDir, ports, databaseUrl } = settings
  mkdirSync(join(dataDir, 'logs'), { recursive: true })
  const pid = runningPid(dataDir)
  if (pid) throw new UserError(`Chorus runs already on ${dataDir} (process ${pid}).`)
  const { postgres, ...others } = ports
  await requireFreePorts(databaseUrl ? others : { ...others, postgres })
  markRunning(dataDir)

  const house: House = { children: new Children(join(dataDir, 'logs')) }
  const stopped = Promise.withResolvers<void>()
  onEnd(() => stopped.resolve())
  try {
    const serving = serve(settings, house).then(() => stopped.promise)
    await Promise.race([serving, stopped.promise, house.children.died])
    console.log('\nStopping …')
  } finally {
    house.stopCron?.()
    await house.children.stop()
    // One that did not open has said so already.
    await house.neon?.then(
      (neon) => neon.close(),
      () => undefined,
    )
    markStopped(dataDir)
  }
}

/** Asked to end, or left alone: npm hands a signal to the shell between it and us, which ends without passing it on. */
function onEnd(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  for (const stream of [process.stdout, process.stderr]) stream.on('error', stop)
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && stop(), 500).unref()
}

async function serve(settings: Settings, house: House): Promise<void> {
  const { dataDir } = settings
  const { children } = house
  const secrets = ensureSecrets(dataDir)
  const at = addressesOf(settings)
  console.log('Starting Chorus …')
  children.start(emulatorsCommand(settings, secrets))
  children.start(workerCommand(settings, secrets))
  await Promise.all([
    startDatabase(settings, house),
    answers(at.emulators, '/_control/calls').then(() => done('emulators')),
    startDashboard(settings, house),
  ])
  await answers(at.api, '/health')
  done('Worker')
  house.stopCron = startCron(readCrons(readFileSync(join(root, 'wrangler.toml'), 'utf8')), (cron, time) =>
    fire(at.api, cron, time),
  )
  await answers(at.web, '/api/health')
  done('dashboard')
  const demo = await ensureDemo({
    apiUrl: at.api,
    webUrl: at.web,
    emulatorUrl: at.emulators,
    dataDir,
    secrets,
  })
  done('demo workspace')
  announce(at, settings, demo)
}

async function startDatabase({ dataDir, ports, databaseUrl }: Settings, house: House): Promise<void> {
  house.neon = startNeon({
    port: ports.neon,
    ...(databaseUrl ? { databaseUrl } : { pgPort: ports.postgres, dataDir: join(dataDir, 'postgres') }),
  })
  await house.neon
  done('database')
}

async function startDashboard(settings: Settings, { children }: House): Promise<void> {
  if ((await ensureDashboard(() => children.run(dashboardBuild()))) === 'built') done('dashboard built')
  children.start(pagesCommand(settings))
}

/** Waits until an address answers as it should; says what it answered when it never did. */
async function answers(origin: string, path: string): Promise<void> {
  let last = 'no answer'
  while (Date.now() - startedAt < readyWithinMs) {
    try {
      const response = await fetch(`${origin}${path}`, { signal: AbortSignal.timeout(5_000) })
      if (response.ok) return
      last = `${response.status} ${await response.text()}`
    } catch (error) {
      last = String(error instanceof Error ? (error.cause ?? error) : error)
    }
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new UserError(`${origin}${path} did not become ready: ${last}\nSee the logs in the data directory.`)
}

function fire(apiUrl: string, cron: string, time: Date): void {
  const query = new URLSearchParams({ cron, time: String(time.getTime()) })
  fetch(`${apiUrl}/cdn-cgi/handler/scheduled?${query}`)
    .then(async (response) => {
      if (!response.ok) console.error(`cron ${cron}: ${response.status} ${await response.text()}`)
    })
    .catch((error: unknown) => console.error(`cron ${cron}: ${String(error)}`))
}

const done = (what: string): void =>
  console.log(`  ✔ ${what.padEnd(16)} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)

function announce(at: Addresses, { dataDir, ports, databaseUrl }: Settings, demo: Demo): void {
  console.log(`
Chorus is ready.

  Dashboard   ${at.web}   sign in as ${demo.email} with ${demo.password}
  Phone       ${at.emulators}   write as a contact, read what was published and mailed
  API         ${at.api}   described at ${at.api}/docs
  Database    ${databaseUrl ? 'the Postgres of CHORUS_DATABASE_URL' : `localhost:${ports.postgres}`}   Neon-compatible at ${at.neon}
  Logs        ${join(dataDir, 'logs')}

Open the phone, write a question, and watch the answer arrive in the Inbox of the dashboard. Ctrl-C stops everything.`)
}

try {
  await main()
} catch (error) {
  const plain = error instanceof UserError || error instanceof ChildDied
  console.error(plain ? `\n${error.message}` : error)
  process.exitCode = 1
}
process.exit()
