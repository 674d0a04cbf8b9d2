import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { guardedFetch } from '#connectors/guarded-fetch.ts'
import { createDocument, deleteDocument, getDocument } from '#core/knowledge/actions/documents.ts'
import { replaceDocument } from '#core/knowledge/actions/edit.ts'
import { indexDocument } from '#core/knowledge/actions/indexing.ts'
import { searchPassages } from '#core/knowledge/queries.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { asOwner, startRooms } from '#test/database.ts'

const URL_GIVEN = 'https://wiki.example.com/returns'
const rooms = startRooms()
let ctx: Ctx
let answer: RequestListener
let requests: number
let addresses: string[]
const server = createServer((request, response) => {
  requests++
  answer(request, response)
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(async () => {
  requests = 0
  addresses = ['93.184.215.14']
  answer = (_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<title>Our returns</title><h1>Returns</h1><p>Any item can be returned within 30 days.</p>')
  const fetchPublic = guardedFetch({
    resolve: async () => addresses,
    deadlineMs: 2_000,
    fetch: (_, init) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, init),
  })
  ctx = { ...(await rooms.newWorkspace()).ctx, fetchPublic }
})

/** Delivers again after each error, as the queue does. Returns the number of deliveries. */
async function deliver(id: string, times = 10): Promise<number> {
  for (let delivered = 1; delivered <= times; delivered++) {
    const done = await indexDocument(ctx, id).then(
      () => true,
      () => false,
    )
    if (done) return delivered
  }
  return times
}

describe('a document by URL', () => {
  it('is fetched when it is indexed, not when it is created, and once', async () => {
    const created = await createDocument(ctx, { url: URL_GIVEN })
    expect(created).toMatchObject({ status: 'processing', source: 'url', url: URL_GIVEN, sizeBytes: 0 })
    expect(created.title).toBe('wiki.example.com/returns')
    expect(requests).toBe(0)
    expect(await deliver(created.id)).toBe(1)
    expect(await getDocument(ctx, created.id)).toMatchObject({
      status: 'indexed',
      title: 'Our returns',
      url: URL_GIVEN,
      fileName: null,
      error: null,
      chunkCount: 1,
      sizeBytes: 'Returns\n\nAny item can be returned within 30 days.'.length,
    })
    await indexDocument(ctx, created.id)
    expect(requests).toBe(1)
    const [passage] = await searchPassages(ctx, { query: 'return an item', limit: 5 })
    expect(passage).toMatchObject({ documentId: created.id, title: 'Our returns' })
  })

  it('keeps the title that a person gave it', async () => {
    const { id } = await createDocument(ctx, { url: URL_GIVEN, title: 'Returns policy' })
    await deliver(id)
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'indexed', title: 'Returns policy' })
  })

  it('is not fetched again when what comes after the fetch failed', async () => {
    const { id } = await createDocument(ctx, { url: URL_GIVEN })
    const { embed } = ctx.ai
    let failures = 1
    const ai = {
      ...ctx.ai,
      embed: async (texts: readonly string[]) => {
        if (failures-- > 0) throw new Error('The model is away.')
        return embed(texts)
      },
    }
    ctx = { ...ctx, ai }
    expect(await deliver(id)).toBe(2)
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'indexed' })
    expect(requests).toBe(1)
  })

  it('is tried again while its server fails, then failed with the reason', async () => {
    answer = (_, response) => response.writeHead(503).end()
    const { id } = await createDocument(ctx, { url: URL_GIVEN })
    expect(await deliver(id)).toBe(5)
    expect(requests).toBe(5)
    expect(await getDocument(ctx, id)).toMatchObject({
      status: 'failed',
      error: 'The page’s server answered with status 503.',
    })
  })

  it('is indexed by the attempt that succeeds', async () => {
    const good = answer
    answer = (request, response) => (requests < 3 ? response.destroy() : good(request, response))
    const { id } = await createDocument(ctx, { url: URL_GIVEN })
    expect(await deliver(id)).toBe(3)
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'indexed', error: null })
  })

  it('fails at once, with the reason, where another attempt would come to the same', async () => {
    const hopeless: [RequestListener, string][] = [
      [(_, response) => response.writeHead(404).end(), 'answered with status 404'],
      [
        (_, response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-'),
        'The PDF is damaged',
      ],
      [
        (_, response) => response.writeHead(200, { 'content-type': 'video/mp4' }).end('frames'),
        'a file of type video/mp4',
      ],
      [
        (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
        'https to http',
      ],
      [(_, response) => response.writeHead(302, { location: 'https://10.0.0.1/' }).end(), 'private network'],
      [(_, response) => response.end(Buffer.alloc(6 * 1024 * 1024)), 'larger than 5 MB'],
    ]
    for (const [server, reason] of hopeless) {
      answer = server
      requests = 0
      const { id } = await createDocument(ctx, { url: URL_GIVEN })
      expect(await deliver(id)).toBe(1)
      expect(await getDocument(ctx, id)).toMatchObject({
        status: 'failed',
        error: expect.stringContaining(reason),
      })
      expect(requests).toBe(1)
    }
  })

  it('is judged again when it is fetched: its name, and its URL as it stands in the row', async () => {
    const { id } = await createDocument(ctx, { url: URL_GIVEN })
    addresses = ['93.184.215.14', '127.0.0.1']
    await deliver(id)
    const { id: other } = await createDocument(ctx, { url: URL_GIVEN })
    await asOwner('update knowledge_documents set source_url = $1 where id = $2', [
      'http://127.0.0.1/',
      other,
    ])
    await deliver(other)
    for (const refused of [id, other])
      expect(await getDocument(ctx, refused)).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('means the machine itself'),
      })
    expect(requests).toBe(0)
  })

  it('that is deleted while it is fetched leaves nothing behind', async () => {
    const good = answer
    const { id } = await createDocument(ctx, { url: URL_GIVEN })
    answer = async (request, response) => {
      await deleteDocument(ctx, id)
      good(request, response)
    }
    expect(await deliver(id)).toBe(1)
    expect(requests).toBe(1)
    expect(await ctx.blobs.get(`knowledge/${ctx.workspaceId}/${id}`)).toBeNull()
    expect(await asOwner('select id from knowledge_chunks where document_id = $1', [id])).toEqual([])
  })

  it('is fetched again when a person says so, and serves as it was until then, and if its page is gone', async () => {
    const said =
      (text: string): RequestListener =>
      (_, response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end(`<title>Ours</title><p>${text}`)
    const found = async () =>
      (await searchPassages(ctx, { query: 'returned', limit: 5 })).map(({ content }) => content)
    answer = said('Returned within 30 days.')
    const { id } = await createDocument(ctx, { url: URL_GIVEN })
    await deliver(id)
    answer = said('Returned within 60 days.')
    expect(await replaceDocument(ctx, id, { url: URL_GIVEN })).toMatchObject({ id, title: 'Ours' })
    expect(await found()).toEqual(['Returned within 30 days.'])
    await deliver(id)
    expect(await found()).toEqual(['Returned within 60 days.'])
    answer = (_, response) => response.writeHead(404).end()
    const other = 'https://wiki.example.com/gone'
    expect(await replaceDocument(ctx, id, { url: other })).toMatchObject({ title: 'wiki.example.com/gone' })
    await deliver(id)
    expect(await getDocument(ctx, id)).toMatchObject({ status: 'failed', url: other, chunkCount: 1 })
    expect(await found()).toEqual(['Returned within 60 days.'])
  })

  it('whose URL is not a public one is not created', async () => {
    for (const url of [
      'http://127.0.0.1/',
      'ftp://example.com/',
      'http://localhost/',
      'wiki',
      'http://u@example.com/',
    ])
      await expect(createDocument(ctx, { url })).rejects.toMatchObject({
        kind: 'invalid',
        fields: [{ path: 'url', message: expect.any(String) }],
      })
  })
})
