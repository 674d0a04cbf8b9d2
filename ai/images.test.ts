import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MeteredCall } from '#core/lib/kernel/ai.ts'
import type { Images, ImageWish, Pictured } from '#core/lib/kernel/images.ts'
import { control } from '#local/emulator-control.ts'
import { startEmulators } from '#local/emulators/server.ts'
import { openAiImages } from './images.ts'
import { meteredImages } from './meter.ts'

const WISH: ImageWish = { prompt: 'Mira in a café', size: '1024x1024', quality: 'low', reference: null }

let emulators: Awaited<ReturnType<typeof startEmulators>>
let outside: ReturnType<typeof control>
let images: Images
beforeAll(async () => {
  emulators = await startEmulators({ port: 0, workerUrl: 'http://localhost:1' })
  outside = control(emulators.url)
  images = made()
})
afterAll(() => emulators?.stop())
beforeEach(() => outside.reset())

const made = (options: Partial<Parameters<typeof openAiImages>[0]> = {}) =>
  openAiImages({
    apiKey: 'sk-secret',
    baseUrl: `${emulators.url}/openai/v1`,
    model: 'gpt-image-2',
    ...options,
  })
const fault = (status: number, code: string) =>
  outside.fault({
    platform: 'openai',
    match: '',
    times: 1,
    fault: { status, body: { error: { message: 'Not now, sk-secret.', type: 'x', param: null, code } } },
  })
const bytesOf = (pictured: Pictured) => (pictured.kind === 'made' ? pictured.bytes : null)

describe('pictures of OpenAI', () => {
  it('come as a PNG of the size asked for, with what they cost', async () => {
    const pictured = await images.make({ ...WISH, size: '1536x1024' })
    expect(pictured).toMatchObject({
      kind: 'made',
      mimeType: 'image/png',
      // 4 tokens of words at 5, 272 of the picture at 30 US dollars per million.
      usage: { inputTokens: 4, outputTokens: 272, costMicros: 8180 },
    })
    const view = new DataView(bytesOf(pictured)?.buffer ?? new ArrayBuffer(24))
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([1536, 1024])
  })

  it('show a face by an edit of its picture', async () => {
    const bytes = bytesOf(await images.make(WISH))
    if (!bytes) throw new Error('There is a picture to refer to.')
    const reference = { bytes, mimeType: 'image/png', fileName: 'face.png' }
    const edited = await images.make({ ...WISH, reference })
    expect(edited).toMatchObject({ kind: 'made', usage: { inputTokens: 327 } })
    expect(bytesOf(edited)).not.toEqual(bytes)
  })

  it('are refused for words that the provider takes no picture of', async () => {
    expect(await images.make({ ...WISH, prompt: 'moderation' })).toEqual({
      kind: 'refused',
      reason: 'OpenAI: 400 Your request was rejected by the safety system.',
    })
  })

  it.each([
    ['refused', 401, 'invalid_api_key'],
    ['refused', 429, 'insufficient_quota'],
    ['refused', 400, 'invalid_value'],
    ['failed', 429, 'rate_limit_exceeded'],
    ['failed', 500, 'server_error'],
    ['failed', 503, 'slow_down'],
    ['unknown', 502, 'bad_gateway'],
    ['unknown', 504, 'timeout'],
  ])('are %s after %s %s, in words without the key', async (kind, status, code) => {
    await fault(status, code)
    expect(await images.make(WISH)).toEqual({ kind, reason: `OpenAI: ${status} Not now, [secret].` })
  })

  it('are unknown where the answer breaks off, is none, or holds no picture', async () => {
    const answering = (answer: () => Promise<Response>) => made({ fetch: answer as typeof fetch }).make(WISH)
    expect(await answering(() => Promise.reject(new TypeError('reset')))).toMatchObject({ kind: 'unknown' })
    expect(await answering(async () => new Response('<html>'))).toMatchObject({ kind: 'unknown' })
    expect(await answering(async () => Response.json({ data: [] }))).toMatchObject({ kind: 'unknown' })
  })

  it('are not made by a model that nobody has described', () => {
    expect(() => made({ model: 'dall-e-2' })).toThrow('dall-e-2 is not in the table of models')
  })
})

describe('paying for pictures', () => {
  const used: string[] = []
  const calls: MeteredCall[] = []
  const paying = (pictured: Pictured) =>
    meteredImages(
      { model: 'openai/gpt-image-2', make: async () => pictured },
      {
        now: () => new Date(0),
        record: (call) => void calls.push(call),
        credits: {
          reserve: async (act, credits) => {
            used.push(`${act} ${credits}`)
            return { settle: (most) => used.push(`settle ${most}`), release: () => used.push('release') }
          },
        },
      },
    )
  beforeEach(() => {
    used.length = 0
    calls.length = 0
  })

  it('takes ten credits for one that came, and records what it cost', async () => {
    const usage = { inputTokens: 4, outputTokens: 272, costMicros: 8180 }
    await paying({ kind: 'made', bytes: new Uint8Array(1), mimeType: 'image/png', usage }).make(WISH)
    expect(used).toEqual(['generations.image 10', 'settle 10'])
    expect(calls).toMatchObject([{ functionName: 'generations.image', usage, failure: null }])
  })

  it.each(['refused', 'failed', 'unknown'] as const)('takes none for one that is %s', async (kind) => {
    await paying({ kind, reason: 'No.' }).make(WISH)
    expect(used).toEqual(['generations.image 10', 'release'])
    expect(calls).toMatchObject([{ failure: { error: `${kind}: No.` } }])
  })
})
