import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { control } from '#local/emulator-control.ts'
import { startEmulators } from '../server.ts'

const FORMAT = {
  type: 'json_schema',
  name: 'caption',
  strict: true,
  schema: {
    type: 'object',
    properties: { text: { type: 'string' }, tags: { type: 'array', items: { enum: ['a', 'b'] } } },
    required: ['text', 'tags'],
    additionalProperties: false,
  },
}
const ASKED = { model: 'gpt-5.6-terra', input: 'Write a caption', text: { format: FORMAT } }
const withSchema = (schema: object) => ({
  text: { format: { ...FORMAT, schema: { ...FORMAT.schema, ...schema } } },
})

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

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${emulators.url}/openai/v1${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-1', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}
const respond = (change: object = {}, headers?: Record<string, string>) =>
  post('/responses', { ...ASKED, ...change }, headers)
const writtenIn = (body: unknown) => (body as { output: { content?: unknown }[] }).output[1]?.content
const refused = (status: number, code: string, param: string | null = expect.anything()) => ({
  status,
  body: { error: { message: expect.any(String), type: 'invalid_request_error', param, code } },
})

describe('a response', () => {
  it('thinks first, keeps to the schema, counts its tokens, and is the same each time', async () => {
    const { status, body } = await respond()
    expect(status).toBe(200)
    expect(body).toMatchObject({
      object: 'response',
      status: 'completed',
      model: 'gpt-5.6-terra',
      output: [
        { type: 'reasoning' },
        {
          type: 'message',
          content: [{ type: 'output_text', text: '{"text":"A sample text.","tags":["a"]}' }],
        },
      ],
      usage: { input_tokens: 4, output_tokens: 24, total_tokens: 28 },
    })
    const { body: again } = await respond()
    expect(writtenIn(again)).toEqual(writtenIn(body))
  })

  it('is cut at its most tokens, and says so', async () => {
    expect((await respond({ max_output_tokens: 15 })).body).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      output: [{}, { status: 'incomplete', content: [{ text: '{"text":"A samp' }] }],
    })
  })

  it('comes as a stream that the SDK reads to its end', async () => {
    const client = new OpenAI({ apiKey: 'sk-1', baseURL: `${emulators.url}/openai/v1`, maxRetries: 0 })
    const stream = await client.responses.create({ model: 'gpt-5.6-terra', input: 'Grüße 👋', stream: true })
    let text = ''
    const types: string[] = []
    const numbers: number[] = []
    for await (const event of stream) {
      types.push(event.type)
      numbers.push(event.sequence_number)
      if (event.type === 'response.output_text.delta') text += event.delta
      if (event.type === 'response.completed') expect(event.response.usage?.total_tokens).toBeGreaterThan(10)
    }
    expect(text).toBe('You said: Grüße 👋')
    expect([types[0], types.at(-1)]).toEqual(['response.created', 'response.completed'])
    expect(numbers).toEqual(numbers.map((_, at) => at))
  })
})

describe('the API refuses', () => {
  it('a call without a key, and a key that it does not know', async () => {
    expect(await respond({}, { authorization: '' })).toEqual(refused(401, 'invalid_api_key', null))
    await outside.addAccount({ platform: 'openai', externalId: 'org', name: 'Org', token: 'sk-2' })
    expect(await respond()).toEqual(refused(401, 'invalid_api_key', null))
    expect((await respond({}, { authorization: 'Bearer sk-2' })).status).toBe(200)
    await fetch(`${emulators.url}/_control/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accounts: true }),
    })
  })

  it.each<[string, object, number, string, string]>([
    ['an unknown model', { model: 'gpt-9' }, 404, 'model_not_found', 'model'],
    ['no model', { model: undefined }, 400, 'invalid_value', 'model'],
    ['no input', { input: [] }, 400, 'invalid_value', 'input'],
    ['no tokens', { max_output_tokens: 0 }, 400, 'invalid_value', 'max_output_tokens'],
    ['a temperature', { temperature: 0.2 }, 400, 'unsupported_parameter', 'temperature'],
    ['a top_p', { top_p: 0.9 }, 400, 'unsupported_parameter', 'top_p'],
    ['max_tokens', { max_tokens: 9 }, 400, 'unsupported_parameter', 'max_tokens'],
    [
      'an open object',
      withSchema({ additionalProperties: true }),
      400,
      'invalid_json_schema',
      'text.format.schema',
    ],
    [
      'a property not required',
      withSchema({ required: ['text'] }),
      400,
      'invalid_json_schema',
      'text.format.schema',
    ],
    [
      'a root that is no object',
      withSchema({ type: 'array' }),
      400,
      'invalid_json_schema',
      'text.format.schema',
    ],
    ['anyOf at the root', withSchema({ anyOf: [] }), 400, 'invalid_json_schema', 'text.format.schema'],
    [
      'an open object inside',
      withSchema({ properties: { text: { anyOf: [{ type: 'object', properties: {} }] }, tags: {} } }),
      400,
      'invalid_json_schema',
      'text.format.schema',
    ],
    ['more than its context', { input: '語'.repeat(400_001) }, 400, 'context_length_exceeded', 'input'],
  ])('%s', async (_what, change, status, code, param) => {
    expect(await respond(change)).toEqual(refused(status, code, param))
  })

  it('no temperature of a model that takes one, nor an open object that need not be strict', async () => {
    expect((await respond({ model: 'gpt-4.1', temperature: 0.2 })).status).toBe(200)
    const format = { ...FORMAT, strict: false, schema: { ...FORMAT.schema, required: [] } }
    expect((await respond({ text: { format } })).status).toBe(200)
  })

  it('other paths and methods', async () => {
    expect((await post('/chat/completions', {})).status).toBe(404)
    const headers = { authorization: 'Bearer sk-1' }
    expect((await fetch(`${emulators.url}/openai/v1/responses`, { headers })).status).toBe(405)
  })

  it('more in a minute than a key may ask', async () => {
    const long = { model: 'gpt-4.1', input: '語'.repeat(390_000), text: {} }
    for (let nth = 1; nth <= 5; nth++) expect((await respond(long)).status).toBe(200)
    expect(await respond(long)).toMatchObject({
      status: 429,
      body: { error: { code: 'rate_limit_exceeded' } },
    })
    expect((await respond(long, { authorization: 'Bearer sk-other' })).status).toBe(200)
  })
})

describe('the headers', () => {
  it('say what a key has left of its minute, and what a stream is', async () => {
    const ask = (stream: boolean) =>
      fetch(`${emulators.url}/openai/v1/responses`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk-headers', 'content-type': 'application/json' },
        body: JSON.stringify({ ...ASKED, stream }),
      })
    await ask(false)
    const { headers } = await ask(true)
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(headers.get('x-request-id')).toMatch(/^req_/)
    expect(headers.get('x-ratelimit-limit-requests')).toBe('500')
    expect(headers.get('x-ratelimit-remaining-requests')).toBe('498')
    expect(headers.get('x-ratelimit-remaining-tokens')).toBe(String(2_000_000 - 2 * 28))
    expect(headers.get('x-ratelimit-reset-requests')).toMatch(/^\d+s$/)
  })
})
