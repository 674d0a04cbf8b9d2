import { type Ai, type MeteredCall, modelFor, type Usage } from '#core/lib/kernel/ai.ts'
import type { Credits } from '#core/lib/kernel/credits.ts'
import { AppError, describeError } from '#core/lib/kernel/errors.ts'
import { IMAGE_CREDITS, type Images, PICTURE } from '#core/lib/kernel/images.ts'
import { newReference } from '#core/lib/kernel/reference.ts'
import { redactText } from '#core/lib/secrets/redact.ts'
import { NoEngine } from './fallback.ts'
import { NO_USAGE } from './models.ts'

export interface Meter {
  now(): Date
  /** Records a call. Must not throw, since the call has been made. */
  record(call: MeteredCall): void
  credits: Credits
}

/**
 * Wraps models so that every call is paid for and recorded, successful or not. A failure gets a reference that people can quote.
 * @throws AppError `credits_used_up` before the call is made; `model_refused` where asking again would give the same result, else
 * `model_failed`.
 */
export function metered(ai: Ai, { now, record, credits }: Meter): Ai {
  const isOffline = (model: string) =>
    model === ai.embeddingModel
      ? model.startsWith('offline/')
      : ai.offers.some((offer) => offer.offline && offer.model === model)

  async function measure<T extends { model: string; usage: Usage; prompt?: string | null }>(
    functionName: string,
    expectedModel: string,
    price: number,
    call: () => Promise<T>,
  ): Promise<T> {
    const paid = await credits.reserve(functionName, isOffline(expectedModel) ? 0 : price)
    const calledAt = now()
    const note = (rest: Pick<MeteredCall, 'model' | 'prompt' | 'usage' | 'failure'>) =>
      record({ functionName, calledAt, latencyMs: now().getTime() - calledAt.getTime(), ...rest })
    try {
      const made = await call()
      paid.settle(isOffline(made.model) ? 0 : price)
      note({ model: made.model, prompt: made.prompt ?? null, usage: made.usage, failure: null })
      return made
    } catch (cause) {
      paid.release()
      const reference = newReference()
      const usage = cause instanceof NoEngine ? cause.usage : NO_USAGE
      const failure = { reference, error: redactText(describeError(cause)) }
      note({ model: expectedModel, prompt: null, usage, failure })
      const error =
        cause instanceof NoEngine && cause.refused
          ? new AppError(
              'unavailable',
              'model_refused',
              `The language model declined to answer this. Support finds it as ${reference}.`,
            )
          : new AppError(
              'unavailable',
              'model_failed',
              `The language model could not do it. Tell support ${reference}.`,
            )
      error.cause = cause
      throw error
    }
  }

  return {
    embeddingModel: ai.embeddingModel,
    generationModel: ai.generationModel,
    offers: ai.offers,
    generate: (task, input, wish) =>
      measure(task.name, modelFor(ai, wish), task.credits, () => ai.generate(task, input, wish)),
    converse: (chat, listener) =>
      measure(chat.name, ai.generationModel, chat.credits, () => ai.converse(chat, listener)),
    embed: (texts) => measure('embed', ai.embeddingModel, 0, () => ai.embed(texts)),
    noting: (calls) => metered(ai, { now, credits, record: (call) => void calls.push(call) }),
  }
}

/** Wraps a provider of pictures so that each picture is paid for, and every call is recorded. A picture that did not come costs no credits. */
export const meteredImages = (images: Images, { now, record, credits }: Meter): Images => ({
  model: images.model,
  async make(wish) {
    const paid = await credits.reserve(PICTURE, IMAGE_CREDITS)
    const calledAt = now()
    const note = (rest: Pick<MeteredCall, 'usage' | 'failure'>) =>
      record({
        functionName: PICTURE,
        model: images.model,
        prompt: null,
        calledAt,
        latencyMs: now().getTime() - calledAt.getTime(),
        ...rest,
      })
    const failed = (error: string) => {
      paid.release()
      note({ usage: NO_USAGE, failure: { reference: newReference(), error: redactText(error) } })
    }
    try {
      const pictured = await images.make(wish)
      if (pictured.kind === 'made') {
        paid.settle(IMAGE_CREDITS)
        note({ usage: pictured.usage, failure: null })
      } else failed(`${pictured.kind}: ${pictured.reason}`)
      return pictured
    } catch (error) {
      failed(describeError(error))
      throw error
    }
  },
})
