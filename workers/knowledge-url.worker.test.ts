import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VECTORS } from '#connectors/guarded-fetch.vectors.ts'
import type { KnowledgeDocument, Passage } from '#core/knowledge/schemas.ts'
import { drawn, pdf } from '#readers/sample-files.ts'
import { enterHouse, eventually, type House, newWorkspace } from '#test/house.ts'

const CONTRACT = pdf([drawn([{ text: 'The lease runs for three years.', y: 700 }])])
const PATH = '/v1/knowledge/documents'
const PUBLIC_ADDRESS = '93.184.215.14'
/** Addresses in the directory of names, and the answers of the public servers behind the names. */
const NAMES: Record<string, string[]> = {
  'wiki.example.com': [PUBLIC_ADDRESS],
  'inside.example.com': ['10.0.0.7'],
  'mixed.example.com': [PUBLIC_ADDRESS, '::1'],
}
const PAGES: Record<string, RequestListener> = {
  '/returns': (_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1' })
      .end(
        Buffer.from(`<title>Retours caf\xe9</title><script>evil()</script><nav>Home</nav>${TEXT}`, 'latin1'),
      ),
  '/moved': (_, response) => response.writeHead(301, { location: '/returns' }).end(),
  '/to-metadata': (_, response) => response.writeHead(302, { location: 'https://169.254.169.254/' }).end(),
  '/to-inside': (_, response) => response.writeHead(307, { location: 'https://inside.example.com/' }).end(),
  '/contract': (_, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end(CONTRACT),
  '/film': (_, response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end('frames'),
}
const TEXT = '<h1>Returns</h1><p>Any item can be returned within <b>30 days</b> of delivery.</p>'

let house: House
let owner: Awaited<ReturnType<typeof newWorkspace>>['owner']
const servers: Server[] = []
const canary: string[] = []
const processFetch = globalThis.fetch

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  const directory = await listen((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://directory')
    const isV6 = searchParams.get('type') === 'AAAA'
    const known = NAMES[searchParams.get('name') ?? '']
    const Answer = known
      ?.filter((address) => address.includes(':') === isV6)
      .map((data) => ({ type: isV6 ? 28 : 1, data }))
    response.end(JSON.stringify({ Status: known ? 0 : 3, Answer }))
  })
  const wiki = await listen((request, response) => {
    const page = PAGES[request.url ?? '']
    if (page) page(request, response)
    else response.writeHead(404).end()
  })
  const privateNetwork = await listen((request, response) => {
    canary.push(String(request.headers['x-asked-url']))
    response.writeHead(200, { 'content-type': 'text/plain' }).end('secret')
  })
  // The Worker's requests leave by this process's `fetch`. Addresses that are neither ours nor public are the private network.
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    const isOurs = ['127.0.0.1', 'localhost'].includes(url.hostname) && url.port !== ''
    if (isOurs) return processFetch(input, init)
    const publicServer = { 'cloudflare-dns.com': directory, 'wiki.example.com': wiki }[url.hostname]
    const headers = new Headers(init?.headers)
    headers.set('x-asked-url', url.href)
    // Follow no redirect: the harness drops the Worker's own option for that.
    const reached = (publicServer ?? privateNetwork) + url.pathname + url.search
    return processFetch(reached, { method: init?.method ?? 'GET', headers, redirect: 'manual' })
  }
  house = await enterHouse()
  owner = (await newWorkspace(house)).owner
})
afterAll(async () => {
  await house?.close()
  globalThis.fetch = processFetch
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

const create = (body: object) => owner.raw('POST', PATH, body)
const problemOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors?: { path: string; message: string }[] }
  return { status: response.status, paths: errors?.map(({ path }) => path) }
}
async function settled(url: string) {
  const { id } = await owner.post<KnowledgeDocument>(PATH, { url })
  return eventually(
    () => owner.get<KnowledgeDocument>(`${PATH}/${id}`),
    ({ status }) => status !== 'processing',
  )
}

