import type * as z from 'zod'

/** Every vector has this many dimensions, whichever model made it. */
export const EMBEDDING_DIMENSIONS = 1536

/** One thing a language model is asked for. The prompt that renders it stands in `ai/prompts/<name>.ts`. */
export interface Task<Input, Output> {
  name: string
  input: z.ZodType<Input>
  output: z.ZodType<Output>
}

/** What a call used, its failed tries and repairs included. */
export interface Usage {
  /** All of them, those read from a cache too. */
  inputTokens: number
  outputTokens: number
  /** Millionths of a US dollar by list price, rounded up; 0 for an engine of our own. */
  costMicros: number
}

export interface Generated<Output> {
  output: Output
  /** Provider and model, such as `offline/extractive-1`. */
  model: string
  /** Name and version of the prompt, such as `inbox.respond@1`; null where the engine uses none. */
  prompt: string | null
  usage: Usage
}

export interface Embedded {
  /** One per text, in the same order; unit length, `EMBEDDING_DIMENSIONS` wide. */
  vectors: number[][]
  /** Vectors of two models are never compared. */
  model: string
  usage: Usage
}

/** One call of a model, as the record keeps it. */
export interface MeteredCall {
  /** The task, or `embed`. */
  functionName: string
  /** Provider and model, such as `offline/extractive-1`. */
  model: string
  prompt: string | null
  usage: Usage
  calledAt: Date
  latencyMs: number
  failure: { reference: string; error: string } | null
}

/** How the asker wants to be served; what is null or left out is as the installation and the prompt have it. */
export interface Wish {
  /** One of the offers. One that is no longer offered is no wish. */
  model?: string | null
  /** 0–1. A model that refuses it is not sent it. */
  temperature?: number | null
  /** Of one answer, what it thinks included. */
  maxOutputTokens?: number | null
}

/** A model that may be wished for. */
export interface Offer {
  /** Provider and model. */
  model: string
  /** An engine of our own. */
  offline: boolean
  takesTemperature: boolean
  /** US dollars per million tokens by list price; null for an engine of our own. */
  price: { input: number; output: number } | null
}

/** Who answers a wish: a model that is no longer offered gives way to the usual one. */
export const modelFor = (ai: Pick<Ai, 'offers' | 'generationModel'>, wish: Wish | undefined): string =>
  ai.offers.find(({ model }) => model === wish?.model)?.model ?? ai.generationModel

/** What `core` needs of language models. Implementations stand in `ai/`. */
export interface Ai {
  embeddingModel: string
  /** Who is asked when nobody has a wish. */
  generationModel: string
  offers: readonly Offer[]
  generate<Input, Output>(task: Task<Input, Output>, input: Input, wish?: Wish): Promise<Generated<Output>>
  embed(texts: readonly string[]): Promise<Embedded>
  /** The same models, their calls put into a list for whoever asks to record; without it each is recorded by itself. */
  noting?(calls: MeteredCall[]): Ai
}
