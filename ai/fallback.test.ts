import { expect, test, vi } from 'vitest'
import * as z from 'zod'
import type { Wish } from '#core/lib/kernel/ai.ts'
import { type FailureKind, ModelFailure } from './failure.ts'
import { type FailedTry, NoEngine, withFallback } from './fallback.ts'
import type { Provider, ProviderName } from './provider.ts'

const task = { name: 'test.task', credits: 1, input: z.string(), output: z.string() }
const cost = (costMicros: number) => ({ inputTokens: costMicros, outputTokens: 0, costMicros })

/** An engine's behaviour at one call: its duration, and its failure or an answer. */
type Act = { takesMs?: number; fails?: FailureKind | Error; retryAfterMs?: number }

/** Sets up scripted engines, and a clock that advances only during their calls and the waits between them. */
function stage(
  script: Partial<Record<ProviderName, Act[]>>,
  options: { deadlineMs?: number; tryMs?: number; embeddings?: ProviderName } = {},
) {
  let time = 0
  const log: string[] = []
  const noted: FailedTry[] = []
  const act = async (name: ProviderName, signal: AbortSignal) => {
    const { takesMs = 0, fails, retryAfterMs = null } = script[name]?.shift() ?? {}
    log.push(`${name}@${time}`)
    expect(signal.aborted).toBe(false)
    time += takesMs
    if (fails instanceof Error) throw fails
    if (fails) throw new ModelFailure(fails, `${name} ${fails}`, { retryAfterMs, usage: cost(10) })
    return { model: `${name}/m`, usage: cost(1) }
  }
  const providers = (Object.keys(script) as ProviderName[]).map(
    (name): Provider => ({
      name,
      local: name === 'offline',
      generationModel: `${name}/m`,
      offers: ['m', 'better'].map((model) => ({
        model: `${name}/${model}`,
        offline: name === 'offline',
        takesTemperature: true,
        price: null,
      })),
      converse: () => Promise.reject(new Error('Nobody asked in a chat.')),
      generate: async ({ output }, _input, signal, wish) => ({
        ...(await act(name, signal)),
        model: wish?.model ?? '',
        prompt: null,
        output: output.parse('done'),
      }),
      embeddings:
        name === 'anthropic'
          ? null
          : {
              model: `${name}/v`,
              embed: async (texts, signal) => ({
                ...(await act(name, signal)),
                vectors: texts.map(() => [1]),
              }),
            },
    }),
  )
  const { deadlineMs = 30_000, tryMs = 10_000, ...rest } = options
  const ai = withFallback(providers, {
    ...rest,
    deadlineMs,
    tryMs,
    now: () => new Date(time),
    sleep: async (ms) => {
      time += ms
    },
    random: () => 1,
    onFailure: (failed) => noted.push(failed),
  })
  return { ai, log, noted, generate: (wish?: Wish) => ai.generate(task, 'x', wish) }
}

const noEngine = async (call: Promise<unknown>): Promise<NoEngine> => {
  const error = await call.catch((cause: unknown) => cause)
  if (error instanceof NoEngine) return error
  throw new Error(`Expected that no engine did it, but: ${String(error)}`)
}

test('the first engine that answers is the last that is asked', async () => {
  const { generate, log, noted } = stage({ anthropic: [], openai: [] })
  expect(await generate()).toMatchObject({ model: 'anthropic/m', output: 'done', usage: cost(1) })
  expect(log).toEqual(['anthropic@0'])
  expect(noted).toEqual([])
})

test('what may pass is tried again after a wait; what was spent on it counts', async () => {
  const { generate, log, noted } = stage({ openai: [{ fails: 'unavailable' }, { fails: 'timeout' }] })
  expect((await generate()).usage).toEqual(cost(21))
  expect(log).toEqual(['openai@0', 'openai@500', 'openai@1500'])
  expect(noted.map(({ failure }) => failure.kind)).toEqual(['unavailable', 'timeout'])
})

test('after three tries it is the next one’s turn', async () => {
  const failing = Array.from({ length: 9 }, () => ({ fails: 'unavailable' as const }))
  const { generate, log } = stage({ anthropic: failing, openai: [] })
  expect((await generate()).model).toBe('openai/m')
  expect(log.map((one) => one.split('@')[0])).toEqual(['anthropic', 'anthropic', 'anthropic', 'openai'])
})

test.each<FailureKind>(['unauthorized', 'rejected', 'unknown_model', 'exhausted', 'malformed', 'truncated'])(
  'what will not pass (%s) is not tried again: the next one is asked at once',
  async (fails) => {
    const { generate, log } = stage({ anthropic: [{ fails }], openai: [] })
    expect((await generate()).usage).toEqual(cost(11))
    expect(log).toEqual(['anthropic@0', 'openai@0'])
  },
)

