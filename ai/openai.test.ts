import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { respondTask } from '#core/inbox/schemas.ts'
import { EMBEDDING_DIMENSIONS, type Wish } from '#core/lib/kernel/ai.ts'
import { control } from '#local/emulator-control.ts'
import { startEmulators } from '#local/emulators/server.ts'
import { modelContract } from './contract.ts'
import { chatContract } from './contract-chat.ts'
import { failed, type ModelContract } from './contract-stage.ts'
import { generationFacts } from './models.ts'
import { embedLexically } from './offline/embed.ts'
import { inputOf } from './offline/golden.ts'
import { type OpenAiOptions, openAi } from './openai.ts'

const usage = { input_tokens: 100, output_tokens: 20 }
/** Packs `width` zeros as the API does. */
const packed = (width: number) => Buffer.alloc(width * 4).toString('base64')
const message = (part: object) => [{ type: 'message', role: 'assistant', content: [part] }]
const make = (options: Partial<OpenAiOptions>) =>
  openAi({
    baseUrl: 'http://localhost',
    apiKey: 'sk-key',
    generationModel: 'gpt-5.6-terra',
    embeddingModel: 'text-embedding-3-small',
    ...options,
  })

const contract: ModelContract = {
  platform: 'openai',
  path: '/openai/v1',
  make,
  says: (text) => ({ status: 'completed', output: message({ type: 'output_text', text }), usage }),
  cut: (text) => ({
    status: 'incomplete',
    incomplete_details: { reason: 'max_output_tokens' },
    output: message({ type: 'output_text', text }),
    usage,
  }),
  declines: { status: 'completed', output: message({ type: 'refusal', refusal: 'No.' }), usage },
  error: (text) => ({ error: { message: text, type: 'x', param: null, code: null } }),
}
modelContract('OpenAI', contract)
chatContract('OpenAI', {
  ...contract,
  streams: (text) =>
    [
      { type: 'response.created', response: { status: 'in_progress', output: [] } },
      { type: 'response.output_text.delta', delta: text },
    ].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
})

test.each([
  ['generationModel', 'gpt-9'],
  ['generationModel', 'constructor'],
  ['embeddingModel', 'gpt-5.6-terra'],
])('a %s that nobody has described (%s) is refused before it is asked', (name, model) => {
  expect(() => make({ [name]: model })).toThrow(`${model} is not in the table of models`)
})

