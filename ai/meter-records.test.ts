import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Ai, MeteredCall } from '#core/lib/kernel/ai.ts'
import { unlimitedCredits } from '#core/lib/kernel/credits.ts'
import { AppError } from '#core/lib/kernel/errors.ts'
import { metered } from './meter.ts'
import { offlineAi } from './offline.ts'

// Tests the record of every call, successful or not; `meter.test.ts` covers the kinds of failure.

const SENT_AT = new Date('2026-11-20T12:00:00.000Z')
const TAKES_MS = 250
const task = { name: 'studio.hooks', credits: 2, input: z.string(), output: z.string() }

/** Makes models with answers of the test, each of which takes a quarter of a second by the clock that measures them. */
function stage(answers: Partial<Ai> = {}) {
  const calls: MeteredCall[] = []
  let clock = SENT_AT.getTime()
  const later = <T>(call: () => Promise<T>): Promise<T> => {
    clock += TAKES_MS
    return call()
  }
  const { generate, converse, embed } = { ...offlineAi(), ...answers }
  const models: Ai = {
    embeddingModel: 'test/vectors-1',
    generationModel: 'test/words-1',
    offers: [],
    generate: (asked, input) => later(() => generate(asked, input)),
    converse: (chat, listener) => later(() => converse(chat, listener)),
    embed: (texts) => later(() => embed(texts)),
  }
  const ai = metered(models, {
    now: () => new Date(clock),
    record: (call) => calls.push(call),
    credits: unlimitedCredits,
  })
  return { ai, calls }
}

const failing = (error: unknown): Partial<Ai> => ({
  generate: async () => {
    throw error
  },
  embed: async () => {
    throw error
  },
})

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('It should have failed.'),
    (error: unknown) => error,
  )

describe('a call that succeeds', () => {
  it('is recorded under the model that answered, be it another than was asked', async () => {
    const { ai, calls } = stage({
      generate: async (asked) => ({
        output: asked.output.parse('Ten words that stop a thumb.'),
        model: 'spare/words-2',
        prompt: null,
        usage: { inputTokens: 120, outputTokens: 30, costMicros: 42 },
      }),
    })
    await ai.generate(task, 'A launch')
    expect(calls).toMatchObject([{ model: 'spare/words-2', usage: { costMicros: 42 }, failure: null }])
  })

  it('of the real offline engine is recorded as what it embedded, for nothing', async () => {
    const { ai, calls } = stage()
    const { vectors, usage } = await ai.embed(['opening hours', 'returns'])
    expect(vectors).toHaveLength(2)
    expect(usage.inputTokens).toBeGreaterThan(0)
    expect(calls).toEqual([
      {
        functionName: 'embed',
        model: offlineAi().embeddingModel,
        prompt: null,
        usage: { ...usage, costMicros: 0 },
        calledAt: SENT_AT,
        latencyMs: TAKES_MS,
        failure: null,
      },
    ])
  })

  it('keeps nothing of what was asked', async () => {
    const { ai, calls } = stage()
    await ai.embed(['my diagnosis is nobody’s business'])
    expect(calls).toHaveLength(1)
    expect(JSON.stringify(calls)).not.toContain('diagnosis')
  })

  it('is recorded for itself when several run at once', async () => {
    const { ai, calls } = stage()
    await Promise.all([ai.embed(['one']), ai.embed(['two']), ai.embed(['three'])])
    expect(calls).toHaveLength(3)
  })
})

describe('a call that fails', () => {
  it.each([
    ['a task', 'studio.hooks', 'test/words-1', (ai: Ai) => ai.generate(task, 'A launch')],
    ['an embedding', 'embed', 'test/vectors-1', (ai: Ai) => ai.embed(['A launch'])],
  ])(
    'as %s is recorded once, under the model that was asked, and names the reference that the record has',
    async (_what, functionName, model, call) => {
      const { ai, calls } = stage(failing(new Error('The provider hung up.')))
      const error = await caught(call(ai))
      expect(calls).toMatchObject([
        {
          functionName,
          model,
          prompt: null,
          usage: { inputTokens: 0, outputTokens: 0 },
          calledAt: SENT_AT,
          latencyMs: TAKES_MS,
          failure: { error: 'The provider hung up.' },
        },
      ])
      const reference = calls[0]?.failure?.reference ?? ''
      expect(reference).toMatch(/^ERR-[0-9A-HJKMNP-TV-Z]{6}$/)
      expect(error).toBeInstanceOf(AppError)
      expect(error).toMatchObject({ kind: 'unavailable', code: 'model_failed' })
      expect((error as AppError).message).toContain(reference)
    },
  )

  it('gets a reference of its own', async () => {
    const { ai, calls } = stage(failing(new Error('No.')))
    for (let i = 0; i < 20; i++) await caught(ai.embed(['x']))
    expect(new Set(calls.map(({ failure }) => failure?.reference)).size).toBe(20)
  })

  it('tells whoever asked nothing of what the provider said, but keeps it as the cause', async () => {
    const cause = new Error('Incorrect API key provided: sk-proj-4f9a8b7c6d5e.')
    const error = await caught(stage(failing(cause)).ai.embed(['x']))
    expect((error as AppError).message).not.toMatch(/key|sk-/)
    expect((error as AppError).cause).toBe(cause)
  })

  it.each([
    ['an API key', 'Incorrect API key provided: sk-proj-4f9a8b7c6d5e3210.', 'sk-proj'],
    ['a bearer token', 'Refused: Authorization: Bearer abcdef.ghijkl123456', 'abcdef.ghijkl'],
    ['a key in an address', 'GET https://models.test/v1?key=AIzaVerySecretKey failed', 'AIzaVerySecretKey'],
    ['the key of a program of ours', 'Called with chk_0123456789abcdef', 'chk_0123'],
  ])('has %s taken out of its record', async (_what, message, secret) => {
    const { ai, calls } = stage(failing(new Error('The call failed.', { cause: new Error(message) })))
    await caught(ai.embed(['x']))
    expect(calls[0]?.failure?.error).toMatch(/^The call failed\. ← .*\[redacted\]/)
    expect(calls[0]?.failure?.error).not.toContain(secret)
  })

  it('of something that is no error at all is recorded all the same', async () => {
    const { ai, calls } = stage(failing('overloaded'))
    expect(await caught(ai.generate(task, 'x'))).toBeInstanceOf(AppError)
    expect(calls).toMatchObject([{ failure: { error: 'overloaded' } }])
  })
})

it('the names of the models are those of the models beneath', () => {
  expect(stage().ai).toMatchObject({ embeddingModel: 'test/vectors-1', generationModel: 'test/words-1' })
})
