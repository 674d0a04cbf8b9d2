import type { Offer, Usage, Wish } from '#core/lib/kernel/ai.ts'

/** The parameters that a model accepts, and its list price. */
export interface ModelFacts {
  /** True when the model accepts `temperature`; it is never sent to others. */
  temperature: boolean
  /** True when it is confirmed that the provider accepts a request for less thinking; others are not asked. */
  effort: boolean
  price: Price
}

/** US dollars per million tokens, which is micro-dollars per token. */
export interface Price {
  input: number
  /** Absent where a model has no such price: these tokens then cost like others. */
  cacheRead?: number
  cacheWrite?: number
  output: number
  /** Factors for the whole of a call whose input is longer than this many tokens. UNVERIFIED: for the whole of it. */
  long?: { above: number; input: number; output: number }
}

const thinking = { temperature: false, effort: false }
const asked = { temperature: false, effort: true }
const plain = { temperature: true, effort: false }
const longTerra = { above: 272_000, input: 2, output: 1.5 }

/**
 * Language models by provider. Prices as listed on 2026-08-02 (OpenAI) and 2026-07-29 (Anthropic, with the price of
 * claude-sonnet-5 from 2026-09-01); cache writes are those of the five-minute cache. UNVERIFIED: which models beside those of
 * the documented examples take `effort`, so that it is asked of these alone; whether OpenAI's older models all take
 * `temperature`.
 */
const GENERATION: Readonly<Record<'openai' | 'anthropic', Readonly<Record<string, ModelFacts>>>> = {
  openai: {
    'gpt-5.6-sol': { ...thinking, price: { input: 5, cacheRead: 0.5, output: 30 } },
    'gpt-5.6-terra': {
      ...asked,
      price: { input: 2, cacheRead: 0.2, cacheWrite: 2.5, output: 12, long: longTerra },
    },
    'gpt-5.6-luna': {
      ...asked,
      price: { input: 0.2, cacheRead: 0.02, cacheWrite: 0.25, output: 1.2, long: longTerra },
    },
    'gpt-5.5': { ...thinking, price: { input: 5, cacheRead: 0.5, output: 30 } },
    'gpt-5.4': { ...thinking, price: { input: 2.5, cacheRead: 0.25, output: 15 } },
    'gpt-5.4-mini': { ...thinking, price: { input: 0.75, cacheRead: 0.075, output: 4.5 } },
    'gpt-5.4-nano': { ...thinking, price: { input: 0.2, cacheRead: 0.02, output: 1.25 } },
    'gpt-5-mini': { ...thinking, price: { input: 0.25, cacheRead: 0.025, output: 2 } },
    'gpt-4.1': { ...plain, price: { input: 2, cacheRead: 0.5, output: 8 } },
    'gpt-4.1-mini': { ...plain, price: { input: 0.4, cacheRead: 0.1, output: 1.6 } },
  },
  anthropic: {
    'claude-opus-5': { ...thinking, price: { input: 5, cacheRead: 0.5, cacheWrite: 6.25, output: 25 } },
    'claude-sonnet-5': { ...asked, price: { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 } },
    'claude-fable-5': { ...thinking, price: { input: 10, cacheRead: 1, cacheWrite: 12.5, output: 50 } },
    'claude-opus-4-8': { ...thinking, price: { input: 5, cacheRead: 0.5, cacheWrite: 6.25, output: 25 } },
    'claude-sonnet-4-6': { ...thinking, price: { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 } },
    'claude-haiku-4-5': { ...thinking, price: { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 5 } },
  },
}

/** Models whose vectors have `EMBEDDING_DIMENSIONS` or can be shortened to it. */
const EMBEDDING: Readonly<Record<string, Price>> = {
  'text-embedding-3-small': { input: 0.02, output: 0 },
  'text-embedding-3-large': { input: 0.13, output: 0 },
}

/** Prices of pictures: US dollars per million tokens of each kind. */
export interface ImagePrice {
  text: number
  image: number
  output: number
}

/** Models of pictures that are not about to be shut down, with their prices of 2026-07; 2.6 costs as 2 does. */
const IMAGES: Readonly<Record<string, ImagePrice>> = {
  'gpt-image-2': { text: 5, image: 8, output: 30 },
  'gpt-image-2.6-flare': { text: 5, image: 8, output: 30 },
  'gpt-image-2.6-sunburst': { text: 5, image: 8, output: 30 },
}

/** Returns the price of a model of pictures. @throws Error for one that is not in the table */
export const imagePrice = (model: string): ImagePrice => known(IMAGES, model)

/** Returns the facts on a model. @throws Error for one that is not in the table: its parameters and price would be a guess. */
export function generationFacts(provider: 'openai' | 'anthropic', model: string): ModelFacts {
  return known(GENERATION[provider], model)
}

/** Lists the models that a provider offers. */
export const offersOf = (provider: 'openai' | 'anthropic'): Offer[] =>
  Object.entries(GENERATION[provider]).map(([model, { temperature, price }]) => ({
    model: `${provider}/${model}`,
    offline: false,
    takesTemperature: temperature,
    price: { input: price.input, output: price.output },
  }))

/** Returns the provider's own name of the requested model if it has that one, else of its usual model. */
export function wishedModel(provider: 'openai' | 'anthropic', wish: Wish | undefined, usual: string): string {
  const [of, ...rest] = wish?.model?.split('/') ?? []
  const model = rest.join('/')
  return of === provider && Object.hasOwn(GENERATION[provider], model) ? model : usual
}

/** Returns the price of an embedding model. @throws Error like `generationFacts`. */
export const embeddingPrice = (model: string): Price => known(EMBEDDING, model)

function known<T>(table: Readonly<Record<string, T>>, model: string): T {
  const found = Object.hasOwn(table, model) ? table[model] : undefined
  if (found) return found
  throw new Error(`The model ${model} is not in the table of models. Use ${Object.keys(table).join(', ')}.`)
}

/** The tokens of one call. The four do not overlap. */
export interface Tokens {
  input: number
  cacheRead: number
  cacheWrite: number
  output: number
}

/** Computes the tokens and the cost of a call, in whole nano-dollars per token, so that no sum is off by a fraction. */
export function usageOf(price: Price, { input, cacheRead, cacheWrite, output }: Tokens): Usage {
  const inputTokens = input + cacheRead + cacheWrite
  const factor = price.long && inputTokens > price.long.above ? price.long : { input: 1, output: 1 }
  const nanos =
    factor.input *
      (input * inNanos(price.input) +
        cacheRead * inNanos(price.cacheRead ?? price.input) +
        cacheWrite * inNanos(price.cacheWrite ?? price.input)) +
    factor.output * output * inNanos(price.output)
  return { inputTokens, outputTokens: output, costMicros: Math.ceil(nanos / 1000) }
}

const inNanos = (microsPerToken: number) => Math.round(microsPerToken * 1000)

export const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0, costMicros: 0 }

export const sumUsage = (a: Usage, b: Usage): Usage => ({
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  costMicros: a.costMicros + b.costMicros,
})
