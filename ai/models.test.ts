import { expect, test } from 'vitest'
import { embeddingPrice, generationFacts, type Tokens, usageOf } from './models.ts'

const tokens = (given: Partial<Tokens>): Tokens => ({
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  output: 0,
  ...given,
})
const openAi = (model: string, given: Partial<Tokens>) =>
  usageOf(generationFacts('openai', model).price, tokens(given)).costMicros
const anthropic = (model: string, given: Partial<Tokens>) =>
  usageOf(generationFacts('anthropic', model).price, tokens(given)).costMicros

test.each([
  ['a million tokens in', openAi('gpt-5.6-luna', { input: 250_000 }), 50_000],
  ['tokens out', openAi('gpt-5.6-terra', { output: 1000 }), 12_000],
  ['tokens in and out', anthropic('claude-sonnet-5', { input: 1000, output: 100 }), 4500],
  ['tokens read from a cache', anthropic('claude-sonnet-5', { cacheRead: 1000 }), 300],
  ['tokens written to a cache', anthropic('claude-sonnet-5', { cacheWrite: 1000 }), 3750],
  ['cache writes where they cost like others', openAi('gpt-5.5', { cacheWrite: 1000 }), 5000],
  ['a call at the edge of the long ones', openAi('gpt-5.6-terra', { input: 272_000, output: 10 }), 544_120],
  ['a long call', openAi('gpt-5.6-terra', { input: 272_001, output: 10 }), 1_088_184],
])('%s cost what the list says', (_what, cost, expected) => {
  expect(cost).toBe(expected)
})

test('parts of a micro-dollar are rounded up, and sums are not off by a fraction', () => {
  const price = embeddingPrice('text-embedding-3-small')
  expect(usageOf(price, tokens({ input: 1 })).costMicros).toBe(1)
  // 0.02 × 50 is 1 and 0.07 × 100 is 7, which floating point misses.
  expect(usageOf(price, tokens({ input: 50 })).costMicros).toBe(1)
  expect(usageOf({ input: 0.07, output: 0 }, tokens({ input: 100 })).costMicros).toBe(7)
  expect(usageOf(price, tokens({})).costMicros).toBe(0)
})

test('tokens of a cache are input too', () => {
  const usage = usageOf({ input: 1, output: 1 }, { input: 1, cacheRead: 20, cacheWrite: 300, output: 4 })
  expect(usage).toMatchObject({ inputTokens: 321, outputTokens: 4 })
})
