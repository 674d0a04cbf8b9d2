import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedFetch } from './guarded-fetch.ts'
import { PUBLIC, VECTORS, type Vector } from './guarded-fetch.vectors.ts'
import { dohResolver } from './resolver.ts'

/**
 * Three real servers on loopback: the public Internet, the private network, and the directory of names. A connection
 * goes where the network would take it, which is decided here without the code under test: to the public Internet if
 * all addresses of the host are among the corpus’s public ones, else to the private network.
 */
const ASKED = 'x-asked-url'
const publicAddresses = new Set<string>(PUBLIC)
let vector: Vector
let lookups: Record<string, number>
let arrived: { internet: string[]; privateNetwork: string[] }
let servers: Server[]
let internet: string
let privateNetwork: string
let directory: string

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  servers = []
  internet = await listen((request, response) => {
    const asked = String(request.headers[ASKED])
    arrived.internet.push(asked)
    const [status, location] = vector.redirects[asked] ?? [200]
    response.writeHead(status, location === undefined ? {} : { location }).end('public')
  })
  privateNetwork = await listen((request, response) => {
    arrived.privateNetwork.push(String(request.headers[ASKED]))
    response.end('secret')
  })
  directory = await listen((request, response) => {
    const { searchParams } = new URL(request.url ?? '', directory)
    const type = searchParams.get('type') === 'AAAA' ? 28 : 1
    const host = (searchParams.get('name') ?? '').replace(/\.$/, '')
    if (type === 1) lookups[host] = (lookups[host] ?? 0) + 1
    const known = addressesOf(host, lookups[host] ?? 1)
    const records = known.filter((address) => address.includes(':') === (type === 28))
    const Answer = records.map((data) => ({ name: host, type, TTL: 0, data }))
    response.end(JSON.stringify({ Status: known.length > 0 ? 0 : 3, Answer }))
  })
})
afterAll(() => {
  for (const server of servers) server.close()
})

function addressesOf(host: string, lookup: number): string[] {
  const answers = vector.names[host]?.split(' then ') ?? []
  return (answers[lookup - 1] ?? answers.at(-1))?.split(' ') ?? []
}

const connect: typeof fetch = (input, init) => {
  const url = new URL(String(input))
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  const known = addressesOf(host, lookups[host] ?? 1)
  const reached = known.length > 0 ? known : [host]
  const server = reached.every((address) => publicAddresses.has(address)) ? internet : privateNetwork
  const headers = new Headers(init?.headers)
  url.hash = ''
  headers.set(ASKED, url.href)
  return fetch(server, { ...init, headers })
}

function tryVector(next: Vector) {
  vector = next
  lookups = {}
  arrived = { internet: [], privateNetwork: [] }
}

const guarded = guardedFetch({
  resolve: (host, signal) => dohResolver({ url: `${directory}/dns-query`, deadlineMs: 5_000 })(host, signal),
  fetch: connect,
  deadlineMs: 5_000,
})

/** Fetches like a product that only parses the URL and follows redirects. */
async function careless(given: string): Promise<void> {
  for (let url = new URL(given), redirects = 0; redirects < 6; redirects++) {
    const response = await connect(url.href, { redirect: 'manual' })
    const location = response.headers.get('location')
    await response.body?.cancel()
    if (location === null) return
    lookups[url.hostname] = (lookups[url.hostname] ?? 1) + 1
    url = new URL(location, url)
  }
}

describe('the corpus of forged URLs', () => {
  it('holds at least 300 different attempts and 40 honest URLs', () => {
    const rows = VECTORS.map((row) => JSON.stringify(row))
    expect(new Set(rows).size).toBe(rows.length)
    expect(VECTORS.filter(({ refused }) => refused !== null).length).toBeGreaterThanOrEqual(300)
    expect(VECTORS.filter(({ refused }) => refused === null).length).toBeGreaterThanOrEqual(40)
  })

  it.each(VECTORS.filter(({ refused }) => refused !== null).map(named))('is refused: %s', async (_, row) => {
    tryVector(row)
    const answer = await guarded(row.url, { maxBytes: 1_000 })
    expect(answer).toEqual({ kind: 'refused', reason: expect.stringContaining(row.refused ?? '') })
    expect(arrived.privateNetwork).toEqual([])
  })

  it.each(VECTORS.filter(({ refused }) => refused === null).map(named))('is fetched: %s', async (_, row) => {
    tryVector(row)
    const answer = await guarded(row.url, { maxBytes: 1_000 })
    expect(answer).toMatchObject({ kind: 'fetched', status: 200, bytes: new TextEncoder().encode('public') })
    expect(arrived.privateNetwork).toEqual([])
    expect(arrived.internet).toHaveLength(1 + Object.keys(row.redirects).length)
  })

  it('reaches the private network at least 200 times without the guard', async () => {
    let escapes = 0
    for (const row of VECTORS) {
      tryVector(row)
      // An invalid URL or a scheme other than http(s) stops a careless product too.
      await careless(row.url).catch(() => undefined)
      if (arrived.privateNetwork.length > 0) escapes++
    }
    expect(escapes).toBeGreaterThanOrEqual(200)
  })
})

function named(row: Vector): [string, Vector] {
  const [[, location] = []] = Object.values(row.redirects)
  const site = row.names['site.example.com']
  return [
    `${JSON.stringify(row.url)}${location === undefined ? '' : ` → ${location}`} ${site ?? ''}`.trim(),
    row,
  ]
}
