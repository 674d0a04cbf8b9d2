import type { Embedded, Generated, Offer, Task, Wish } from '#core/lib/ai.ts'

/** One engine: it tries once, within the time of the signal, and fails with a `ModelFailure`. `withFallback` makes an `Ai` of several. */
export interface Provider {
  name: ProviderName
  /** It runs in this process, so that it is asked even when the time is up. */
  local: boolean
  /** `<provider>/<model>`, as in every record. */
  generationModel: string
  generate<Input, Output>(
    task: Task<Input, Output>,
    input: Input,
    signal: AbortSignal,
    wish?: Wish,
  ): Promise<Generated<Output>>
  /** What it can be asked to use instead of `generationModel`, which is among them. */
  offers: readonly Offer[]
  /** Null where the provider has none. */
  embeddings: {
    model: string
    embed(texts: readonly string[], signal: AbortSignal): Promise<Embedded>
  } | null
}

export const PROVIDERS = ['openai', 'anthropic', 'offline'] as const
export type ProviderName = (typeof PROVIDERS)[number]
