import type { Ai, Listener, Usage, Wish } from '#core/lib/kernel/ai.ts'
import { ModelFailure } from './failure.ts'
import { NO_USAGE, sumUsage } from './models.ts'
import type { Provider, ProviderName } from './provider.ts'
import { nextStep, TRY_MIN_MS } from './retry.ts'

export interface FallbackOptions {
  /** The time limit of a whole call with its retries and fallbacks: no request outlasts it. */
  deadlineMs: number
  /** The time limit of one request. */
  tryMs: number
  /** The provider of embeddings; without it, the first in the order that has any. */
  embeddings?: ProviderName | undefined
  now(): Date
  sleep(ms: number): Promise<void>
  /** Returns a number in 0–1 for the jitter. */
  random(): number
  /** Called for every failed try, also when another engine then succeeded. Must not throw. */
  onFailure?(failed: FailedTry): void
}

export interface FailedTry {
  /** `<provider>/<model>`. */
  model: string
  failure: ModelFailure
}

/** All engines failed; the message lists the tries in order. */
export class NoEngine extends Error {
  override readonly name = 'NoEngine'
  readonly tried: readonly FailedTry[]
  /** The tokens and the cost of the failed tries. */
  readonly usage: Usage

  constructor(tried: readonly FailedTry[]) {
    const said = tried.map(({ model, failure }) => `${model} ${failure.kind}: ${failure.message}`)
    super(said.join(' | ') || 'No engine was asked: the time was up.')
    this.tried = tried
    this.usage = spentOn(tried)
  }

  /** True when a model declined; asking again would give the same result. */
  get refused(): boolean {
    return this.tried.at(-1)?.failure.kind === 'refused'
  }
}

/**
 * Makes one engine of several, asked in order until one answers. Embeddings come from one engine only, with no fallback,
 * since vectors of two models cannot be compared. @throws NoEngine
 */
export function withFallback(providers: readonly Provider[], options: FallbackOptions): Ai {
  const [first] = providers
  if (!first) throw new Error('At least one provider of language models is needed.')
  const embedder = embedderOf(providers, options.embeddings)
  const { embeddings } = embedder
  return {
    generationModel: first.generationModel,
    embeddingModel: embeddings.model,
    offers: providers.flatMap(({ offers }) => offers),
    generate: (task, input, wish) =>
      firstAnswer(
        inOrder(providers, wish).map(({ provider, model }) => ({
          model,
          local: provider.local,
          call: (signal) => provider.generate(task, input, signal, { ...wish, model }),
        })),
        options,
      ),
    // A chat is read as it is written: a try may take the whole time, and what was heard is not said again by another.
    converse: (chat, listener) =>
      firstAnswer(
        providers.map((provider) => ({
          model: provider.generationModel,
          local: provider.local,
          call: (signal) =>
            heardOnce(provider.generationModel, listener, (once) => provider.converse(chat, once, signal)),
        })),
        { ...options, tryMs: options.deadlineMs },
      ),
    embed: (texts) =>
      firstAnswer(
        [
          {
            model: embeddings.model,
            local: embedder.local,
            call: (signal) => embeddings.embed(texts, signal),
          },
        ],
        options,
      ),
  }
}

/** Makes a call whose failure is final once any of it was heard. @throws NoEngine then */
async function heardOnce<T>(
  model: string,
  listener: Listener,
  call: (listener: Listener) => Promise<T>,
): Promise<T> {
  let heard = false
  try {
    return await call({
      signal: listener.signal,
      text(delta) {
        heard = true
        listener.text(delta)
      },
    })
  } catch (failure) {
    if (heard && failure instanceof ModelFailure) throw new NoEngine([{ model, failure }])
    throw failure
  }
}

/** Puts the requested model first; the others follow in their order, each provider with its usual model. */
function inOrder(providers: readonly Provider[], wish: Wish | undefined) {
  const usual = providers.map((provider) => ({ provider, model: provider.generationModel }))
  const wished = providers.find(({ offers }) => offers.some(({ model }) => model === wish?.model))
  if (!wished || !wish?.model) return usual
  const first = { provider: wished, model: wish.model }
  return [first, ...usual.filter(({ model }) => model !== first.model)]
}

type Embedder = Provider & { embeddings: NonNullable<Provider['embeddings']> }

function embedderOf(providers: readonly Provider[], wanted: ProviderName | undefined): Embedder {
  const found = providers.find(
    (provider): provider is Embedder =>
      provider.embeddings !== null && (wanted === undefined || provider.name === wanted),
  )
  if (found) return found
  const names = providers.map(({ name }) => name).join(', ')
  throw new Error(`No embeddings${wanted ? ` of ${wanted}` : ''}: the providers are ${names}.`)
}

interface Engine<T> {
  model: string
  local: boolean
  call(signal: AbortSignal): Promise<T>
}

async function firstAnswer<T extends { usage: Usage }>(
  engines: readonly Engine<T>[],
  options: FallbackOptions,
): Promise<T> {
  const endsAt = options.now().getTime() + options.deadlineMs
  const tried: FailedTry[] = []
  for (const [at, engine] of engines.entries()) {
    // Split the time left among the remote engines, so that one that hangs leaves time to those after it.
    const remote = engines.slice(at).filter(({ local }) => !local).length
    const now = options.now().getTime()
    const until = engine.local ? endsAt : now + (endsAt - now) / remote
    const came = await tryEngine(engine, until, tried, options)
    if (came === 'stop') break
    if (came !== 'next') return { ...came.made, usage: sumUsage(came.made.usage, spentOn(tried)) }
  }
  throw new NoEngine(tried)
}

/** Tries one engine and adds its failures to `tried`. Any error but a `ModelFailure` is a bug of ours and is rethrown. */
async function tryEngine<T>(
  { model, local, call }: Engine<T>,
  until: number,
  tried: FailedTry[],
  { now, sleep, random, tryMs, onFailure }: FallbackOptions,
): Promise<{ made: T } | 'next' | 'stop'> {
  const leftMs = () => until - now().getTime()
  for (let tries = 1; local || leftMs() >= TRY_MIN_MS; tries++) {
    try {
      return { made: await within(local ? null : Math.min(tryMs, leftMs()), call) }
    } catch (failure) {
      if (!(failure instanceof ModelFailure)) throw failure
      tried.push({ model, failure })
      onFailure?.({ model, failure })
      const next = nextStep(failure, { tries, leftMs: leftMs(), jitter: random() })
      if (next.do !== 'again') return next.do
      await sleep(next.waitMs)
    }
  }
  return 'next'
}

/** Makes a call with a signal that aborts after `ms`. Clears the timer: a pending one would keep a Durable Object awake. */
async function within<T>(ms: number | null, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController()
  if (ms === null) return call(deadline.signal)
  const timer = setTimeout(() => deadline.abort(), ms)
  try {
    return await call(deadline.signal)
  } finally {
    clearTimeout(timer)
  }
}

const spentOn = (tried: readonly FailedTry[]): Usage =>
  tried.reduce((sum, { failure }) => sumUsage(sum, failure.usage), NO_USAGE)