describe('a document by URL, through the Worker', () => {
  it('is refused with 422 on `url` for every forged URL of the corpus that tells by itself', async () => {
    const forged = VECTORS.filter(
      ({ refused, names, redirects }) =>
        refused !== null &&
        !refused.startsWith('no server') &&
        !('site.example.com' in names) &&
        Object.keys(redirects).length === 0,
    )
    expect(forged.length).toBeGreaterThanOrEqual(200)
    const wrong: unknown[] = []
    for (const { url } of forged) {
      const problem = await problemOf(await create({ url }))
      if (problem.status !== 422 || problem.paths?.join() !== 'url') wrong.push([url, problem])
    }
    expect(wrong).toEqual([])
    expect((await owner.get<{ items: unknown[] }>(PATH)).items).toEqual([])
    expect(canary).toEqual([])
  })

  it('becomes passages under the page’s own title, and says where it is from', async () => {
    for (const url of ['https://wiki.example.com/returns', 'https://wiki.example.com/moved']) {
      const document = await settled(url)
      expect(document).toMatchObject({
        status: 'indexed',
        source: 'url',
        url,
        title: 'Retours café',
        error: null,
      })
      const { items } = await owner.post<{ items: Passage[] }>('/v1/knowledge/search', {
        query: 'return an item',
      })
      const passage = items.find(({ documentId }) => documentId === document.id)
      expect(passage?.content).toContain('returned within 30 days of delivery')
      expect(passage?.content).not.toMatch(/evil|Home/)
    }
  })

  it('that leads to a PDF is read as one', async () => {
    const document = await settled('https://wiki.example.com/contract')
    expect(document).toMatchObject({ status: 'indexed', title: 'wiki.example.com/contract' })
    const { items } = await owner.post<{ items: Passage[] }>('/v1/knowledge/search', {
      query: 'lease of three years',
    })
    expect(items[0]).toMatchObject({ documentId: document.id, content: 'The lease runs for three years.' })
  })

  it('whose name or redirect leads to a private address fails, says so, and reaches nothing', async () => {
    const reasons = {
      'https://inside.example.com/': 'inside.example.com: The address 10.0.0.7 belongs to a private network',
      'https://mixed.example.com/': 'mixed.example.com: The address ::1 means the machine itself',
      'https://wiki.example.com/to-metadata': '169.254.169.254 is a link-local address',
      'https://wiki.example.com/to-inside': '10.0.0.7 belongs to a private network',
    }
    for (const [url, reason] of Object.entries(reasons)) {
      expect(await settled(url)).toMatchObject({ status: 'failed', error: expect.stringContaining(reason) })
    }
    expect(canary).toEqual([])
  })

  it('that is no page, or is not there, fails at once in plain words', async () => {
    const film = await settled('https://wiki.example.com/film')
    expect(film).toMatchObject({ status: 'failed', error: expect.stringContaining('of type video/mp4') })
    const missing = await settled('https://wiki.example.com/missing')
    expect(missing).toMatchObject({ status: 'failed', error: 'The page’s server answered with status 404.' })
    const unknown = await settled('https://nowhere.example.com/')
    expect(unknown).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('no server under the name'),
    })
  })

  it('has a text or a URL, never both, and each mistake names its field', async () => {
    const url = 'https://wiki.example.com/returns'
    expect(await problemOf(await create({ title: 'Both', text: 'Words.', url }))).toEqual({
      status: 422,
      paths: ['url'],
    })
    expect(await problemOf(await create({ title: 'Neither' }))).toEqual({ status: 422, paths: ['text'] })
    expect(await problemOf(await create({ text: 'Words.' }))).toEqual({ status: 422, paths: ['title'] })
    expect(await problemOf(await create({ url: '' }))).toEqual({ status: 422, paths: ['url'] })
    expect((await problemOf(await create({ url, source: 'text' }))).status).toBe(422)
  })

  it('tells a stranger that they must sign in, and nothing of the URL', async () => {
    const stranger = await processFetch(`${house.url}${PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: 'http://127.0.0.1/' }),
    })
    expect(await problemOf(stranger)).toEqual({ status: 401, paths: undefined })
  })
})
