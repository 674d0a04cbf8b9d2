import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { guardedFetch, publicProblem } from './guarded-fetch.ts'
import { type Resolve, ResolveError } from './resolver.ts'

let origin: string
let answer: RequestListener
let asked: { host: string; path: string; headers: IncomingMessage['headers']; body: string }[]
const server = createServer(async (request, response) => {
  let body = ''
  for await (const part of request) body += part
  const host = String(request.headers['x-asked-host'])
  asked.push({ host, path: `${request.method} ${request.url}`, headers: request.headers, body })
  answer(request, response)
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  asked = []
})

/** Connects every name to the server of this test. */
const connect: typeof fetch = (input, init) => {
  const url = new URL(String(input))
  const headers = new Headers(init?.headers)
  headers.set('x-asked-host', url.host)
  return fetch(origin + url.pathname + url.search, { ...init, headers })
}
const resolve = async () => ['93.184.215.14']
const guarded = guardedFetch({ resolve, fetch: connect, deadlineMs: 5_000 })
const get = (path: string, maxBytes = 1_000) => guarded(`https://example.com${path}`, { maxBytes })
const redirectTo = (location: string) => (request: IncomingMessage, response: ServerResponse) =>
  request.url === '/start' ? response.writeHead(302, { location }).end() : response.end('there')

describe('a guarded fetch', () => {
  it('answers with the status, the type, the bytes and the address where they were', async () => {
    answer = (request, response) => {
      if (request.url === '/start') response.writeHead(301, { location: '/page?n=1' }).end()
      else
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', etag: '"n1"' }).end('Niente')
    }
    expect(await get('/start')).toEqual({
      kind: 'fetched',
      status: 404,
      contentType: 'text/plain; charset=utf-8',
      bytes: new TextEncoder().encode('Niente'),
      finalUrl: 'https://example.com/page?n=1',
      validators: { etag: '"n1"', lastModified: null },
    })
  })

  it('sends its own name and what is accepted, no cookie and no credentials, even where a cookie was set', async () => {
    answer = (request, response) => {
      const location = request.url === '/start' ? { location: '/next' } : {}
      response.writeHead('location' in location ? 302 : 200, { ...location, 'set-cookie': 'a=b' }).end()
    }
    await guarded('https://example.com/start', { maxBytes: 10, accept: 'text/html' })
    expect(asked.map(({ path }) => path)).toEqual(['GET /start', 'GET /next'])
    for (const { headers } of asked) {
      expect(headers).toMatchObject({ 'user-agent': 'Chorus/1.0', accept: 'text/html' })
      expect(headers.cookie).toBeUndefined()
      expect(headers.authorization).toBeUndefined()
      expect(headers.referer).toBeUndefined()
    }
  })

  it('gives the caller’s headers to the server that was named, not to where it redirects', async () => {
    answer = redirectTo('https://example.org/elsewhere')
    await guarded('https://example.com/start', { maxBytes: 10, headers: { 'x-signature': 'planted' } })
    expect(asked.map(({ host, headers }) => [host, headers['x-signature']])).toEqual([
      ['example.com', 'planted'],
      ['example.org', undefined],
    ])
  })

  it('posts once, with its body, and follows no redirect', async () => {
    answer = redirectTo('/elsewhere')
    const post = { maxBytes: 10, method: 'POST', body: '{"a":1}' } as const
    expect(await guarded('https://example.com/start', post)).toMatchObject({ kind: 'refused' })
    expect(asked.map(({ path, body }) => [path, body])).toEqual([['POST /start', '{"a":1}']])
    expect(await guarded('https://example.com/hook', post)).toMatchObject({ kind: 'fetched', status: 200 })
  })

  it('reads a body of exactly the cap, and none of one byte more', async () => {
    answer = (request, response) => response.end(Buffer.alloc(Number(request.url?.slice(1)), 'x'))
    expect(await get('/1000')).toMatchObject({ kind: 'fetched', bytes: { byteLength: 1_000 } })
    expect(await get('/1001')).toEqual({ kind: 'refused', reason: 'The answer is larger than 1 KB.' })
  })

  it('stops a body that states no length and does not end', async () => {
    let sent = 0
    answer = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536
      }
      response.on('drain', more)
      more()
    }
    expect(await get('/', 200_000)).toMatchObject({ kind: 'refused' })
    expect(sent).toBeLessThan(50_000_000)
  })

  it('counts a compressed body as what it unpacks to', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000))
    expect(bomb.byteLength).toBeLessThan(50_000)
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    expect(await get('/', 50_000)).toEqual({ kind: 'refused', reason: 'The answer is larger than 49 KB.' })
    const small = gzipSync('unpacked')
    answer = (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(small)
    expect(await get('/')).toMatchObject({ kind: 'fetched', bytes: new TextEncoder().encode('unpacked') })
  })

  it('takes a body that is shorter than its stated length for broken off, not for the whole', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('short')
      setTimeout(() => response.destroy(), 20)
    }
    expect(await get('/')).toMatchObject({ kind: 'failed' })
  })

  it('ends at its deadline: before an answer, within a body, within a chain of slow redirects, within a look-up', async () => {
    const brief = { fetch: connect, deadlineMs: 150 }
    const reason = 'There was no complete answer within 0.15 seconds.'
    const late = guardedFetch({ ...brief, resolve })
    answer = () => undefined
    expect(await late('https://example.com/', { maxBytes: 10 })).toEqual({ kind: 'failed', reason })
    answer = (_, response) => void response.write('first, and then nothing')
    expect(await late('https://example.com/', { maxBytes: 100 })).toEqual({ kind: 'failed', reason })
    answer = (_, response) => setTimeout(() => response.writeHead(302, { location: '/' }).end(), 60)
    expect(await late('https://example.com/', { maxBytes: 10 })).toEqual({ kind: 'failed', reason })
    const lost = guardedFetch({
      ...brief,
      resolve: (_, signal) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    })
    expect(await lost('https://example.com/', { maxBytes: 10 })).toEqual({ kind: 'failed', reason })
  })

  it('fetches nothing whose addresses it could not learn', async () => {
    const blind = guardedFetch({
      fetch: connect,
      deadlineMs: 1_000,
      resolve: async () => {
        throw new ResolveError('resolver_down', 'The directory of names (DNS) did not answer.')
      },
    })
    expect(await blind('https://example.com/', { maxBytes: 10 })).toEqual({
      kind: 'failed',
      reason: 'The directory of names (DNS) did not answer.',
    })
    expect(asked).toEqual([])
  })

  it('judges an address before anything is sent; what cannot be told while the resolver is away is judged when it is', async () => {
    const judge = (resolve: Resolve) => publicProblem({ resolve })('https://hooks.example.com/')
    const fails = (kind: ResolveError['kind']) => async () => {
      throw new ResolveError(kind, kind)
    }
    expect(await judge(async () => ['93.184.215.14'])).toBeNull()
    expect(await judge(async () => ['93.184.215.14', '10.0.0.1'])).toMatch(/hooks\.example\.com/)
    expect(await judge(async () => [])).toMatch(/no server under the name/)
    expect(await judge(fails('unresolvable'))).toBe('unresolvable')
    expect(await judge(fails('resolver_down'))).toBeNull()
    expect(await publicProblem({ resolve: fails('resolver_down') })('http://127.0.0.1/')).not.toBeNull()
    expect(asked).toEqual([])
  })

  it('says of a connection that breaks that it failed, without the words of the machine', async () => {
    answer = (_, response) => response.destroy()
    expect(await get('/')).toEqual({
      kind: 'failed',
      reason: 'The server could not be reached, or it broke off.',
    })
  })
})
