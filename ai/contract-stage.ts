import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { respondTask } from '#core/inbox/schemas.ts'
import { control, type Fault } from '#local/emulator-control.ts'
import { startEmulators } from '#local/emulators/server.ts'
import { ModelFailure } from './failure.ts'
import { inputOf } from './offline/golden.ts'
import type { Provider } from './provider.ts'

/** A key without the usual form of secrets, so that log redaction does not recognise it. */
export const KEY = 'the-key-0123456789'
export const INPUT = inputOf({ shelf: 'cafe', burst: ['Do you have wifi?'] })

export interface ModelContract {
  /** The emulator's name; `path` is the API's path below it. */
  platform: 'openai' | 'anthropic'
  path: string
  make(options: { baseUrl: string; apiKey: string }): Provider
  /** Answers in the API's form: a complete text, a text that was cut, a model that declines, an error. */
  says(text: string): unknown
  cut(text: string): unknown
  declines: unknown
  error(message: string): unknown
}

interface Turn {
  role: string
  content: string
}

interface Call {
  status: number | null
  body: Readonly<Record<string, unknown>> & { input?: Turn[]; messages?: Turn[] }
}

/** Sets up a provider with its emulator, and servers whose answers a test chooses, for the tests of one `describe`. */
export function stage({ platform, path, make }: ModelContract) {
  const servers: Server[] = []
  let emulators: Awaited<ReturnType<typeof startEmulators>>

  beforeAll(async () => {
    emulators = await startEmulators({
      port: 0,
      workerUrl: 'http://localhost:1',
    })
  })
  beforeEach(() => outside().reset())
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    }
  })
  afterAll(() => emulators?.stop())

  const outside = () => control(emulators.url)
  const at = (url: string) => make({ baseUrl: url + path, apiKey: KEY })
  const provider = () => at(emulators.url)
  const generate = (through = provider(), timeoutMs = 20_000) =>
    through.generate(respondTask, INPUT, AbortSignal.timeout(timeoutMs))
  const fault = (kind: Fault, times = 1) => outside().fault({ platform, match: '', times, fault: kind })

  /** Lists the calls that the emulator received, oldest first. */
  async function calls(): Promise<Call[]> {
    const answer = await fetch(`${emulators.url}/_control/calls?platform=${platform}`)
    return (await answer.json()) as Call[]
  }

  /** Makes this the only key that the emulator accepts, until it is disposed of. */
  async function only(token: string): Promise<AsyncDisposable> {
    await outside().addAccount({ platform, externalId: 'org', name: 'Org', token })
    const forget = () =>
      fetch(`${emulators.url}/_control/reset`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ accounts: true }),
      })
    return { [Symbol.asyncDispose]: async () => void (await forget()) }
  }

  async function serve(answer: RequestListener): Promise<string> {
    const server = createServer(answer)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
    serve((request, response) =>
      request.resume().on('end', () => response.writeHead(status, headers).end(body)),
    )

  return { at, provider, generate, outside, fault, calls, only, serve, answering }
}

/** Returns the failure of a call; throws when it succeeds. */
export async function failed(call: Promise<unknown>): Promise<ModelFailure> {
  const ended = await call.then(
    () => 'it succeeded',
    (error: unknown) => error,
  )
  if (ended instanceof ModelFailure) return ended
  throw new Error(`Expected a failure of a model, but: ${String(ended)}`)
}
