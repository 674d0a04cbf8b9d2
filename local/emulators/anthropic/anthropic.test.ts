import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { control } from '#local/emulator-control.ts'
import { startEmulators } from '../server.ts'

const SCHEMA = {
  type: 'object',
  properties: { reply: { type: 'string' } },
  required: ['reply'],
  additionalProperties: false,
}
const format = (schema: object) => ({ output_config: { format: { type: 'json_schema', schema } } })
const user = (content: unknown) => ({ role: 'user', content })
const ASKED = {
  model: 'claude-sonnet-5',
  max_tokens: 100,
  messages: [user('Reply')],
  ...format(SCHEMA),
}

let emulators: Awaited<ReturnType<typeof startEmulators>>
let outside: ReturnType<typeof control>
beforeAll(async () => {
  emulators = await startEmulators({
    port: 0,
    workerUrl: 'http://x',
  })
  outside = control(emulators.url)
})
beforeEach(() => outside.reset())
afterAll(() => emulators?.stop())

const HEADERS = {
  'x-api-key': 'key-1',
  'anthropic-version': '2023-06-01',
  'content-type': 'application/json',
}
async function post(change: object = {}, headers: Record<string, string> = HEADERS) {
  const response = await fetch(`${emulators.url}/anthropic/v1/messages`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...ASKED, ...change }),
  })
  return { status: response.status, body: await response.json() }
}
const refused = (status: number, type: string) => ({
  status,
  body: {
    type: 'error',
    error: { type, message: expect.any(String) },
    request_id: expect.stringMatching(/^req_/),
  },
})

describe('a message', () => {
  it('thinks first, keeps to the schema, and counts its tokens', async () => {
    const { status, body } = await post({ system: 'Be kind' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      type: 'message',
      role: 'assistant',
      content: [{ type: 'thinking' }, { type: 'text', text: '{"reply":"A sample reply."}' }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 4, cache_read_input_tokens: 0, output_tokens: 17 },
    })
  })

  it('is cut at its most tokens, and says so', async () => {
    expect((await post({ max_tokens: 12 })).body).toMatchObject({
      content: [{}, { type: 'text', text: '{"reply":"A' }],
      stop_reason: 'max_tokens',
    })
  })

  it('comes as a stream that the SDK reads to its end', async () => {
    const client = new Anthropic({
      apiKey: 'key-1',
      baseURL: `${emulators.url}/anthropic`,
      maxRetries: 0,
      defaultHeaders: { 'x-api-key': 'key-1', 'anthropic-version': '2023-06-01' },
    })
    const message = await client.messages
      .stream({
        model: 'claude-sonnet-5',
        max_tokens: 100,
        messages: [{ role: 'user', content: 'Grüße 👋' }],
      })
      .finalMessage()
    expect(message.content.at(-1)).toMatchObject({ type: 'text', text: 'You said: Grüße 👋' })
    expect(message.stop_reason).toBe('end_turn')
    expect(message.usage.output_tokens).toBeGreaterThan(10)
  })
})

describe('the API refuses', () => {
  it('a call without a key, and a key that it does not know', async () => {
    const { 'x-api-key': _none, ...keyless } = HEADERS
    expect(await post({}, keyless)).toEqual(refused(401, 'authentication_error'))
    expect(await post({}, { ...keyless, authorization: 'Bearer key-1' })).toEqual(
      refused(401, 'authentication_error'),
    )
    await outside.addAccount({ platform: 'anthropic', externalId: 'org', name: 'Org', token: 'key-2' })
    expect(await post()).toEqual(refused(401, 'authentication_error'))
    expect((await post({}, { ...HEADERS, 'x-api-key': 'key-2' })).status).toBe(200)
    await fetch(`${emulators.url}/_control/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accounts: true }),
    })
  })

  it('a call without its version, and one of another version', async () => {
    const { 'anthropic-version': _none, ...versionless } = HEADERS
    expect(await post({}, versionless)).toEqual(refused(400, 'invalid_request_error'))
    const other = { ...HEADERS, 'anthropic-version': '2022-01-01' }
    expect(await post({}, other)).toEqual(refused(400, 'invalid_request_error'))
  })

  it.each<[string, object, number, string]>([
    ['an unknown model', { model: 'claude-9' }, 404, 'not_found_error'],
    ['no max_tokens', { max_tokens: undefined }, 400, 'invalid_request_error'],
    ['no tokens', { max_tokens: 0 }, 400, 'invalid_request_error'],
    ['no messages', { messages: [] }, 400, 'invalid_request_error'],
    ['an empty message', { messages: [user('')] }, 400, 'invalid_request_error'],
    ['a system message', { messages: [{ role: 'system', content: 'x' }] }, 400, 'invalid_request_error'],
    [
      'a prefilled answer',
      { messages: [user('x'), { role: 'assistant', content: '{' }] },
      400,
      'invalid_request_error',
    ],
    ['a temperature', { temperature: 0.7 }, 400, 'invalid_request_error'],
    ['a top_p', { top_p: 0.7 }, 400, 'invalid_request_error'],
    ['a top_k', { top_k: 7 }, 400, 'invalid_request_error'],
    ['an open object', format({ ...SCHEMA, additionalProperties: true }), 400, 'invalid_request_error'],
    ['a schema that is none', format([]), 400, 'invalid_request_error'],
    [
      'more than its context',
      { model: 'claude-haiku-4-5', messages: [user('語'.repeat(200_001))] },
      400,
      'invalid_request_error',
    ],
  ])('%s', async (_what, change, status, type) => {
    expect(await post(change)).toEqual(refused(status, type))
  })

  it('neither a temperature of an older model, nor a property that is not required', async () => {
    expect((await post({ model: 'claude-haiku-4-5', temperature: 0.7 })).status).toBe(200)
    expect((await post({ temperature: 1, ...format({ ...SCHEMA, required: [] }) })).status).toBe(200)
    expect((await post({ messages: [user([{ type: 'text', text: '語'.repeat(200_001) }])] })).status).toBe(
      200,
    )
  })

  it('other paths', async () => {
    const answer = await fetch(`${emulators.url}/anthropic/v1/embeddings`, {
      method: 'POST',
      headers: HEADERS,
    })
    expect({ status: answer.status, body: await answer.json() }).toEqual(refused(404, 'not_found_error'))
  })

  it('as told through the control surface, in its own words', async () => {
    await outside.fault({ platform: 'anthropic', match: 'Reply', times: 1, fault: 'limited:7' })
    expect(await post()).toEqual(refused(429, 'rate_limit_error'))
    expect((await outside.calls('anthropic')).map(({ status }) => status)).toEqual([429])
  })
})

describe('the headers', () => {
  it('say what a key has left of its minute, and when that ends', async () => {
    const { headers } = await fetch(`${emulators.url}/anthropic/v1/messages`, {
      method: 'POST',
      headers: { ...HEADERS, 'x-api-key': 'key-headers' },
      body: JSON.stringify({ ...ASKED, stream: true }),
    })
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(headers.get('request-id')).toMatch(/^req_/)
    expect(headers.get('anthropic-ratelimit-requests-remaining')).toBe('499')
    const waitMs = Date.parse(headers.get('anthropic-ratelimit-tokens-reset') ?? '') - Date.now()
    expect(waitMs).toBeGreaterThan(50_000)
    expect(waitMs).toBeLessThanOrEqual(60_000)
  })
})
