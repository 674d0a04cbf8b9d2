import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { LogFile } from '../log-file.ts'
import { root } from '../settings.ts'
import { type Runtime, startRuntime } from './runtime.ts'

/** A Worker that answers with the path, the variables and the cron that reached it. */
const WORKER = `
let cron = null
export default {
  async fetch(request, env) {
    if (request.headers.get('upgrade') === 'websocket') {
      const { 0: client, 1: server } = new WebSocketPair()
      server.accept()
      server.send('live')
      return new Response(null, { status: 101, webSocket: client })
    }
    if (new URL(request.url).pathname === '/fails') throw new Error('on purpose')
    return Response.json({ path: new URL(request.url).pathname, told: env.TOLD, kept: env.KEPT, cron })
  },
  scheduled(event) {
    cron = { cron: event.cron, time: event.scheduledTime }
  },
}`

let work: string
let runtime: Runtime
let log: LogFile
let web: string
let api: string

const listeners = () => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => process.listenerCount(signal))
let listenersBefore: number[]

beforeAll(async () => {
  listenersBefore = listeners()
  work = mkdtempSync(join(tmpdir(), 'chorus-runtime-'))
  const write = (name: string, text: string) => {
    mkdirSync(join(work, name, '..'), { recursive: true })
    writeFileSync(join(work, name), text)
  }
  const config = {
    name: 'chorus',
    compatibilityDate: '2026-11-01',
    env: { TOLD: { type: 'text', value: 'by its configuration' }, KEPT: { type: 'text', value: 'kept' } },
  }
  write('worker/options.json', JSON.stringify({ config }))
  write('worker/index.js', WORKER)
  write('worker/reader/options.json', JSON.stringify({ config: { ...config, name: 'chorus-reader' } }))
  write('worker/reader/index.js', WORKER)
  const pagesFunction = readFileSync(join(root, 'web/functions/api/[[path]].ts'), 'utf8')
  write('worker/pages-function.js', stripTypeScriptTypes(pagesFunction))
  write('dist/index.html', `<!doctype html><title>Dashboard</title>${'.'.repeat(2_000)}`)
  write('dist/assets/app.js', 'export {}')
  write('dist/_headers', readFileSync(join(root, 'web/public/_headers'), 'utf8'))
  const ports = { api: await freePort(), web: await freePort() }
  api = `http://127.0.0.1:${ports.api}`
  web = `http://127.0.0.1:${ports.web}`
  log = new LogFile(work, 'worker')
  runtime = await startRuntime({
    ports,
    env: { TOLD: 'by npm start' },
    dataDir: join(work, 'data'),
    log,
    filesKey: { accessKeyId: 'chorus', secretAccessKey: 'of this test' },
    worker: join(work, 'worker'),
    dashboard: join(work, 'dist'),
  })
})
afterAll(async () => {
  await runtime.close()
  rmSync(work, { recursive: true })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const answerOf = async (url: string) => (await fetch(url)).json() as Promise<Record<string, unknown>>

test('the Worker answers at its port and below /api of the dashboard, with what this machine tells it', async () => {
  const heard = { told: 'by npm start', kept: 'kept', cron: null }
  expect(await answerOf(`${api}/v1/me`)).toEqual({ path: '/v1/me', ...heard })
  expect(await answerOf(`${web}/api/v1/me`)).toEqual({ path: '/v1/me', ...heard })
})

test('a socket passes through the dashboard’s port', async () => {
  const socket = new WebSocket(`${web.replace('http', 'ws')}/api/v1/live`)
  const said = await new Promise((resolve, reject) => {
    socket.once('message', (data) => resolve(String(data)))
    socket.once('error', reject)
  })
  socket.terminate()
  expect(said).toBe('live')
})

test('an address of the dashboard that is no file is its page, compressed, under its security headers', async () => {
  const response = await fetch(`${web}/inbox/1`)
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('<title>Dashboard</title>')
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
})

test('what is named by its content is kept for ever by browsers', async () => {
  const response = await fetch(`${web}/assets/app.js`)
  expect(await response.text()).toBe('export {}')
  expect(response.headers.get('cache-control')).toContain('immutable')
})

test('a cron is fired by hand at its address', async () => {
  const time = Date.UTC(2026, 10, 1, 12, 5)
  const response = await fetch(`${api}/cdn-cgi/handler/scheduled?cron=*/5+*+*+*+*&time=${time}`)
  expect([response.status, await response.text()]).toEqual([200, 'ok'])
  expect((await answerOf(`${api}/`)).cron).toEqual({ cron: '*/5 * * * *', time })
})

test('a signal is heard by whoever started it alone: the database is to be closed as well', () => {
  expect(listeners()).toEqual(listenersBefore)
})

test('an error that nobody caught stands in the log', async () => {
  expect((await fetch(`${api}/fails`)).status).toBe(500)
  await expect.poll(() => log.tail).toContain('on purpose')
})

test('workerd that was killed is there again, and that it was is said', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,comm='], { encoding: 'utf8' }).trim().split('\n')
  const mine = rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, parent]) => Number(parent) === process.pid)
  const workerd = mine.find(([, , command]) => command === 'workerd')
  process.kill(Number(workerd?.[0]), 'SIGKILL')
  await expect.poll(() => said.mock.calls.flat().join(), { timeout: 20_000 }).toContain('workerd had ended')
  said.mockRestore()
  expect((await answerOf(`${api}/v1/me`)).path).toBe('/v1/me')
})
