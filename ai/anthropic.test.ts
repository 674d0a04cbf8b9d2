import { expect, test } from 'vitest'
import { anthropic } from './anthropic.ts'
import { modelContract } from './contract.ts'
import { chatContract } from './contract-chat.ts'
import type { ModelContract } from './contract-stage.ts'

const usage = { input_tokens: 100, output_tokens: 20 }
const message = (text: string, stop_reason: string) => ({
  type: 'message',
  content: [{ type: 'text', text }],
  stop_reason,
  usage,
})
const make = (options: { baseUrl: string; apiKey: string }) =>
  anthropic({ ...options, generationModel: 'claude-sonnet-5' })

const contract: ModelContract = {
  platform: 'anthropic',
  path: '/anthropic',
  make,
  says: (text) => message(text, 'end_turn'),
  cut: (text) => message(text, 'max_tokens'),
  declines: {
    ...message('', 'refusal'),
    stop_details: { type: 'refusal', category: null, explanation: null },
  },
  error: (message) => ({ type: 'error', error: { type: 'x', message } }),
}
modelContract('Anthropic', contract)
chatContract('Anthropic', {
  ...contract,
  streams: (text) =>
    [
      { type: 'message_start', message: { usage } },
      { type: 'ping' },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
    ].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
})

test('there are no embeddings, so that another provider must make them', () => {
  expect(make({ baseUrl: 'http://localhost', apiKey: 'k' }).embeddings).toBeNull()
})

test('a model that nobody has described is refused before it is asked', () => {
  const unknown = { baseUrl: 'http://localhost', apiKey: 'k', generationModel: 'claude-9' }
  expect(() => anthropic(unknown)).toThrow(/claude-9 is not in the table of models/)
})
