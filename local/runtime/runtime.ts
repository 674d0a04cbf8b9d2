import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Log, LogLevel, Miniflare, type MiniflareOptions } from 'miniflare'
import type { LogFile } from '../log-file.ts'

type WorkerOptions = MiniflareOptions['workers'][number]

export interface RuntimeOptions {
  ports: { api: number; web: number }
  /** What the Worker is told instead of what its configuration says. */
  env: Record<string, string>
  /** Where Durable Objects and files are kept. */
  dataDir: string
  log: LogFile
  /** What `bundle-worker.ts` made. */
  worker: string
  /** The built files of the dashboard; absent where it has a server of its own. */
  dashboard?: string | undefined
}

export interface Runtime {
  /** Puts the Worker as it is built now in the place of the one that runs. */
  reload(): Promise<void>
  close(): Promise<void>
}

/** The Workers and the dashboard as they were built, in one workerd. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { log } = options
  const miniflare = withoutItsSignals(() => new Miniflare(miniflareOptions(options)))
  await miniflare.ready
  return {
    reload: () => miniflare.setOptions(miniflareOptions(options)),
    close() {
      log.hush()
      return miniflare.dispose().finally(() => log.end())
    },
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Miniflare ends this process at a signal, before the database is closed. Who starts it ends it, by `close`. */
function withoutItsSignals<T>(make: () => T): T {
  const before = signals.map((signal) => process.listeners(signal))
  const made = make()
  signals.forEach((signal, index) => {
    const added = process.listeners(signal).filter((listener) => !before[index]?.includes(listener))
    for (const listener of added) process.removeListener(signal, listener)
  })
  return made
}

function miniflareOptions(options: RuntimeOptions): MiniflareOptions {
  const { ports, dataDir, log, dashboard } = options
  return {
    host: '127.0.0.1',
    port: ports.api,
    // No look-up of where this machine stands: nothing asks.
    cf: false,
    logRequests: false,
    enableDevRegistry: false,
    resourcePersistencePath: dataDir,
    log: new NotedLog(log),
    handleStructuredLogs: ({ message }) => log.note(message),
    unsafeHandleRuntimeRestart: () =>
      console.error(`worker: workerd had ended by itself and runs again. Its log: ${log.path}`),
    workers: [
      frontWorker(),
      builtWorker(options.worker, options.env),
      builtWorker(join(options.worker, 'reader')),
      ...(dashboard ? [dashboardWorker(options, dashboard)] : []),
    ],
  }
}

/** A Worker as wrangler bundled it, told what is different on this machine. */
function builtWorker(folder: string, env: Record<string, string> = {}): WorkerOptions {
  const built = JSON.parse(readFileSync(join(folder, 'options.json'), 'utf8')) as WorkerOptions
  const vars = Object.entries(env).map(([name, value]) => [name, { type: 'text' as const, value }])
  return {
    ...built,
    config: {
      ...built.config,
      env: { ...built.config.env, ...Object.fromEntries(vars) },
      manifest: moduleOf(readFileSync(join(folder, 'index.js'), 'utf8')),
    },
  }
}

/** What stands at the Worker's port: it adds the address by which a cron is fired by hand. */
const frontWorker = (): WorkerOptions => ({
  config: {
    name: 'front',
    compatibilityDate,
    compatibilityFlags: ['service_binding_extra_handlers'],
    manifest: moduleOf(ownModule('front.js')),
    env: { WORKER: { type: 'worker', worker: 'chorus' } },
  },
})

/** The built files as Pages serves them, with the Function that stands beside them. */
function dashboardWorker({ worker, ports }: RuntimeOptions, files: string): WorkerOptions {
  const api = readFileSync(join(worker, 'pages-function.js'), 'utf8')
  return {
    config: {
      name: 'chorus-web',
      compatibilityDate,
      manifest: {
        mainModule: 'index.js',
        modules: {
          'index.js': { type: 'esm', contents: ownModule('dashboard.js') },
          'api.js': { type: 'esm', contents: api },
        },
      },
      env: { API: { type: 'worker', worker: 'chorus' }, ASSETS: { type: 'assets' } },
      assets: {
        directory: files,
        hasUserWorker: true,
        runWorkerFirst: true,
        notFoundHandling: 'single-page-application',
      },
    },
    dev: { unsafeDirectSockets: [{ host: '127.0.0.1', port: ports.web }] },
  }
}

const compatibilityDate = '2026-11-01'

const moduleOf = (contents: string) => ({
  mainModule: 'index.js',
  modules: { 'index.js': { type: 'esm' as const, contents } },
})

const ownModule = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')

/** What miniflare itself says goes where the Worker's words go. */
class NotedLog extends Log {
  readonly #file: LogFile

  constructor(file: LogFile) {
    super(LogLevel.INFO)
    this.#file = file
  }

  protected override log(message: string): void {
    this.#file.note(message)
  }
}
