import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Build, dashboardBuild, ensureBuilt, workerBuild } from './builds.ts'
import { ChildDied, Children } from './children.ts'
import { readCrons, startCron } from './cron.ts'
import { embeddedDatabase } from './database.ts'
import { type Demo, ensureDemo } from './demo.ts'
import { startEmulators } from './emulators/server.ts'
import { filesKey } from './files.ts'
import { tellEmulators } from './known-accounts.ts'
import { LogFile } from './log-file.ts'
import { type Neon, startNeon } from './neon.ts'
import { requireFreePorts } from './ports.ts'
import { markRunning, markStopped, runningPid } from './running.ts'
import type { Runtime } from './runtime/runtime.ts'
import { ensureSecrets, type Secrets, writeEnvFile } from './secrets.ts'
import { readSettings, root, type Settings } from './settings.ts'
import { UserError } from './user-error.ts'
import { dashboardServer, rebuildOnChange } from './watch.ts'
import { type Addresses, addressesOf, workerEnv } from './worker.ts'

const readyWithinMs = 90_000
const startedAt = Date.now()

/** Everything that must be stopped however this process ends, in the order of stopping. */
interface House {
  children: Children
  stopCron?: () => void
  runtime?: Promise<Runtime>
  emulators?: Promise<{ stop(): Promise<void> }>
  /** Set already while it opens: a database interrupted at its first start would be left broken. */
  neon?: Promise<Neon>
}

async function main({ watch }: { watch: boolean }): Promise<void> {
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
    const serving = serve(settings, house, watch).then(() => stopped.promise)
    await Promise.race([serving, stopped.promise, house.children.died])
    console.log('\nStopping …')
  } finally {
    house.stopCron?.()
    await house.children.stop()
    // A failed start has been reported already.
    await house.runtime?.then((runtime) => runtime.close(), ignored)
    await house.emulators?.then((emulators) => emulators.stop(), ignored)
    await house.neon?.then((neon) => neon.close(), ignored)
    markStopped(dataDir)
  }
}

const ignored = (): undefined => undefined

/** Calls `stop` on a signal, or when the parent is gone: npm signals the shell between it and us, which ends without passing it on. */
function onEnd(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  for (const stream of [process.stdout, process.stderr]) stream.on('error', stop)
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && stop(), 500).unref()
}

async function serve(settings: Settings, house: House, watch: boolean): Promise<void> {
  const { dataDir } = settings
  const secrets = ensureSecrets(dataDir)
  const at = addressesOf(settings)
  console.log('Starting Chorus …')
  const database = startDatabase(settings, house)
  const platforms = Promise.all([database, startPlatforms(settings, house, secrets)]).then(([{ ownerUrl }]) =>
    tell(ownerUrl, at, secrets),
  )
  await Promise.all([platforms, startWorker(settings, house, secrets, { watch, after: platforms })])
  await answers(at.api, '/health')
  await answers(at.web, '/api/health')
  house.stopCron = startCron(readCrons(readFileSync(join(root, 'wrangler.toml'), 'utf8')), (cron, time) =>
    fire(at.api, cron, time),
  )
  const demo = await ensureDemo({
    apiUrl: at.api,
    webUrl: at.web,
    emulatorUrl: at.emulators,
    ownerUrl: (await database).ownerUrl,
    dataDir,
    secrets,
  })
  done('demo workspace')
  announce(at, settings, demo)
}

/** Registers all accounts with the emulators, which have forgotten them. Must be done before the Worker and cron run. */
const tell = (ownerUrl: string, at: Addresses, { CHORUS_MASTER_KEY: masterKey }: Secrets) =>
  tellEmulators({ ownerUrl, masterKey, emulatorUrl: at.emulators, apiUrl: at.api })

async function startDatabase({ dataDir, ports, databaseUrl }: Settings, house: House): Promise<Neon> {
  const embedded = async () => ({
    pgPort: ports.postgres,
    dataDir: await embeddedDatabase(join(dataDir, 'postgres'), (build) => built(build, house)),
  })
  const source = databaseUrl ? { databaseUrl } : await embedded()
  house.neon = startNeon({ port: ports.neon, ...source })
  const neon = await house.neon
  done('database')
  return neon
}

async function startPlatforms(settings: Settings, house: House, secrets: Secrets): Promise<void> {
  const { api, web } = addressesOf(settings)
  house.emulators = startEmulators({
    port: settings.ports.emulators,
    workerUrl: api,
    webUrl: web,
    secrets,
    keptIn: settings.dataDir,
  })
  await house.emulators
  done('emulators')
}

/** Starts the Worker and the dashboard: as built, or with `watch` rebuilt on change. Builds at once, and starts once `after` is done. */
async function startWorker(
  settings: Settings,
  house: House,
  secrets: Secrets,
  { watch, after }: { watch: boolean; after: Promise<unknown> },
): Promise<void> {
  const { dataDir, ports } = settings
  const { children } = house
  await Promise.all([built(workerBuild, house), ...(watch ? [] : [built(dashboardBuild, house)])])
  const { startRuntime } = await import('./runtime/runtime.ts')
  await after
  const env = await workerEnv(settings, secrets)
  // `npm run keys:rotate` reads here which secrets the running Worker was started with.
  writeEnvFile(join(dataDir, 'worker.env'), env)
  house.runtime = startRuntime({
    ports,
    env,
    dataDir: join(dataDir, 'worker'),
    filesKey: filesKey(secrets),
    log: new LogFile(join(dataDir, 'logs'), 'worker'),
    worker: workerBuild.output,
    dashboard: watch ? undefined : join(root, 'web/dist'),
  })
  const runtime = await house.runtime
  done('Worker')
  if (!watch) return
  children.start(dashboardServer(settings))
  rebuildOnChange(workerBuild, async () => {
    if ((await built(workerBuild, house, Date.now())) === 'built') await runtime.reload()
  })
}

async function built(build: Build, { children }: House, since = startedAt): Promise<'built' | 'unchanged'> {
  const how = await ensureBuilt(build, (command) => children.run(command))
  if (how === 'built') done(build.name, since)
  return how
}

/** Waits until an address answers as expected; reports the last answer when it never does. */
async function answers(origin: string, path: string): Promise<void> {
  let last = 'no answer'
  for (const deadline = Date.now() + readyWithinMs; Date.now() < deadline; ) {
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

const done = (what: string, since = startedAt): void =>
  console.log(`  ✔ ${what.padEnd(16)} ${((Date.now() - since) / 1000).toFixed(1)} s`)

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
  await main({ watch: process.argv.includes('--watch') })
} catch (error) {
  const plain = error instanceof UserError || error instanceof ChildDied
  console.error(plain ? `\n${error.message}` : error)
  process.exitCode = 1
}
process.exit()
