import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import type { CreatedApiKey } from '#core/workspaces/schemas.ts'
import { client } from '#local/client.ts'
import { connectTelegram, eventually, type House, newWorkspace, startHouse } from '#test/house.ts'

let house: House
let owner: Awaited<ReturnType<typeof newWorkspace>>['owner']
let channel: { id: string }
beforeAll(async () => {
  house = await startHouse()
  owner = (await newWorkspace(house)).owner
  channel = await connectTelegram(house, owner)
})
afterAll(() => house?.close())

interface OpenApi {
  openapi: string
  paths: Record<string, Record<string, { 'x-needs': string }>>
}
const description = async () => (await (await fetch(`${house.url}/openapi.json`)).json()) as OpenApi
const key = async (scopes: string[]) => {
  const made = await owner.post<CreatedApiKey>('/v1/api-keys', { name: 'Test', scopes })
  return { ...made, as: client(house.url, { origin: 'https://example.org', apiKey: made.key }) }
}
const concrete = (path: string) => path.replaceAll(/\{\w+\}/g, () => randomUUID())

describe('every endpoint of the OpenAPI document', () => {
  it('refuses a stranger with 401, before it says anything about the input', async () => {
    const { openapi, paths } = await description()
    expect(openapi).toBe('3.1.0')
    const answers = await Promise.all(
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map(async (method) => {
          const response = await fetch(house.url + concrete(path), { method: method.toUpperCase() })
          return {
            call: `${method} ${path}`,
            status: response.status,
            type: response.headers.get('content-type'),
          }
        }),
      ),
    )
    expect(answers.length).toBeGreaterThan(20)
    expect(
      answers.filter(({ status, type }) => status !== 401 || type !== 'application/problem+json'),
    ).toEqual([])
  })

  it('that writes refuses a key that may only see', async () => {
    const { as } = await key(['see'])
    const { paths } = await description()
    const writes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { 'x-needs': needs }]) =>
        needs === 'see' || needs === 'caller' ? [] : [{ method, path, needs }],
      ),
    )
    for (const { method, path } of writes) {
      const response = await as.raw(
        method.toUpperCase(),
        concrete(path),
        method === 'get' ? undefined : { not: 'valid' },
      )
      expect([method, path, response.status]).toEqual([method, path, 403])
    }
  })

  it('answers 404, not 403, for the ids of another workspace', async () => {
    const stranger = (await newWorkspace(house)).owner
    const post = await owner.post<ScheduledPost>('/v1/scheduled-posts', {
      text: 'Ours',
      accountIds: [channel.id],
      publishAt: inAnHour(),
    })
    const document = await owner.post<{ id: string }>('/v1/knowledge/documents', {
      title: 'Ours',
      text: 'Only ours.',
    })
    const theirs = [
      ['GET', `/v1/scheduled-posts/${post.id}`],
      ['POST', `/v1/scheduled-posts/${post.id}/cancel`],
      ['PATCH', `/v1/scheduled-posts/${post.id}`, { text: 'Mine' }],
      ['POST', `/v1/scheduled-posts/${post.id}/targets/${post.targets[0]?.id}/resolve`, { outcome: 'sent' }],
      ['GET', `/v1/knowledge/documents/${document.id}`],
      ['DELETE', `/v1/knowledge/documents/${document.id}`],
    ] as const
    for (const [method, path, body] of theirs)
      expect([path, (await stranger.raw(method, path, body)).status]).toEqual([path, 404])
    expect((await owner.get<ScheduledPost>(`/v1/scheduled-posts/${post.id}`)).text).toBe('Ours')
  })
})

