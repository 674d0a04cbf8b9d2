import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulators } from '../server.ts'

interface Vectors {
  data: { index: number; embedding: number[] }[]
  usage: unknown
}

let emulators: Awaited<ReturnType<typeof startEmulators>>
beforeAll(async () => {
  emulators = await startEmulators({
    port: 0,
    workerUrl: 'http://x',
  })
})
afterAll(() => emulators?.stop())

async function embed(change: object = {}) {
  const response = await fetch(`${emulators.url}/openai/v1/embeddings`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-1', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'text-embedding-3-small', input: ['a', 'b'], ...change }),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}

describe('embeddings', () => {
  it('are unit vectors under the index of their text, in no order, as numbers or as base64', async () => {
    const { data, usage } = (await embed()).body as Vectors
    expect(data.map(({ index }) => index)).toEqual([1, 0])
    const vector = data[0]?.embedding ?? []
    expect(vector).toHaveLength(1536)
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
    expect(usage).toEqual({ prompt_tokens: 2, total_tokens: 2 })
    const base64 = (await embed({ encoding_format: 'base64' })).body as { data: { embedding: string }[] }
    const packed = Buffer.from(base64.data[0]?.embedding ?? '', 'base64')
    expect(Array.from({ length: packed.length / 4 }, (_, at) => packed.readFloatLE(at * 4))).toEqual(
      Array.from(new Float32Array(vector)),
    )
  })

  it.each<[string, object, number, string, string]>([
    ['an unknown model', { model: 'gpt-5.6-terra' }, 404, 'model_not_found', 'model'],
    ['an empty text', { input: ['a', ''] }, 400, 'invalid_value', 'input'],
    ['no text', { input: [] }, 400, 'invalid_value', 'input'],
    ['2,049 texts', { input: Array(2049).fill('a') }, 400, 'invalid_value', 'input'],
    ['a text of more than 8,192 tokens', { input: '語'.repeat(8193) }, 400, 'invalid_value', 'input'],
    ['more than 300,000 tokens', { input: Array(38).fill('語'.repeat(8000)) }, 400, 'invalid_value', 'input'],
    ['another encoding', { encoding_format: 'hex' }, 400, 'invalid_value', 'encoding_format'],
    ['another width', { dimensions: 256 }, 400, 'invalid_value', 'dimensions'],
  ])('are refused for %s', async (_what, change, status, code, param) => {
    expect(await embed(change)).toEqual({
      status,
      body: { error: { message: expect.any(String), type: 'invalid_request_error', param, code } },
    })
  })
})
