import * as z from 'zod'
import { notTheApi } from './api.ts'
import { ModelFailure } from './failure.ts'
import { type Price, usageOf } from './models.ts'
import type { Answer } from './structured.ts'

const count = z.number().int().min(0)

const messageSchema = z.object({
  type: z.literal('message'),
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string(),
  usage: z.object({
    input_tokens: count,
    cache_creation_input_tokens: count.nullish(),
    cache_read_input_tokens: count.nullish(),
    output_tokens: count,
  }),
})

/** Reads the text of a message, which is complete only if the model ended its turn by itself. @throws ModelFailure */
export function readMessage(body: unknown, price: Price): Answer {
  const parsed = messageSchema.safeParse(body)
  if (!parsed.success) throw notTheApi('Anthropic')
  const { content, stop_reason: stopped, usage: counted } = parsed.data
  const usage = usageOf(price, {
    // This API does not count the cached tokens as input tokens.
    input: counted.input_tokens,
    cacheRead: counted.cache_read_input_tokens ?? 0,
    cacheWrite: counted.cache_creation_input_tokens ?? 0,
    output: counted.output_tokens,
  })
  switch (stopped) {
    case 'end_turn': {
      // Blocks of thinking may come before the text.
      const texts = content.flatMap(({ type, text }) => (type === 'text' && text !== undefined ? [text] : []))
      return { text: texts.join(''), usage }
    }
    case 'refusal':
      throw new ModelFailure('refused', 'The model of Anthropic declined to answer.', { usage })
    case 'max_tokens':
    case 'model_context_window_exceeded':
      throw new ModelFailure('truncated', `Anthropic cut the answer off: ${stopped}.`, { usage })
    default:
      throw new ModelFailure('unavailable', `Anthropic’s answer stopped for ${stopped}.`, { usage })
  }
}