describe('a write', () => {
  it('with the same Idempotency-Key and body is done once and answered the same', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const body = { text: 'Once', accountIds: [channel.id], publishAt: inAnHour() }
    const first = await owner.post<ScheduledPost>('/v1/scheduled-posts', body, headers)
    const second = await owner.post<ScheduledPost>('/v1/scheduled-posts', body, headers)
    expect(second).toEqual(first)
    const { items } = await owner.get<{ items: ScheduledPost[] }>('/v1/scheduled-posts')
    expect(items.filter((post) => post.text === 'Once')).toHaveLength(1)
    const other = owner.post('/v1/scheduled-posts', { ...body, text: 'Twice' }, headers)
    await expect(other).rejects.toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } })
  })

  it('sent five times at once with one key is done once', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const body = { text: 'Race', accountIds: [channel.id], publishAt: inAnHour() }
    await Promise.allSettled(
      Array.from({ length: 5 }, () => owner.post('/v1/scheduled-posts', body, headers)),
    )
    const { items } = await owner.get<{ items: ScheduledPost[] }>('/v1/scheduled-posts')
    expect(items.filter((post) => post.text === 'Race')).toHaveLength(1)
  })

  it('by session needs the CSRF header', async () => {
    const response = await owner.raw(
      'POST',
      '/v1/api-keys',
      { name: 'x', scopes: ['see'] },
      { 'x-chorus-csrf': '0' },
    )
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, 'csrf'])
  })

  it('that is malformed says what is wrong and where', async () => {
    const response = await owner.raw('POST', '/v1/scheduled-posts', {
      text: '',
      accountIds: ['x'],
      publishAt: 'tomorrow',
    })
    const problem = (await response.json()) as { errors: { path: string }[]; requestId: string }
    expect(response.status).toBe(422)
    expect(problem.errors.map((error) => error.path)).toEqual(
      expect.arrayContaining(['text', 'accountIds.0', 'publishAt']),
    )
    expect(problem.requestId).toBe(response.headers.get('x-request-id'))
    expect((await owner.raw('GET', '/v1/accounts?colour=red')).status).toBe(422)
    expect((await owner.raw('GET', '/v1/accounts?cursor=garbage')).status).toBe(422)
    expect(
      (await owner.raw('POST', '/v1/knowledge/documents', { title: 'Big', text: 'x'.repeat(3_000_000) }))
        .status,
    ).toBe(413)
  })
})

describe('an API key', () => {
  it('works until it is revoked, is listed without its secret, and dies at its expiry', async () => {
    const { id, key: secret, as } = await key(['see'])
    expect((await as.raw('GET', '/v1/accounts')).status).toBe(200)
    expect(JSON.stringify(await owner.get('/v1/api-keys'))).not.toContain(secret)
    await owner.delete(`/v1/api-keys/${id}`)
    expect((await as.raw('GET', '/v1/accounts')).status).toBe(401)

    const expiresAt = new Date(Date.now() + 1_500).toISOString()
    const short = await owner.post<CreatedApiKey>('/v1/api-keys', {
      name: 'Short',
      scopes: ['see'],
      expiresAt,
    })
    const brief = client(house.url, { origin: 'https://example.org', apiKey: short.key })
    await eventually(
      () => brief.raw('GET', '/v1/accounts'),
      (response) => response.status === 401,
    )
  })
})

describe('an uploaded document', () => {
  const upload = (name: string, bytes: string | Uint8Array<ArrayBuffer>) => {
    const form = new FormData()
    form.append('file', new File([bytes], name))
    return owner.post<{ id: string; status: string; error: string | null }>('/v1/knowledge/documents', form)
  }

  it('is indexed when it is text, and failed with the reason in plain words when it cannot be read', async () => {
    const { id } = await upload('hours.md', '# Hours\n\nWe open at noon.')
    await eventually(
      () => owner.get<{ status: string }>(`/v1/knowledge/documents/${id}`),
      ({ status }) => status === 'indexed',
    )
    const binary = await upload('photo.txt', new Uint8Array([137, 80, 78, 71, 0, 1, 2, 3]))
    expect(binary).toMatchObject({ status: 'failed' })
    expect(binary.error).not.toBe('')
    expect(await upload('empty.txt', '')).toMatchObject({ status: 'failed' })
  })
})

describe('the live socket', () => {
  it('tells a screen that something changed, and refuses other origins and strangers', async () => {
    const { as } = await key(['see'])
    expect((await as.raw('GET', '/v1/live')).status).toBe(403)
    expect((await fetch(`${house.url}/v1/live`)).status).toBe(401)

    const socket = new WebSocket(`${house.url.replace('http', 'ws')}/v1/live`, {
      headers: { authorization: `Bearer ${(await key(['see'])).key}` },
    })
    await once(socket, 'open')
    const told = once(socket, 'message')
    const { id } = await owner.post<{ id: string }>('/v1/scheduled-posts', {
      text: 'Live',
      accountIds: [channel.id],
      publishAt: inAnHour(),
    })
    const [data] = (await told) as [Buffer]
    expect(JSON.parse(data.toString())).toEqual({ topic: 'scheduled-posts', id })
    socket.close()
  })
})

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()