describe('against the emulator', () => {
  let emulators: Awaited<ReturnType<typeof startEmulators>>
  let outside: ReturnType<typeof control>
  let baseUrl: string
  const fault = (status: number, body: unknown) =>
    outside.fault({ platform: 'openai', match: '', times: 1, fault: { status, body } })
  const embed = (texts: string[]) => make({ baseUrl }).embeddings?.embed(texts, AbortSignal.timeout(20_000))
  const generate = (generationModel: string, wish?: Wish) =>
    make({ baseUrl, generationModel }).generate(
      respondTask,
      inputOf({ shelf: 'cafe', burst: ['Hello'] }),
      AbortSignal.timeout(20_000),
      wish,
    )
  async function bodies(): Promise<Record<string, unknown>[]> {
    const answer = await fetch(`${emulators.url}/_control/calls?platform=openai`)
    return ((await answer.json()) as { body: Record<string, unknown> }[]).map(({ body }) => body)
  }

  beforeAll(async () => {
    emulators = await startEmulators({
      port: 0,
      workerUrl: 'http://x',
    })
    outside = control(emulators.url)
    baseUrl = `${emulators.url}/openai/v1`
  })
  beforeEach(() => outside.reset())
  afterAll(() => emulators?.stop())

  it('has nothing stored there', async () => {
    await generate('gpt-5.6-terra')
    expect(await bodies()).toMatchObject([{ store: false }])
  })

  it('asks the model that is wished for, as it is wished, and counts by its price', async () => {
    const wish = { model: 'openai/gpt-4.1-mini', temperature: 0.9, maxOutputTokens: 700 }
    const made = await generate('gpt-5.6-terra', wish)
    expect(made.model).toBe('openai/gpt-4.1-mini')
    const body = { model: 'gpt-4.1-mini', temperature: 0.9, max_output_tokens: 700 }
    expect(await bodies()).toMatchObject([body])
    const { input, output } = generationFacts('openai', 'gpt-4.1-mini').price
    const { inputTokens, outputTokens, costMicros } = made.usage
    expect(costMicros).toBeLessThanOrEqual(Math.ceil(inputTokens * input + outputTokens * output))
    expect(costMicros).toBeGreaterThan(0)
  })

  it('asks its usual model when another provider’s is wished for', async () => {
    expect((await generate('gpt-4.1', { model: 'anthropic/claude-sonnet-5' })).model).toBe('openai/gpt-4.1')
  })

  it('sends a temperature to the models that take one', async () => {
    await generate('gpt-4.1')
    expect(await bodies()).toMatchObject([{ model: 'gpt-4.1', temperature: 0.2 }])
    expect(Object.keys((await bodies())[0] ?? {})).not.toContain('reasoning')
  })

  it.each([
    [429, { error: { code: 'insufficient_quota', message: 'Pay' } }, 'exhausted'],
    [200, { status: 'failed', error: { code: 'rate_limit_exceeded', message: 'm' }, output: [] }, 'limited'],
    [200, { status: 'failed', error: { code: 'server_error', message: 'm' }, output: [] }, 'unavailable'],
    [200, { status: 'failed', error: { code: 'invalid_prompt', message: 'm' }, output: [] }, 'rejected'],
    [200, { status: 'incomplete', incomplete_details: { reason: 'content_filter' }, output: [] }, 'refused'],
    [200, { status: 'queued', output: [] }, 'unavailable'],
  ])('calls a %i with %j %s', async (status, body, kind) => {
    await fault(status, body)
    expect((await failed(generate('gpt-5.6-terra'))).kind).toBe(kind)
  })

  it('embeds texts in their order, at the price of their tokens', async () => {
    const texts = ['opening hours', 'wifi', 'opening hours']
    const made = await embed(texts)
    expect(made?.model).toBe('openai/text-embedding-3-small')
    for (const [at, text] of texts.entries()) {
      const vector = made?.vectors[at] ?? []
      expect(vector).toHaveLength(EMBEDDING_DIMENSIONS)
      const cosine = embedLexically(text).reduce((sum, value, i) => sum + value * (vector[i] ?? 0), 0)
      expect(cosine).toBeCloseTo(1, 5)
    }
    expect(made?.usage).toEqual({ inputTokens: 9, outputTokens: 0, costMicros: 1 })
    expect(await embed([])).toEqual({
      vectors: [],
      model: 'openai/text-embedding-3-small',
      usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
    })
  })

  it('embeds in as many requests as the API asks for, and adds them up', async () => {
    const many = Array.from({ length: 150 }, (_, at) => `text ${at}`)
    const made = await embed(many)
    expect(made?.vectors).toHaveLength(150)
    const cosine = embedLexically('text 149').reduce(
      (sum, v, i) => sum + v * (made?.vectors[149]?.[i] ?? 0),
      0,
    )
    expect(cosine).toBeCloseTo(1, 5)
    expect((await bodies()).map(({ input }) => (input as string[]).length)).toEqual([128, 22])
  })

  it('does not ask for the vector of nothing', async () => {
    expect((await failed(Promise.resolve(embed(['wifi', ''])))).message).toBe('Text 2 of 2 is empty.')
    expect(await bodies()).toEqual([])
  })

  it.each([
    ['of another width', [{ index: 0, embedding: packed(2) }]],
    ['in another form', [{ index: 0, embedding: Array(EMBEDDING_DIMENSIONS).fill(0) }]],
    ['of another text', [{ index: 1, embedding: packed(EMBEDDING_DIMENSIONS) }]],
    ['that are none', [{ index: 0 }]],
    ['that are missing', []],
  ])('takes no vectors %s', async (_what, data) => {
    await fault(200, { data, usage: { prompt_tokens: 1 } })
    expect((await failed(Promise.resolve(embed(['wifi'])))).kind).toBe('unavailable')
  })

  it('knows what was spent when a later request of many fails', async () => {
    await outside.fault({
      platform: 'openai',
      match: '"text 149"',
      times: 1,
      fault: { status: 500, body: {} },
    })
    const failure = await failed(Promise.resolve(embed(Array.from({ length: 150 }, (_, at) => `text ${at}`))))
    expect(failure.kind).toBe('unavailable')
    expect(failure.usage.costMicros).toBeGreaterThan(0)
  })
})
