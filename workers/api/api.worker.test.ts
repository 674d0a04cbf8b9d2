import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import type { CreatedApiKey } from '#core/workspaces/schemas.ts'
import { client } from '#local/client.ts'
import { asOwner } from '#test/database.ts'
import { connectTelegram, enterHouse, eventually, type House, newWorkspace } from '#test/house.ts'

let house: House
let owner: Awaited<ReturnType<typeof newWorkspace>>['owner']
let channel: { id: string }
beforeAll(async () => {
  house = await enterHouse()
  owner = (await newWorkspace(house)).owner
  channel = await connectTelegram(house, owner)
})
afterAll(() => house?.close())

const key = async (scopes: string[]) => {
  const made = await owner.post<CreatedApiKey>('/v1/api-keys', { name: 'Test', scopes })
  return { ...made, as: client(house.url, { origin: 'https://example.org', apiKey: made.key }) }
}
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

  it('whose answer is a secret is done once, and the secret is kept nowhere', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const body = { name: 'Once', scopes: ['see'] }
    const made = await owner.post<CreatedApiKey>('/v1/api-keys', body, headers)
    const again = owner.post('/v1/api-keys', body, headers)
    await expect(again).rejects.toMatchObject({ status: 409, body: { code: 'answered_once' } })
    const rows = await asOwner<{ row: string }>('select to_jsonb(k)::text as row from idempotency_keys k')
    expect(rows.filter(({ row }) => row.includes(made.key))).toEqual([])
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
    const problem = (await response.json()) as {
      detail: string
      errors: { path: string }[]
      requestId: string
    }
    expect(response.status).toBe(422)
    expect(problem.errors.map((error) => error.path)).toEqual(
      expect.arrayContaining(['text', 'accountIds.0', 'publishAt']),
    )
    expect(problem.detail).toContain('accountIds.0 must be an id (a UUID).')
    const none = await owner.raw('POST', '/v1/scheduled-posts', { text: 'Hello', publishAt: inAnHour() })
    expect(await none.json()).toMatchObject({
      detail: 'accountIds is required.',
      errors: [{ path: 'accountIds', message: 'accountIds is required.', code: 'required' }],
    })
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

describe('clusters to try', () => {
  const three = [0, 50, 100].flatMap((centre) =>
    Array.from({ length: 12 }, (_, index) => [centre + 0.1 * index ** 1.5, centre]),
  )

  it('come as the label of each vector', async () => {
    const answer = await owner.raw('POST', '/v1/clusters/try', { vectors: three, minClusterSize: 5 })
    expect(answer.status).toBe(200)
    const { labels, probabilities } = (await answer.json()) as Record<'labels' | 'probabilities', number[]>
    expect([probabilities.length, Math.max(...probabilities), Math.min(...probabilities) > 0]).toEqual([
      36,
      1,
      true,
    ])
    expect([0, 12, 24].map((from) => new Set(labels.slice(from, from + 12)).size)).toEqual([1, 1, 1])
    expect(new Set(labels).size).toBe(3)
  })

  it('refuse with a sentence what is no list of points of equal length, and bodies over 8 MB', async () => {
    const tried = (body: unknown) => owner.raw('POST', '/v1/clusters/try', body)
    const refused: [unknown, string][] = [
      [{ vectors: [[1, 2], [3]], minClusterSize: 2 }, 'All vectors must have as many numbers as the first.'],
      [{ vectors: [[1], [null]], minClusterSize: 2 }, 'vectors.1.0 must be a number.'],
      [{ vectors: [[1], ['2']], minClusterSize: 2 }, 'vectors.1.0 must be a number.'],
      [{ vectors: [[]], minClusterSize: 2 }, 'vectors.0'],
      [{ vectors: [], minClusterSize: 2 }, 'vectors'],
      [{ vectors: [[1], [2]], minClusterSize: 1 }, 'minClusterSize'],
      [{ vectors: [[1], [2]], minClusterSize: 2, minSamples: 0 }, 'minSamples'],
      [{ vectors: [[1], [2]], minClusterSize: 2, method: 'dbscan' }, 'method'],
      [{ vectors: [[1], [2]], minClusterSize: 2, metric: 'hamming' }, 'metric'],
      [{ vectors: Array.from({ length: 2_001 }, () => [1]), minClusterSize: 2 }, 'vectors'],
    ]
    for (const [body, detail] of refused) {
      const answer = await tried(body)
      expect(answer.status).toBe(422)
      expect(((await answer.json()) as { detail: string }).detail).toContain(detail)
    }
    const large = Array.from({ length: 2_000 }, () => Array.from({ length: 60 }, Math.random))
    expect((await tried({ vectors: large, minClusterSize: 5 })).status).toBe(200)
    const tooLarge = Array.from({ length: 2_000 }, () => Array.from({ length: 300 }, Math.random))
    expect((await tried({ vectors: tooLarge, minClusterSize: 5 })).status).toBe(413)
  })
})
