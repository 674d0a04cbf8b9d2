import type { Ai, Usage, Wish } from '#core/lib/ai.ts'
import { ModelFailure } from './failure.ts'
import { NO_USAGE, sumUsage } from './models.ts'
import type { Provider, ProviderName } from './provider.ts'
import { nextStep, TRY_MIN_MS } from './retry.ts'

export interface FallbackOptions {
  /** Of a whole call with its retries and fallbacks: no request outlasts it. */
  deadlineMs: number
  /** Of one request. */
  tryMs: number
  /** Whose vectors are used. Without it, the first in the order that has any. */
  embeddings?: ProviderName | undefined
  now(): Date
  sleep(ms: number): Promise<void>
  /** 0–1, for the jitter. */
  random(): number
  /** Told of every try that failed, also where another engine then did it. Must not throw. */
  onFailure?(failed: FailedTry): void
}

export interface FailedTry {
  /** `<provider>/<model>`. */
  model: string
  failure: ModelFailure
}

/** No engine could do it; the message says what was tried, in order. */
export class NoEngine extends Error {
  override readonly name = 'NoEngine'
  readonly tried: readonly FailedTry[]
  /** What the failed tries cost. */
  readonly usage: Usage

  constructor(tried: readonly FailedTry[]) {
    const said = tried.map(({ model, failure }) => `${model} ${failure.kind}: ${failure.message}`)
    super(said.join(' | ') || 'No engine was asked: the time was up.')
    this.tried = tried
    this.usage = spentOn(tried)
  }

  /** A model declined: asking again would come to the same. */
  get refused(): boolean {
    return this.tried.at(-1)?.failure.kind === 'refused'
  }
}

/**
 * Several engines as one, asked in their order until one answers. Vectors come of one engine alone: those of two models
 * cannot be compared, so a failure to embed is a failure. @throws NoEngine
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

/** Who is wished for comes first; the others stand by in their order, each with its usual model. */
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
    // An engine that hangs must leave their share to those after it.
    const remote = engines.slice(at).filter(({ local }) => !local).length
    const now = options.now().getTime()
    const until = engine.local ? endsAt : now + (endsAt - now) / remote
    const came = await tryEngine(engine, until, tried, options)
    if (came === 'stop') break
    if (came !== 'next') return { ...came.made, usage: sumUsage(came.made.usage, spentOn(tried)) }
  }
  throw new NoEngine(tried)
}

/** Adds its failures to `tried`. What is not a `ModelFailure` is a mistake of ours and goes through. */
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

/** A call whose signal comes after so long. Its timer ends with it: a pending one would keep a Durable Object awake. */
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
