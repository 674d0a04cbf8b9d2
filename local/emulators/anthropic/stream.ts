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
  const [empty, deltas] = partsOf(block)
  return [
    { type: 'content_block_start', index, content_block: empty },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]
}

/** Returns a block as it begins, and the pieces that it grows by. */
function partsOf(block: MessageBody['content'][number]): [object, object[]] {
  switch (block.type) {
    case 'text':
      return [{ ...block, text: '' }, piecesOf(block.text).map((text) => ({ type: 'text_delta', text }))]
    case 'tool_use': {
      const pieces = piecesOf(JSON.stringify(block.input))
      return [
        { ...block, input: {} },
        pieces.map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
      ]
    }
    case 'thinking':
      return [{ ...block, signature: '' }, [{ type: 'signature_delta', signature: block.signature }]]
  }
}
