import * as z from 'zod'
import type { Ai } from '#core/lib/kernel/ai.ts'
import type { Images } from '#core/lib/kernel/images.ts'
import { anthropic } from './anthropic.ts'
import { type FallbackOptions, withFallback } from './fallback.ts'
import { openAiImages } from './images.ts'
import { offlineAi } from './offline.ts'
import { openAi } from './openai.ts'
import { PROVIDERS, type Provider, type ProviderName } from './provider.ts'

const providerSchema = z.enum(PROVIDERS, `is one of ${PROVIDERS.join(', ')}`)
const baseUrl = (url: string) =>
  z
    .url()
    .transform((text) => text.replace(/\/+$/, ''))
    .default(url)

/** The vars and secrets of language models, for the Worker's configuration. */
export const aiVars = {
  /** The providers in the order in which they are asked, such as `anthropic,openai,offline`. */
  AI_ORDER: z
    .string()
    .default('offline')
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(providerSchema)),
  /** The provider of embeddings; empty for the first in the order that has any. After a change everything must be indexed again. */
  AI_EMBEDDINGS: z
    .union([z.literal(''), providerSchema])
    .default('')
    .transform((name) => name || undefined),
  AI_DEADLINE_MS: z.coerce.number().int().min(1000).max(600_000).default(45_000),
  AI_TRY_MS: z.coerce.number().int().min(1000).max(600_000).default(20_000),
  OPENAI_API_KEY: z.string().default(''),
  OPENAI_BASE_URL: baseUrl('https://api.openai.com/v1'),
  AI_GENERATION_MODEL_OPENAI: z.string().default('gpt-5.6-terra'),
  /** The model of pictures, which are made while there is a key of OpenAI; otherwise cards of words are drawn. */
  AI_IMAGE_MODEL_OPENAI: z.string().default('gpt-image-2'),
  AI_EMBEDDING_MODEL_OPENAI: z.string().default('text-embedding-3-small'),
  ANTHROPIC_API_KEY: z.string().default(''),
  ANTHROPIC_BASE_URL: baseUrl('https://api.anthropic.com'),
  AI_GENERATION_MODEL_ANTHROPIC: z.string().default('claude-sonnet-5'),
}

const schema = z.object(aiVars)
export type AiConfig = z.infer<typeof schema>

/**
 * Makes one `Ai` of the language models that a configuration names. @throws Error, naming the variable, for a provider without
 * its key and for a model that is not in the table.
 */
export function configuredAi(
  config: AiConfig,
  ports: Omit<FallbackOptions, 'deadlineMs' | 'tryMs' | 'embeddings'>,
): Ai {
  const providers = [...new Set(config.AI_ORDER)].map((name) => MAKERS[name](config))
  return withFallback(providers, {
    ...ports,
    deadlineMs: config.AI_DEADLINE_MS,
    tryMs: config.AI_TRY_MS,
    embeddings: config.AI_EMBEDDINGS,
  })
}

/** Makes the provider of pictures that a configuration names; null without a key of one. @throws Error for an unknown model */
export const configuredImages = (config: AiConfig): Images | null =>
  config.OPENAI_API_KEY === ''
    ? null
    : openAiImages({
        apiKey: config.OPENAI_API_KEY,
        baseUrl: config.OPENAI_BASE_URL,
        model: config.AI_IMAGE_MODEL_OPENAI,
      })

const MAKERS: Readonly<Record<ProviderName, (config: AiConfig) => Provider>> = {
  openai: (config) =>
    openAi({
      apiKey: keyOf(config, 'OPENAI_API_KEY'),
      baseUrl: config.OPENAI_BASE_URL,
      generationModel: config.AI_GENERATION_MODEL_OPENAI,
      embeddingModel: config.AI_EMBEDDING_MODEL_OPENAI,
    }),
  anthropic: (config) =>
    anthropic({
      apiKey: keyOf(config, 'ANTHROPIC_API_KEY'),
      baseUrl: config.ANTHROPIC_BASE_URL,
      generationModel: config.AI_GENERATION_MODEL_ANTHROPIC,
    }),
  offline: offlineProvider,
}

function keyOf(config: AiConfig, name: 'OPENAI_API_KEY' | 'ANTHROPIC_API_KEY'): string {
  const key = config[name]
  if (key === '') throw new Error(`AI_ORDER is ${config.AI_ORDER.join(',')}, but ${name} is not set.`)
  return key
}

function offlineProvider(): Provider {
  const { generationModel, embeddingModel, offers, generate, converse, embed } = offlineAi()
  return {
    name: 'offline',
    local: true,
    generationModel,
    offers,
    generate: (task, input) => generate(task, input),
    converse: (chat, listener) => converse(chat, listener),
    embeddings: { model: embeddingModel, embed: (texts) => embed(texts) },
  }
}
