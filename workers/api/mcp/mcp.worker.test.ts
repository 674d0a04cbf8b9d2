import { randomUUID } from 'node:crypto'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import type { CreatedApiKey, Scope } from '#core/workspaces/schemas.ts'
import { connectTelegram, enterHouse, type House, newWorkspace } from '#test/house.ts'
import { isReading } from '../tools/call.ts'
import { offered as tools } from '../tools/tools.ts'

let house: House
let owner: Awaited<ReturnType<typeof newWorkspace>>['owner']
beforeAll(async () => {
  house = await enterHouse()
  owner = (await newWorkspace(house, `${randomUUID()}@chorus.test`)).owner
})
afterAll(() => house?.close())

const keyWith = async (scopes: Scope[]) =>
  (await owner.post<CreatedApiKey>('/v1/api-keys', { name: 'Tools', scopes })).key

/** Connects the protocol's own client, over HTTP. */
async function connect(key: string) {
  const client = new Client({ name: 'test', version: '1.0.0' })
  const requestInit = { headers: { authorization: `Bearer ${key}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL(`${house.url}/mcp`), { requestInit }))
  return client
}
const post = (headers: Record<string, string>) =>
  fetch(`${house.url}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  })

describe('tools for other programs', () => {
  it('are listed to the protocol’s own client as the key’s scopes allow, reading and writing marked', async () => {
    const client = await connect(await keyWith(['see', 'write', 'answer']))
    const { tools: listed } = await client.listTools()
    expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => name))
    expect(listed.map(({ annotations }) => annotations?.readOnlyHint)).toEqual(tools.map(isReading))
    expect(listed.find(({ name }) => name === 'propose_post')?.inputSchema).toMatchObject({
      required: ['text', 'accountIds', 'publishAtLocal', 'timezone'],
    })
    await client.close()
    const reader = await connect(await keyWith(['see']))
    const { tools: read } = await reader.listTools()
    expect(read.map(({ name }) => name)).toEqual(tools.filter(isReading).map(({ name }) => name))
    const refused = await reader
      .callTool({ name: 'add_answer', arguments: { question: 'Q', answer: 'A' } })
      .then(
        ({ isError }) => isError,
        () => true,
      )
    expect(refused).toBe(true)
    expect((await owner.get<{ items: unknown[] }>('/v1/knowledge/faqs')).items).toEqual([])
    await reader.close()
  })

  it('that read answer each with an object', async () => {
    const client = await connect(await keyWith(['see']))
    const inputs: Record<string, Record<string, unknown>> = {
      read_conversation: { id: randomUUID() },
      read_listening_posts: { id: randomUUID() },
      search_knowledge: { query: 'opening hours' },
      figures_by: { by: 'account' },
    }
    for (const { name, input } of tools.filter(isReading)) {
      const { isError, structuredContent, content } = await client.callTool({
        name,
        arguments: inputs[name] ?? {},
      })
      const unknown = 'id' in input.shape
      expect([name, isError ?? false, content]).toEqual([name, unknown, expect.anything()])
      if (!unknown) expect([name, typeof structuredContent]).toEqual([name, 'object'])
    }
    await client.close()
  })

  it('put a post where it awaits a person, whatever the model asks for', async () => {
    const { id } = await connectTelegram(house, owner)
    const client = await connect(await keyWith(['see', 'write']))
    const { isError } = await client.callTool({
      name: 'propose_post',
      arguments: {
        text: 'Brunch is back.',
        accountIds: [id],
        publishAtLocal: '2027-03-28T09:00',
        timezone: 'Europe/Paris',
        status: 'queued',
      },
    })
    expect(isError ?? false).toBe(false)
    const { items } = await owner.get<{ items: ScheduledPost[] }>('/v1/scheduled-posts')
    expect(items).toMatchObject([{ text: 'Brunch is back.', status: 'awaiting_approval' }])
    const wrong = await client.callTool({
      name: 'propose_post',
      arguments: { text: 'x', accountIds: [randomUUID()], publishAtLocal: 'soon', timezone: 'Mars' },
    })
    expect(wrong.isError).toBe(true)
    expect(JSON.stringify(wrong.content)).toContain('timezone')
    await client.close()
  })

  it('are closed to strangers, to a session’s cookie and to other sites', async () => {
    const key = await keyWith(['see'])
    expect((await post({})).status).toBe(401)
    expect((await post({ authorization: 'Bearer chk_unknown' })).status).toBe(401)
    const authorization = `Bearer ${key}`
    expect((await post({ authorization })).status).toBe(200)
    expect((await post({ authorization, origin: 'https://evil.example' })).status).toBe(403)
    expect((await fetch(`${house.url}/mcp`, { headers: { authorization } })).status).toBe(405)
  })
})
