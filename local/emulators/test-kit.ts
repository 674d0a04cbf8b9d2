import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type EmulatorOptions, startEmulators } from './server.ts'

export const APP_SECRET = 'the-app-secret'
export const VERIFY_TOKEN = 'the-verify-token'
export const NUMBER = '106540352242922'
export const NUMBER_TOKEN = 'EAAnumber'
export const CHANNEL = '-1001234567890'
export const BOT_TOKEN = '123456:AAbot-token'
export const HOOK_SECRET = 'hook_secret-1'
export const ANA = { id: '16505551234', name: 'Ana Ruiz' }

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  bytes: Buffer
  json: unknown
}

export interface Reply {
  status: number
  body: unknown
}

/** Starts the emulators over real HTTP, and a receiver of webhooks in place of the Worker. */
export async function startKit(options: Partial<EmulatorOptions> = {}) {
  const received: Received[] = []
  const worker = { status: 200 }
  const receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    const bytes = Buffer.concat(chunks)
    const path = request.url ?? ''
    if (request.method === 'GET') {
      const query = new URL(path, 'http://worker').searchParams
      const known = query.get('hub.verify_token') === VERIFY_TOKEN
      response.writeHead(known ? 200 : 403).end(known ? query.get('hub.challenge') : 'no')
      return
    }
    received.push({ path, headers: request.headers, bytes, json: JSON.parse(bytes.toString('utf8')) })
    response.writeHead(worker.status).end()
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const workerUrl = `http://localhost:${(receiver.address() as AddressInfo).port}`
  const emulators = await startEmulators({
    port: 0,
    workerUrl,
    secrets: { META_APP_SECRET: APP_SECRET, META_VERIFY_TOKEN: VERIFY_TOKEN },
    retryDelaysMs: [30, 30, 30],
    ...options,
  })

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(emulators.url + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  const kit = {
    url: emulators.url,
    worker,
    received,
    call,
    control: (method: string, path: string, body?: unknown) => call(method, `/_control${path}`, body),
    graph: (body: unknown, token = NUMBER_TOKEN, number = NUMBER) =>
      call('POST', `/graph/v26.0/${number}/messages`, body, { authorization: `Bearer ${token}` }),
    bot: (method: string, body: unknown = {}, token = BOT_TOKEN) =>
      call('POST', `/telegram/bot${token}/${method}`, body),
    /** Lists the statuses that the receiver got, in order. */
    statuses: () => received.map(({ json }) => statusOf(json)).filter((status) => status !== undefined),
    async stop() {
      await emulators.stop()
      receiver.closeAllConnections()
      await new Promise((resolve) => receiver.close(resolve))
    },
  }
  const webhook = { url: `${workerUrl}/webhooks/telegram/account-1`, secret: HOOK_SECRET }
  await kit.control('POST', '/accounts', {
    platform: 'whatsapp',
    externalId: NUMBER,
    name: 'Northwind',
    token: NUMBER_TOKEN,
  })
  await kit.control('POST', '/accounts', {
    platform: 'telegram',
    externalId: CHANNEL,
    name: 'News',
    token: BOT_TOKEN,
    webhook,
  })
  return kit
}

export type Kit = Awaited<ReturnType<typeof startKit>>

export const text = (body: string, more: Record<string, unknown> = {}) => ({
  messaging_product: 'whatsapp',
  to: ANA.id,
  type: 'text',
  text: { body },
  ...more,
})

export interface WireStatus {
  id: string
  status: string
  recipient_id?: string
  biz_opaque_callback_data?: string
  errors?: { code: number; title: string; message: string }[]
}

interface MetaBody {
  entry?: { changes: { value: { statuses?: WireStatus[]; messages?: Record<string, unknown>[] } }[] }[]
}

export const changeOf = (json: unknown) => (json as MetaBody).entry?.[0]?.changes[0]?.value
const statusOf = (json: unknown) => changeOf(json)?.statuses?.[0]

export async function until<T>(what: () => T | undefined | false, withinMs = 3000): Promise<T> {
  const end = Date.now() + withinMs
  for (;;) {
    const found = what()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`Waited ${withinMs} ms in vain.`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Makes a clock that a test sets. */
export function turningClock(start = '2026-11-20T12:00:00.000Z') {
  const clock = { at: Date.parse(start) }
  return { now: () => new Date(clock.at), turn: (ms: number) => (clock.at += ms) }
}
