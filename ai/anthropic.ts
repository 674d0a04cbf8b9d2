import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod'
import type { Task } from '#core/lib/kernel/ai.ts'
import { chatBody, readStreamedMessage } from './anthropic-chat.ts'
import { readMessage } from './anthropic-wire.ts'
import { type Api, post } from './api.ts'
import { listened } from './chat.ts'
import { generationFacts, offersOf, wishedModel } from './models.ts'
import type { Provider } from './provider.ts'
import { type Answer, generateStructured, type Question } from './structured.ts'

/** The API version of our contract. Anthropic's SDK of November 2026 uses a later one, 2026-10-21, with a bearer token. */
const VERSION = '2023-06-01'

export interface AnthropicOptions {
  apiKey: string
  /** The address without the version, such as `https://api.anthropic.com`. */
  baseUrl: string
  generationModel: string
  fetch?: typeof fetch
}

/**
 * Makes the Anthropic provider, which answers by the Messages API and has no embeddings. It never sends sampling parameters:
 * current models refuse them. @throws Error for an unknown model.
 */
export function anthropic({ apiKey, baseUrl, generationModel, fetch }: AnthropicOptions): Provider {
  generationFacts('anthropic', generationModel)
  const headers = { 'x-api-key': apiKey, 'anthropic-version': VERSION }
  const api: Api = { name: 'Anthropic', baseUrl, headers, secret: apiKey, fetch }

  async function ask<Input, Output>(
    model: string,
    task: Task<Input, Output>,
    { system, turns, maxOutputTokens }: Question,
    signal: AbortSignal,
  ): Promise<Answer> {
    const { type, schema } = zodOutputFormat(task.output)
    const facts = generationFacts('anthropic', model)
    const body = {
      model,
      max_tokens: maxOutputTokens,
      system,
      messages: turns.map(({ role, text }) => ({ role, content: text })),
      output_config: { format: { type, schema }, ...(facts.effort ? { effort: 'low' } : {}) },
    }
    return readMessage(await post(api, '/v1/messages', body, signal), facts.price)
  }

  return {
    name: 'anthropic',
    local: false,
    generationModel: `anthropic/${generationModel}`,
    offers: offersOf('anthropic'),
    generate(task, input, signal, wish) {
      const model = wishedModel('anthropic', wish, generationModel)
      const asked = (question: Question) => ask(model, task, question, signal)
      return generateStructured(`anthropic/${model}`, task, input, asked, wish)
    },
    converse(chat, listener, signal) {
      const { price, effort } = generationFacts('anthropic', generationModel)
      const model = `anthropic/${generationModel}`
      const body = {
        model: generationModel,
        ...chatBody(chat, model),
        ...(effort ? { output_config: { effort: 'low' } } : {}),
      }
      return listened(model, { price, chat, listener, signal }, (hear, until) =>
        readStreamedMessage(api, body, price, hear, until),
      )
    },
    embeddings: null,
  }
}
