import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Log, LogLevel, Miniflare, type MiniflareOptions } from 'miniflare'
import type { filesKey } from '../files.ts'
import type { LogFile } from '../log-file.ts'

type WorkerOptions = MiniflareOptions['workers'][number]

export interface RuntimeOptions {
  ports: { api: number; web: number }
  /** Variables that replace those of the Worker's configuration. */
  env: Record<string, string>
  /** The folder of Durable Objects and files. */
  dataDir: string
  log: LogFile
  /** The output folder of `bundle-worker.ts`. */
  worker: string
  /** The key to the files by S3's API, which `npm run backup` uses. */
  filesKey: ReturnType<typeof filesKey>
  /** The built files of the dashboard; absent when it has its own server. */
  dashboard?: string | undefined
}

export interface Runtime {
  /** Replaces the running Worker by the current build. */
  reload(): Promise<void>
  close(): Promise<void>
}

/** Runs the built Workers and dashboard in one workerd. */
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

/** Removes Miniflare's signal handlers, which end this process before the database is closed. The caller ends it by `close`. */
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
    // Do not look up this machine's location, which nothing needs.
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
      withFilesServed(builtWorker(options.worker, options.env), options.filesKey),
      builtWorker(join(options.worker, 'reader')),
      ...(dashboard ? [dashboardWorker(options, dashboard)] : []),
    ],
  }
}

/** Returns a Worker as wrangler bundled it, with the variables of this machine. */
function builtWorker(folder: string, env: Record<string, string> = {}): WorkerOptions {
  const built = JSON.parse(readFileSync(join(folder, 'options.json'), 'utf8')) as WorkerOptions
  const vars = Object.entries(env).map(([name, value]) => [name, { type: 'text' as const, value }])
  return {
    ...built,
    config: {
      ...built.config,
      env: { ...built.config.env, ...Object.fromEntries(vars) },
      manifest: builtModules(folder),
    },
  }
}

/** Returns a Worker whose bucket is served by S3's API too. */
function withFilesServed(worker: WorkerOptions, key: RuntimeOptions['filesKey']): WorkerOptions {
  const bindings = Object.entries(worker.config.env ?? {}).map(([name, binding]) => [
    name,
    binding.type === 'r2' ? { ...binding, dev: { ...binding.dev, experimentalS3Credentials: key } } : binding,
  ])
  return { ...worker, config: { ...worker.config, env: Object.fromEntries(bindings) } }
}

/** Returns a bundle with the WebAssembly that lies beside it. */
function builtModules(folder: string) {
  const { modules, ...main } = moduleOf(readFileSync(join(folder, 'index.js'), 'utf8'))
  const compiled = readdirSync(folder).filter((name) => name.endsWith('.wasm'))
  const beside = compiled.map((name) => [
    name,
    { type: 'wasm' as const, contents: readFileSync(join(folder, name)) },
  ])
  return { ...main, modules: { ...modules, ...Object.fromEntries(beside) } }
}

/** The Worker at the public port, in front of the real one: it adds an address that fires a cron by hand. */
const frontWorker = (): WorkerOptions => ({
  config: {
    name: 'front',
    compatibilityDate,
    compatibilityFlags: ['service_binding_extra_handlers'],
    manifest: moduleOf(ownModule('front.js')),
    env: { WORKER: { type: 'worker', worker: 'chorus' } },
  },
})

/** Serves the built files as Pages does, with their Function. */
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

/** Writes miniflare's own messages to the Worker's log. */
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
