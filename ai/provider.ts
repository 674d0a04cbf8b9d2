import type { Chat, Embedded, Generated, Listener, Offer, Reply, Task, Wish } from '#core/lib/kernel/ai.ts'

/** One engine. It tries once, until the signal aborts, and fails with a `ModelFailure`. `withFallback` makes an `Ai` of several. */
export interface Provider {
  name: ProviderName
  /** True when it runs in this process; it is then asked even when the time is up. */
  local: boolean
  /** The usual model as `<provider>/<model>`, the form in every record. */
  generationModel: string
  generate<Input, Output>(
    task: Task<Input, Output>,
    input: Input,
    signal: AbortSignal,
    wish?: Wish,
  ): Promise<Generated<Output>>
  /** Asks its usual model within a chat. What the listener heard before a failure stays heard. */
  converse(chat: Chat, listener: Listener, signal: AbortSignal): Promise<Generated<Reply>>
  /** All models that it can be asked to use, including `generationModel`. */
  offers: readonly Offer[]
  /** Null where the provider has none. */
  embeddings: {
    model: string
    embed(texts: readonly string[], signal: AbortSignal): Promise<Embedded>
  } | null
}

export const PROVIDERS = ['openai', 'anthropic', 'offline'] as const
export type ProviderName = (typeof PROVIDERS)[number]
