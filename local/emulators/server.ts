import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createControl } from './control/index.ts'
import { Accounts, type EmulatorModule, type World } from './emulator.ts'
import { Chats } from './lib/chats.ts'
import { Events } from './lib/events.ts'
import { Faults } from './lib/faults.ts'
import { HttpError, readCall, write } from './lib/http.ts'
import { Journal } from './lib/journal.ts'
import { keptIn } from './lib/kept.ts'
import { Timers } from './lib/timers.ts'
import { RETRY_DELAYS_MS, Webhooks } from './lib/webhooks.ts'
import { servePhone, streamEvents } from './phone.ts'
import { platformCall } from './platform-call.ts'
import { emulated } from './registry.ts'

export interface EmulatorOptions {
  /** The port; 0 takes any free one. */
  port: number
  workerUrl: string
  /** The secrets that the installation has from its platforms, by name; the platforms sign webhooks with them. */
  secrets?: Readonly<Record<string, string>>
  /** Emulators beside those in the folders of the platforms. */
  also?: readonly EmulatorModule[]
  /** Origin of the dashboard, to which links in mails may lead. */
  webUrl?: string | undefined
  now?: () => Date
  /** See `World.strangers`. */
  strangers?: World['strangers']
  /** A folder for what emulators keep over restarts; without it they keep it in memory. */
  keptIn?: string
  /** Waits between the tries of a webhook that is not accepted, in milliseconds. */
  retryDelaysMs?: readonly number[]
}

const CONTROL = '/_control'

/** Starts the platforms, their control API and the phone, on one port of this machine. */
export async function startEmulators(
  options: EmulatorOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const own = { url: '' }
  const world = createWorld(options, own)
  const faults = new Faults()
  const hanging = new Timers()
  const emulators = [...(await emulated()), ...(options.also ?? [])].map(({ emulate }) => emulate(world))
  const control = createControl(world, emulators, faults)

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://emulator').pathname
    if (path === `${CONTROL}/events`) {
      streamEvents(world.events, response)
      return
    }
    if (path.startsWith(`${CONTROL}/`)) {
      refuseForeignPages(request)
      write(response, await control(await readCall(request, CONTROL)))
      return
    }
    const mounted = emulators.filter(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
    const [first] = mounted
    if (first) {
      const call = await readCall(request, first.prefix)
      const emulator = mounted.find((one) => one.owns(call)) ?? first
      await platformCall({ world, faults, hanging }, emulator, call, response)
      return
    }
    if (await servePhone(request, response)) return
    throw new HttpError(
      404,
      `Nothing is at ${path}. Platforms: ${emulators.map((one) => one.prefix).join(', ')}.`,
    )
  }

  // Leave closing to the client, as the database's endpoint does (neon.ts).
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    handle(request, response).catch((error: unknown) => write(response, explain(error)))
  })
  const port = await listen(server, options.port)
  own.url = `http://localhost:${port}`
  return {
    url: own.url,
    stop: () => {
      world.timers.clear()
      hanging.clear()
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

function createWorld(options: EmulatorOptions, own: { url: string }): World {
  const now = options.now ?? (() => new Date())
  const events = new Events()
  const timers = new Timers()
  const journal = new Journal(events)
  const retryDelaysMs = options.retryDelaysMs ?? RETRY_DELAYS_MS
  return {
    now,
    events,
    timers,
    journal,
    accounts: new Accounts(),
    chats: new Chats(events),
    webhooks: new Webhooks({ timers, journal, now, retryDelaysMs }),
    workerUrl: options.workerUrl,
    emulatorUrl: () => own.url,
    kept: (name) => keptIn(options.keptIn, name),
    webUrl: options.webUrl,
    secret: (name) => options.secrets?.[name] ?? name,
    strangers: options.strangers ?? 'served',
  }
}

/** Refuses requests of pages of another origin, which could control the emulators from the same browser. */
function refuseForeignPages({ headers }: IncomingMessage): void {
  const { origin, host } = headers
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new HttpError(403, `The control surface does not answer pages of ${origin}.`)
  }
}

function explain(error: unknown) {
  if (error instanceof HttpError) {
    return { status: error.status, body: { error: error.message, issues: error.details } }
  }
  console.error('An emulator failed:', error)
  return { status: 500, body: { error: `The emulator failed: ${String(error)}` } }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') reject(error)
      else
        reject(
          new Error(`Port ${port} is in use. Stop what uses it, or set CHORUS_EMULATOR_PORT to a free port.`),
        )
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
