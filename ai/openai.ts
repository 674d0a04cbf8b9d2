import { zodTextFormat } from 'openai/helpers/zod'
import { EMBEDDING_DIMENSIONS, type Embedded, type Task } from '#core/lib/kernel/ai.ts'
import { estimateTokens } from '#core/lib/text/text.ts'
import { type Api, post } from './api.ts'
import { batches } from './batches.ts'
import { listened } from './chat.ts'
import { addSpent, ModelFailure } from './failure.ts'
import { embeddingPrice, generationFacts, NO_USAGE, offersOf, sumUsage, wishedModel } from './models.ts'
import { chatBody, readStreamedResponse } from './openai-chat.ts'
import { readEmbeddings, readResponse } from './openai-wire.ts'
import type { Provider } from './provider.ts'
import { type Answer, generateStructured, type Question } from './structured.ts'

/** Limits of one request. The API's are 2,048 texts and 300,000 tokens; fewer texts keep an answer small. */
const TEXTS_MAX = 128
const TOKENS_MAX = 300_000

export interface OpenAiOptions {
  apiKey: string
  /** The address with the version, such as `https://api.openai.com/v1`. */
  baseUrl: string
  generationModel: string
  embeddingModel: string
  fetch?: typeof fetch
}

/** Makes the OpenAI provider: answers by the Responses API, none stored there, and embeddings. @throws Error for an unknown model. */
export function openAi({ apiKey, baseUrl, fetch, ...models }: OpenAiOptions): Provider {
  const usual = models.generationModel
  generationFacts('openai', usual)
  const price = embeddingPrice(models.embeddingModel)
  const embeddingModel = `openai/${models.embeddingModel}`
  const headers = { authorization: `Bearer ${apiKey}` }
  const api: Api = { name: 'OpenAI', baseUrl, headers, secret: apiKey, fetch }

  async function ask<Input, Output>(
    model: string,
    task: Task<Input, Output>,
    { system, turns, maxOutputTokens, temperature }: Question,
    signal: AbortSignal,
  ): Promise<Answer> {
    const facts = generationFacts('openai', model)
    const body = {
      model,
      instructions: system,
      input: turns.map(({ role, text }) => ({ role, content: text })),
      text: { format: zodTextFormat(task.output, task.name.replaceAll('.', '_')) },
      max_output_tokens: maxOutputTokens,
      // By default the API keeps a response for 30 days.
      store: false,
      ...(facts.effort ? { reasoning: { effort: 'low' } } : {}),
      ...(facts.temperature && temperature !== undefined ? { temperature } : {}),
    }
    return readResponse(await post(api, '/responses', body, signal), facts.price)
  }

  async function embedBatch(texts: string[], signal: AbortSignal) {
    const body = {
      model: models.embeddingModel,
      input: texts,
      dimensions: EMBEDDING_DIMENSIONS,
      encoding_format: 'base64',
    }
    return readEmbeddings(await post(api, '/embeddings', body, signal), texts.length, price)
  }

  async function embed(texts: readonly string[], signal: AbortSignal): Promise<Embedded> {
    const empty = texts.indexOf('')
    if (empty >= 0) throw new ModelFailure('rejected', `Text ${empty + 1} of ${texts.length} is empty.`)
    const vectors: number[][] = []
    let usage = NO_USAGE
    for (const batch of batches(texts, { countMax: TEXTS_MAX, sizeMax: TOKENS_MAX, size: estimateTokens })) {
      const made = await embedBatch(batch, signal).catch(addSpent(usage))
      vectors.push(...made.vectors)
      usage = sumUsage(usage, made.usage)
    }
    return { vectors, model: embeddingModel, usage }
  }

  return {
    name: 'openai',
    local: false,
    generationModel: `openai/${usual}`,
    offers: offersOf('openai'),
    generate(task, input, signal, wish) {
      const model = wishedModel('openai', wish, usual)
      const asked = (question: Question) => ask(model, task, question, signal)
      return generateStructured(`openai/${model}`, task, input, asked, wish)
    },
    converse(chat, listener, signal) {
      const { price: perToken, effort } = generationFacts('openai', usual)
      const body = { model: usual, ...chatBody(chat), ...(effort ? { reasoning: { effort: 'low' } } : {}) }
      return listened(`openai/${usual}`, { price: perToken, chat, listener, signal }, (hear, until) =>
        readStreamedResponse(api, body, perToken, hear, until),
      )
    },
    embeddings: { model: embeddingModel, embed },
  }
}
