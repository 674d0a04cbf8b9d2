import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, client } from '#local/client.ts'
import { asOwner } from '#test/database.ts'
import { enterHouse, type House, newWorkspace, WEB_URL } from '#test/house.ts'
import { newPerson } from '#test/people.ts'

let house: House
let owner: Client
let workspaceId: string
const made: string[] = []
beforeAll(async () => {
  house = await enterHouse()
  ;({ owner, workspaceId } = await workspaceHere())
})
afterAll(async () => {
  await asOwner('delete from workspaces where id = any($1)', [made])
  await house?.close()
})
async function workspaceHere() {
  const here = await newWorkspace(house)
  made.push(here.workspaceId)
  return here
}

const DOCUMENTS = '/v1/knowledge/documents'
interface Answer {
  status: number
  body: { id?: string; key?: string; code?: string } | null
  replayed: boolean
}

async function post(as: Client, path: string, body: unknown, key: string, headers = {}): Promise<Answer> {
  const response = await as.raw('POST', path, body, { 'idempotency-key': key, ...headers })
  const text = await response.text()
  return {
    status: response.status,
    body: text === '' ? null : (JSON.parse(text) as Answer['body']),
    replayed: response.headers.get('idempotent-replayed') === 'true',
  }
}
const documentOf = (title: string) => ({ title, text: 'Open at noon.' })
const documents = (title: string) =>
  asOwner<{ id: string; workspace_id: string }>(
    'select id, workspace_id from knowledge_documents where title = $1',
    [title],
  )
const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('requests with the same Idempotency-Key and body', () => {
  it('have one effect and one answer, however they interleave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 2, maxLength: 6 }),
        async (delaysMs) => {
          const [key, title] = [randomUUID(), randomUUID()]
          const answers = await Promise.all(
            delaysMs.map(async (ms) => {
              await pass(ms)
              return post(owner, DOCUMENTS, documentOf(title), key)
            }),
          )
          const successes = answers.filter(({ status }) => status < 300)
          const others = answers.filter(({ status }) => status >= 300)
          expect(successes.filter(({ replayed }) => !replayed)).toHaveLength(1)
          for (const other of others)
            expect(other).toMatchObject({ status: 409, body: { code: 'request_in_progress' } })
          // All of them have ended: a repetition gets the stored answer.
          const again = await post(owner, DOCUMENTS, documentOf(title), key)
          expect(again).toMatchObject({ status: 201, replayed: true })
          for (const { status, body } of successes) expect([status, body]).toEqual([201, again.body])
          expect(await documents(title)).toEqual([{ id: again.body?.id, workspace_id: workspaceId }])
        },
      ),
      { numRuns: 15 },
    )
  })

  it('that answer with nothing answer with nothing again', async () => {
    const { id } = await owner.post<{ id: string }>('/v1/api-keys', { name: 'Key', scopes: ['see'] })
    const key = randomUUID()
    const revoke = () => owner.raw('DELETE', `/v1/api-keys/${id}`, undefined, { 'idempotency-key': key })
    expect((await revoke()).status).toBe(204)
    const again = await revoke()
    expect([again.status, again.headers.get('idempotent-replayed'), await again.text()]).toEqual([
      204,
      'true',
      '',
    ])
    // The key gives the answer: without it there is nothing to revoke any more.
    expect((await owner.raw('DELETE', `/v1/api-keys/${id}`)).status).toBe(404)
  })

  it('whose answer is shown once make one thing, and show it once', async () => {
    const [key, name] = [randomUUID(), randomUUID().slice(0, 20)]
    const answers = await Promise.all(
      [0, 0, 30].map(async (ms) => {
        await pass(ms)
        return post(owner, '/v1/api-keys', { name, scopes: ['see'] }, key)
      }),
    )
    const shown = answers.filter(({ status }) => status === 201)
    expect(shown).toHaveLength(1)
    expect(await post(owner, '/v1/api-keys', { name, scopes: ['see'] }, key)).toMatchObject({
      status: 409,
      body: { code: 'answered_once' },
    })
    expect(await asOwner('select id from api_keys where name = $1', [name])).toHaveLength(1)
    const apiKey = shown[0]?.body?.key ?? ''
    expect((await client(house.url, { origin: WEB_URL, apiKey }).raw('GET', '/v1/me')).status).toBe(200)
    expect(
      await asOwner('select key from idempotency_keys where response_body::text like $1', [`%${apiKey}%`]),
    ).toEqual([])
  })
})

