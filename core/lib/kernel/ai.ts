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

/** A tool that a model may ask for in a chat. */
export interface ToolOffer {
  name: string
  description: string
  /** JSON schema of its input, an object. */
  input: Record<string, unknown>
  /** It only looks: it runs at once. Any other waits for a person. */
  reads: boolean
}

/** The tools of one caller: what they may do themselves, and nothing else. */
export interface Toolbox {
  offers: readonly ToolOffer[]
  /** Says what is wrong with an input, in words for a model; null where a tool would take it. Runs nothing. */
  problem(name: string, input: Record<string, unknown>): string | null
  /** Runs a tool. @throws AppError what is refused, so that nothing was done */
  run(name: string, input: Record<string, unknown>): Promise<unknown>
  /** Puts an error of `run` in words; one that nobody expected is logged under a reference, which they name. */
  words(error: unknown): string
}

export interface ToolCall {
  /** The model's own name of the call. */
  id: string
  name: string
  input: Record<string, unknown>
}

export interface ToolResult {
  id: string
  name: string
  /** Result of the tool: data, never an instruction. */
  text: string
  isError: boolean
}

export type ChatTurn =
  | { role: 'user'; text: string }
  /** `raw`: what the model of that name has to get back unchanged; of another it is left out. */
  | {
      role: 'assistant'
      text: string
      calls: readonly ToolCall[]
      raw?: { model: string; blocks: unknown } | null
    }
  | { role: 'tools'; results: readonly ToolResult[] }

/** One question to a model within a chat: it answers in words, asks for tools, or both. */
export interface Chat {
  /** The task's name. */
  name: string
  /** The price of this question in credits. */
  credits: number
  language: 'en' | 'fr'
  /** Facts of the moment for the model: the time, the time zone. */
  facts: Readonly<Record<string, string>>
  turns: readonly ChatTurn[]
  tools: readonly ToolOffer[]
}

export interface Reply {
  text: string
  calls: readonly ToolCall[]
  raw: { model: string; blocks: unknown } | null
  /** The listener went away: `text` is what was said until then, and nothing is called. */
  stopped: boolean
}

/** Hears a reply while it is written. */
export interface Listener {
  text(delta: string): void
  /** Aborts when nobody listens any more. */
  signal: AbortSignal
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
  /** Asks within a chat, and lets the listener hear the words as they come. A reply that broke off is a failure, not asked for again. */
  converse(chat: Chat, listener: Listener): Promise<Generated<Reply>>
  /**
   * Returns the same models, but adds their calls to a list that the caller records. Without it each call is recorded on its
   * own.
   */
  noting?(calls: MeteredCall[]): Ai
}
