import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ChatEvent, ChatMessage, ChatSession } from '#core/assistant/schemas.ts'
import type { Client } from '#local/client.ts'
import { enterHouse, eventually, type House, newWorkspace, startHouse, WEB_URL } from '#test/house.ts'
import { newMember } from '#test/people.ts'

let house: House
let owner: Client
let workspaceId: string
beforeAll(async () => {
  house = await enterHouse()
  ;({ owner, workspaceId } = await newWorkspace(house))
})
afterAll(() => house?.close())

const begin = async (as: Client) => (await as.post<ChatSession>('/v1/chat-sessions', {})).id
const messages = async (as: Client, chat: string) =>
  (await as.get<{ items: ChatMessage[] }>(`/v1/chat-sessions/${chat}/messages`)).items.toReversed()

/** Reads a streamed answer to its end. */
async function eventsOf(response: Response): Promise<ChatEvent[]> {
  const text = await response.text()
  return text
    .split('\n\n')
    .filter((block) => block.startsWith('event:'))
    .map((block) => {
      const [, type, data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? []
      return { type, ...JSON.parse(data) } as ChatEvent
    })
}
const ask = (as: Client, chat: string, text: string, key = randomUUID()) =>
  as.raw('POST', `/v1/chat-sessions/${chat}/messages`, { text }, { 'idempotency-key': key })

it('an answer is streamed as server-sent events, and what it proposes is done when it is confirmed', async () => {
  const chat = await begin(owner)
  const response = await ask(owner, chat, 'Make a draft about hiring')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const events = await eventsOf(response)
  expect(events.map(({ type }) => type).filter((type) => type !== 'text')).toEqual(['begin', 'step', 'end'])
  const end = events.at(-1)
  if (end?.type !== 'end') throw new Error('It did not end.')
  expect(end.session.title).toBe('Make a draft about hiring')
  const [step] = end.answer.steps
  const body = { messageId: end.answer.id, stepId: step?.id, confirmed: true }
  const key = { 'idempotency-key': randomUUID() }
  const decide = () => owner.raw('POST', `/v1/chat-sessions/${chat}/decide`, body, key)
  const done = (await (await decide()).json()) as ChatMessage
  expect(done.steps).toMatchObject([{ state: 'done', to: expect.stringMatching(/^\/drafts\//) }])
  expect(await (await decide()).json()).toEqual(done)
  const { items } = await owner.get<{ items: { title: string }[] }>('/v1/drafts')
  expect(items.map(({ title }) => title)).toEqual(['hiring'])
})

it('a repeated request is told the same answer, and asks nothing again', async () => {
  const chat = await begin(owner)
  const key = randomUUID()
  const first = (await eventsOf(await ask(owner, chat, 'What waits today?', key))).at(-1)
  const again = (await eventsOf(await ask(owner, chat, 'What waits today?', key))).at(-1)
  expect(again).toEqual(first)
  expect(await messages(owner, chat)).toHaveLength(2)
  expect((await ask(owner, chat, 'Another question', key)).status).toBe(409)
})

it('a chat is nobody else’s; a key has its own', async () => {
  const chat = await begin(owner)
  const { as } = await newMember(house, workspaceId, 'admin')
  expect((await as.raw('GET', `/v1/chat-sessions/${chat}`)).status).toBe(404)
  expect((await ask(as, chat, 'Hello')).status).toBe(404)
  expect((await as.get<{ items: unknown[] }>('/v1/chat-sessions')).items).toEqual([])

  const { key } = await owner.post<{ key: string }>('/v1/api-keys', { name: 'Key', scopes: ['see'] })
  const asKey = (method: string, path: string, body?: unknown) =>
    fetch(`${house.url}/v1/chat-sessions${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  expect((await asKey('GET', `/${chat}`)).status).toBe(404)
  const made = await asKey('POST', '', {})
  expect(made.status).toBe(201)
  const { id } = (await made.json()) as { id: string }
  const events = await eventsOf(await asKey('POST', `/${id}/messages`, { text: 'What waits today?' }))
  expect(events.at(-1)).toMatchObject({ type: 'end', answer: { role: 'assistant', state: 'done' } })
  const own = (await (await asKey('GET', '')).json()) as { items: { id: string }[] }
  expect(own.items.map((one) => one.id)).toEqual([id])
  expect((await owner.raw('GET', `/v1/chat-sessions/${id}`)).status).toBe(404)
})

it('who leaves stops the answer: the model is let go, and what was said is kept', async () => {
  const slow = await startHouse(
    { AI_ORDER: 'openai', AI_EMBEDDINGS: '', OPENAI_API_KEY: 'sk-test' },
    { varsOf: (emulators) => ({ OPENAI_BASE_URL: `${emulators}/openai/v1` }) },
  )
  try {
    const person = (await newWorkspace(slow)).owner
    const chat = await begin(person)
    await slow.emulators.fault({ platform: 'openai', match: '/responses', times: 1, fault: 'timeout-before' })
    const leaving = new AbortController()
    const response = await fetch(`${slow.url}/v1/chat-sessions/${chat}/messages`, {
      method: 'POST',
      signal: leaving.signal,
      headers: {
        origin: WEB_URL,
        'x-chorus-csrf': '1',
        cookie: person.cookie(),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ text: 'What waits today?' }),
    })
    await response.body?.getReader().read()
    leaving.abort()
    const [, answer] = await eventually(
      () => messages(person, chat),
      ([, one]) => one?.state !== 'answering',
    )
    expect(answer?.state).toBe('stopped')
  } finally {
    await slow.close()
  }
}, 120_000)
