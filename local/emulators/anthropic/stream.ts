import type { HeadedAnswer } from '../openai/answers.ts'
import { piecesOf, type StreamEvent, sse } from '../openai/stream.ts'
import type { MessageBody } from './messages.ts'

/** Writes a message as server-sent events: each block in pieces, then the reason of its end, with all output tokens. */
export function eventStream(message: MessageBody): HeadedAnswer {
  const { usage, stop_reason, stop_sequence, stop_details } = message
  const begun = {
    ...message,
    content: [],
    stop_reason: null,
    usage: { ...usage, output_tokens: 1 },
  }
  return sse([
    { type: 'message_start', message: begun },
    { type: 'ping' },
    ...message.content.flatMap(blockEvents),
    {
      type: 'message_delta',
      delta: { stop_reason, stop_sequence, stop_details },
      usage: { output_tokens: usage.output_tokens },
    },
    { type: 'message_stop' },
  ])
}

function blockEvents(block: MessageBody['content'][number], index: number): StreamEvent[] {
  const deltas =
    block.type === 'text'
      ? piecesOf(block.text).map((text) => ({ type: 'text_delta', text }))
      : [{ type: 'signature_delta', signature: block.signature }]
  const empty = block.type === 'text' ? { ...block, text: '' } : { ...block, signature: '' }
  return [
    { type: 'content_block_start', index, content_block: empty },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]
}