test('who is wished for comes first, and the others stand by with their usual models', async () => {
  const wish = { model: 'openai/better' }
  const well = stage({ anthropic: [], openai: [] })
  expect(await well.generate(wish)).toMatchObject({ model: 'openai/better' })
  expect(well.log).toEqual(['openai@0'])
  const ill = stage({ anthropic: [], openai: [{ fails: 'unauthorized' }, { fails: 'unauthorized' }] })
  expect(await ill.generate(wish)).toMatchObject({ model: 'anthropic/m' })
  expect(ill.log).toEqual(['openai@0', 'anthropic@0'])
})

test('a wish that nobody can grant is none', async () => {
  const { generate } = stage({ anthropic: [], openai: [] })
  expect(await generate({ model: 'openai/gone' })).toMatchObject({ model: 'anthropic/m' })
})

test('what a model declines, no other is asked', async () => {
  const { generate, log } = stage({ anthropic: [{ fails: 'refused' }], openai: [], offline: [] })
  const error = await noEngine(generate())
  expect(error.refused).toBe(true)
  expect(log).toEqual(['anthropic@0'])
})

test('a wait that the provider asks for is kept, unless the next one is sooner', async () => {
  const patient = stage({ openai: [{ fails: 'limited', retryAfterMs: 7000 }] })
  await patient.generate()
  expect(patient.log).toEqual(['openai@0', 'openai@7000'])
  const hasty = stage({ anthropic: [{ fails: 'limited', retryAfterMs: 60_000 }], openai: [] })
  await hasty.generate()
  expect(hasty.log).toEqual(['anthropic@0', 'openai@0'])
})

test('an engine that hangs leaves their share of the time to those after it', async () => {
  const hanging = Array.from({ length: 9 }, () => ({ fails: 'timeout' as const, takesMs: 10_000 }))
  const { generate, log } = stage({ anthropic: hanging, openai: [] }, { deadlineMs: 30_000 })
  expect((await generate()).model).toBe('openai/m')
  // The share of the first engine is 15 s: its second try began within it.
  expect(log).toEqual(['anthropic@0', 'anthropic@10500', 'openai@20500'])
})

test('when the time is up nobody is asked any more but the engine of our own', async () => {
  const late = { anthropic: [{ fails: 'timeout' as const, takesMs: 30_000 }], openai: [] }
  const without = stage(late)
  expect((await noEngine(without.generate())).tried).toHaveLength(1)
  expect(without.log).toEqual(['anthropic@0'])
  const withOffline = stage({ ...late, anthropic: [{ fails: 'timeout', takesMs: 30_000 }], offline: [] })
  expect((await withOffline.generate()).model).toBe('offline/m')
})

test('when none can do it the error says what was tried, in order, and what it cost', async () => {
  const { generate } = stage({
    anthropic: [{ fails: 'unauthorized' }],
    openai: [{ fails: 'limited', retryAfterMs: 99_000 }],
    offline: [{ fails: 'unsupported' }],
  })
  const error = await noEngine(generate())
  expect(error.message).toBe(
    'anthropic/m unauthorized: anthropic unauthorized | openai/m limited: openai limited | offline/m unsupported: offline unsupported',
  )
  expect(error.usage).toEqual(cost(30))
  expect(error.refused).toBe(false)
})

test('a mistake of ours is no failure of a model, and hides behind no other engine', async () => {
  const { generate, log } = stage({ anthropic: [{ fails: new TypeError('a bug') }], openai: [] })
  await expect(generate()).rejects.toThrow(TypeError)
  expect(log).toEqual(['anthropic@0'])
})

test('vectors are those of the first engine that has any, or of the one that is named', async () => {
  const first = stage({ anthropic: [], openai: [], offline: [] })
  expect(first.ai.embeddingModel).toBe('openai/v')
  await first.ai.embed(['x'])
  expect(first.log).toEqual(['openai@0'])
  const named = stage({ anthropic: [], openai: [], offline: [] }, { embeddings: 'offline' })
  expect(named.ai.embeddingModel).toBe('offline/v')
})

test('a failure to embed is tried again and never becomes another model’s vector', async () => {
  const { ai, log } = stage({
    openai: Array.from({ length: 3 }, () => ({ fails: 'unavailable' as const })),
    offline: [],
  })
  await noEngine(ai.embed(['x']))
  expect(log.map((one) => one.split('@')[0])).toEqual(['openai', 'openai', 'openai'])
})

test('an order without engines, or without the vectors that it names, is refused', () => {
  expect(() => stage({})).toThrow(/At least one/)
  expect(() => stage({ anthropic: [] })).toThrow('No embeddings: the providers are anthropic.')
  expect(() => stage({ anthropic: [], offline: [] }, { embeddings: 'openai' })).toThrow(
    'No embeddings of openai',
  )
})

test('no timer outlasts its call, for it would keep a Durable Object awake', async () => {
  vi.useFakeTimers()
  try {
    const { generate } = stage({ anthropic: [{ fails: 'unauthorized' }], openai: [], offline: [] })
    await generate()
    expect(vi.getTimerCount()).toBe(0)
    await stage({ offline: [] }).generate()
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