/** A form written out, with its boundary; each part is its head and its content. */
async function postForm(
  path: string,
  key: string,
  boundary: string,
  parts: readonly [head: string, content: string][],
) {
  const body = [
    ...parts.map(
      ([head, content]) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`,
    ),
    `--${boundary}--\r\n`,
  ].join('')
  const type = `multipart/form-data; boundary=${boundary}`
  const response = await owner.rawBody('POST', path, body, type, { 'idempotency-key': key })
  return {
    status: response.status,
    body: (await response.json()) as Answer['body'],
    replayed: response.headers.get('idempotent-replayed') === 'true',
  }
}
const uploads: [path: string, status: number, rowsOf: (name: string) => Promise<unknown[]>][] = [
  ['/v1/media', 201, (name) => asOwner('select id from media where file_name = $1', [name])],
  [DOCUMENTS, 201, (name) => asOwner('select id from knowledge_documents where file_name = $1', [name])],
]

describe.each(uploads)('an upload to %s with an Idempotency-Key', (path, status, rowsOf) => {
  it('is done once, whatever boundary its form has', async () => {
    const [key, name] = [randomUUID(), `${randomUUID()}.txt`]
    const file: [string, string] = [`name="file"; filename="${name}"`, 'Open at noon.']
    const first = await postForm(path, key, 'first', [file])
    expect(first).toMatchObject({ status, replayed: false })
    expect(await postForm(path, key, 'second', [file])).toEqual({ ...first, replayed: true })
    expect(await rowsOf(name)).toEqual([{ id: first.body?.id }])
  })

  it('is refused when its file, or the name of it, is another', async () => {
    const [key, name] = [randomUUID(), `${randomUUID()}.txt`]
    const file = (called: string, content: string): [string, string] => [
      `name="file"; filename="${called}"`,
      content,
    ]
    await postForm(path, key, 'same', [file(name, 'Open at noon.')])
    const reused = { status: 409, body: { code: 'idempotency_key_reused' } }
    expect(await postForm(path, key, 'same', [file(name, 'Open at one.')])).toMatchObject(reused)
    expect(await postForm(path, key, 'same', [file(`2-${name}`, 'Open at noon.')])).toMatchObject(reused)
    expect(await rowsOf(`2-${name}`)).toEqual([])
    expect(await rowsOf(name)).toHaveLength(1)
  })

  it('that comes several times at once has one effect', async () => {
    const [key, name] = [randomUUID(), `${randomUUID()}.txt`]
    const file: [string, string] = [`name="file"; filename="${name}"`, 'Open at noon.']
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((boundary) => postForm(path, key, boundary, [file])),
    )
    for (const { status: got, body } of answers)
      expect([status, body?.code]).toContain(got === 409 ? 'request_in_progress' : got)
    expect(await rowsOf(name)).toHaveLength(1)
  })
})

it('a repeated upload to the library leaves the bytes of the first in place', async () => {
  const [key, name] = [randomUUID(), `${randomUUID()}.txt`]
  const file: [string, string] = [`name="file"; filename="${name}"`, 'Open at noon.']
  const { body } = await postForm('/v1/media', key, 'first', [file])
  await postForm('/v1/media', key, 'second', [file])
  expect(await (await owner.raw('GET', `/v1/media/${body?.id}/content`)).text()).toBe('Open at noon.')
})

it('a title beside the file of a document belongs to what the key is for', async () => {
  const key = randomUUID()
  const parts = (title: string): [string, string][] => [
    ['name="title"', title],
    ['name="file"; filename="hours.txt"', 'Open at noon.'],
  ]
  const first = await postForm(DOCUMENTS, key, 'b', parts('Hours'))
  expect(first).toMatchObject({ status: 201 })
  expect(await postForm(DOCUMENTS, key, 'b', parts('Prices'))).toMatchObject({ status: 409 })
  expect(await postForm(DOCUMENTS, key, 'c', parts('Hours'))).toEqual({ ...first, replayed: true })
})

it('an Idempotency-Key of a person without a workspace makes one workspace, also when they are in it already', async () => {
  const person = await newPerson(house)
  const [key, name] = [randomUUID(), randomUUID()]
  const first = await post(person.as, '/v1/workspaces', { name }, key)
  expect(first).toMatchObject({ status: 201, replayed: false })
  made.push(first.body?.id ?? '')
  expect(await post(person.as, '/v1/workspaces', { name }, key)).toEqual({ ...first, replayed: true })
  expect(await post(person.as, '/v1/workspaces', { name: `${name}2` }, key)).toMatchObject({
    status: 409,
    body: { code: 'idempotency_key_reused' },
  })
  expect(await asOwner('select id from workspaces where name like $1', [`${name}%`])).toHaveLength(1)
})

describe('an Idempotency-Key', () => {
  it('that was used for another body, or another endpoint, is refused, and nothing is done', async () => {
    const [key, title] = [randomUUID(), randomUUID()]
    await post(owner, DOCUMENTS, documentOf(title), key)
    const reused = { status: 409, body: { code: 'idempotency_key_reused' } }
    expect(await post(owner, DOCUMENTS, documentOf(`${title}-2`), key)).toMatchObject(reused)
    expect(
      await post(owner, '/v1/api-keys', { name: title.slice(0, 20), scopes: ['see'] }, key),
    ).toMatchObject(reused)
    expect(await documents(`${title}-2`)).toEqual([])
    expect(await asOwner('select id from api_keys where name = $1', [title.slice(0, 20)])).toEqual([])
  })

  it('of a request that failed is free again, whether the fault was the caller’s or ours', async () => {
    const [key, title] = [randomUUID(), randomUUID()]
    expect(
      await post(owner, `/v1/conversations/${randomUUID()}/messages`, { text: 'Hi' }, key),
    ).toMatchObject({
      status: 404,
    })
    await asOwner('alter table knowledge_documents rename to knowledge_documents_away')
    try {
      expect(await post(owner, DOCUMENTS, documentOf(title), key)).toMatchObject({ status: 500 })
    } finally {
      await asOwner('alter table knowledge_documents_away rename to knowledge_documents')
    }
    expect(await post(owner, DOCUMENTS, documentOf(title), key)).toMatchObject({
      status: 201,
      replayed: false,
    })
    expect(await documents(title)).toHaveLength(1)
  })

  it('of one workspace does not meet that of another, not even of the same person’s', async () => {
    const [key, title] = [randomUUID(), randomUUID()]
    const { owner: stranger, workspaceId: theirs } = await workspaceHere()
    const second = await owner.post<{ id: string }>('/v1/workspaces', { name: 'Second' })
    made.push(second.id)
    const answers = [
      await post(owner, DOCUMENTS, documentOf(title), key, { 'x-workspace-id': workspaceId }),
      await post(stranger, DOCUMENTS, documentOf(title), key),
      await post(owner, DOCUMENTS, documentOf(title), key, { 'x-workspace-id': second.id }),
    ]
    expect(answers.map(({ status, replayed }) => [status, replayed])).toEqual(answers.map(() => [201, false]))
    expect((await documents(title)).map((row) => row.workspace_id).sort()).toEqual(
      [workspaceId, theirs, second.id].sort(),
    )
  })

  it('may be 200 printable characters long, no longer, and has no spaces', async () => {
    const title = randomUUID()
    for (const key of ['x'.repeat(201), 'with space', 'tab\there', 'é'])
      expect([key, await post(owner, DOCUMENTS, documentOf(title), key)]).toMatchObject([
        key,
        { status: 422, body: { code: 'invalid_input' } },
      ])
    expect(await documents(title)).toEqual([])
    const longest = `${randomUUID()}${'!~'.repeat(100)}`.slice(0, 200)
    expect(await post(owner, DOCUMENTS, documentOf(title), longest)).toMatchObject({ status: 201 })
  })

  it('of a request that died is taken again after a minute by the same request, and not before', async () => {
    const [first, title] = [randomUUID(), randomUUID()]
    await post(owner, DOCUMENTS, documentOf(title), first)
    const died = async (seconds: number) => {
      const key = randomUUID()
      await asOwner(
        `insert into idempotency_keys (workspace_id, key, request_hash, status, updated_at)
         select workspace_id, $2, request_hash, 'started', now() - make_interval(secs => $3) from idempotency_keys where key = $1`,
        [first, key, seconds],
      )
      return key
    }
    const young = await post(owner, DOCUMENTS, documentOf(title), await died(40))
    expect(young).toMatchObject({ status: 409, body: { code: 'request_in_progress' } })
    const old = await died(70)
    expect(await post(owner, DOCUMENTS, documentOf('another'), old)).toMatchObject({
      body: { code: 'idempotency_key_reused' },
    })
    expect(await post(owner, DOCUMENTS, documentOf(title), old)).toMatchObject({
      status: 201,
      replayed: false,
    })
    expect(await documents(title)).toHaveLength(2)
  })
})
