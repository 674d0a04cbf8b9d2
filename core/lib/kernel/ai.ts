import type * as z from 'zod'

/** Every vector has this many dimensions, whichever model made it. */
export const EMBEDDING_DIMENSIONS = 1536

/** One kind of request to a language model. Its prompt is in `ai/prompts/<name>.ts`. */
export interface Task<Input, Output> {
  name: string
  /** The price of one answer in credits; an engine of our own answers for none. */
  credits: number
  input: z.ZodType<Input>
  output: z.ZodType<Output>
}

/** The tokens and cost of a call, failed tries and repairs included. */
export interface Usage {
  /** All input tokens, cached ones included. */
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
  /** The model that made the vectors; vectors of two models are never compared. */
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

/** The caller's preferences. For those null or left out, the installation's and the prompt's values apply. */
export interface Wish {
  /** The model of one of the offers. A model that is no longer offered is ignored. */
  model?: string | null
  /** 0–1. Not sent to a model that refuses it. */
  temperature?: number | null
  /** The most tokens of one answer, its thinking included. */
  maxOutputTokens?: number | null
}

/** A model that a wish may name. */
export interface Offer {
  /** Provider and model. */
  model: string
  /** An engine of our own. */
  offline: boolean
  takesTemperature: boolean
  /** US dollars per million tokens by list price; null for an engine of our own. */
  price: { input: number; output: number } | null
}

/** Returns the model that a wish gets: the one it names, or the default if that is not offered. */
export const modelFor = (ai: Pick<Ai, 'offers' | 'generationModel'>, wish: Wish | undefined): string =>
  ai.offers.find(({ model }) => model === wish?.model)?.model ?? ai.generationModel

/** The port to language models. Implementations are in `ai/`. */
export interface Ai {
  embeddingModel: string
  /** The default model. */
  generationModel: string
  offers: readonly Offer[]
  generate<Input, Output>(task: Task<Input, Output>, input: Input, wish?: Wish): Promise<Generated<Output>>
  embed(texts: readonly string[]): Promise<Embedded>
  /**
   * Returns the same models, but adds their calls to a list that the caller records. Without it each call is recorded on its
   * own.
   */
  noting?(calls: MeteredCall[]): Ai
}
