import * as z from 'zod'
import type { Chat, ChatTurn } from '#core/lib/kernel/ai.ts'
import { readMessage } from './anthropic-wire.ts'
import { type Api, notTheApi, postStreamed } from './api.ts'
import { inputOf, type StreamedReply } from './chat.ts'
import { kindOfStatus, ModelFailure } from './failure.ts'
import type { Price } from './models.ts'
import { assistantChat, toolData } from './prompts/assistant.chat.ts'

const eventSchema = z.looseObject({
  type: z.string(),
  index: z.number().int().optional(),
  message: z.looseObject({ usage: z.looseObject({}) }).optional(),
  content_block: z.looseObject({ type: z.string() }).optional(),
  delta: z.looseObject({ type: z.string().optional() }).optional(),
  usage: z.looseObject({}).optional(),
  error: z.object({ type: z.string(), message: z.string() }).optional(),
})

interface Block {
  type: string
  /** The parts of a tool's input, which is JSON only when the block ends. */
  json: string
  rest: Record<string, unknown>
}

/** The parts of a request that a chat makes. Blocks of this model, its thinking among them, go back unchanged. */
export const chatBody = (chat: Chat, model: string) => ({
  system: assistantChat.system(chat),
  max_tokens: assistantChat.maxOutputTokens,
  messages: chat.turns.map((turn) => messageOf(turn, model)),
  ...(chat.tools.length > 0
    ? {
        tools: chat.tools.map(({ name, description, input }) => ({ name, description, input_schema: input })),
      }
    : {}),
})

function messageOf(turn: ChatTurn, model: string): object {
  if (turn.role === 'user') return { role: 'user', content: turn.text }
  if (turn.role === 'tools')
    return {
      role: 'user',
      content: turn.results.map(({ id, text, isError }) => ({
        type: 'tool_result',
        tool_use_id: id,
        content: toolData(text),
        is_error: isError,
      })),
    }
  if (turn.raw?.model === model && turn.raw.blocks) return { role: 'assistant', content: turn.raw.blocks }
  return {
    role: 'assistant',
    content: [
      ...(turn.text.trim() === '' && turn.calls.length > 0
        ? []
        : [{ type: 'text', text: turn.text.trim() === '' ? '(no text)' : turn.text }]),
      ...turn.calls.map(({ id, name, input }) => ({ type: 'tool_use', id, name, input })),
    ],
  }
}

/** Reads a streamed message to its last event. @throws ModelFailure, also for a stream that ends without it */
export async function readStreamedMessage(
  api: Api,
  body: object,
  price: Price,
  hear: (delta: string) => void,
  signal: AbortSignal,
): Promise<StreamedReply> {
  const blocks = new Map<number, Block>()
  let usage: Record<string, unknown> = {}
  let stopReason: unknown = null
  for await (const data of postStreamed(api, '/v1/messages', body, signal)) {
    const event = eventSchema.safeParse(data)
    if (!event.success) throw notTheApi('Anthropic')
    const { type, index = 0, message, content_block: begun, delta, error } = event.data
    switch (type) {
      case 'message_start':
        usage = { ...message?.usage }
        break
      case 'content_block_start':
        if (begun) blocks.set(index, { type: begun.type, json: '', rest: { ...begun } })
        break
      case 'content_block_delta':
        add(blocks.get(index), delta ?? {}, hear)
        break
      case 'message_delta':
        stopReason = delta?.stop_reason
        usage = { ...usage, ...event.data.usage }
        break
      case 'error':
        throw new ModelFailure(
          error?.type === 'overloaded_error' ? kindOfStatus(529, null) : 'unavailable',
          `Anthropic broke the answer off: ${error?.message ?? 'no words'}`,
        )
      case 'message_stop':
        return replyOf([...blocks.values()].map(wholeBlock), { stopReason, usage, price })
    }
  }
  throw new ModelFailure('unavailable', 'Anthropic’s answer ended before it was complete.')
}

function add(block: Block | undefined, delta: Record<string, unknown>, hear: (text: string) => void) {
  if (!block) return
  const grow = (name: string, more: unknown) => {
    block.rest[name] = `${block.rest[name] ?? ''}${more ?? ''}`
  }
  if (delta.type === 'text_delta') {
    grow('text', delta.text)
    hear(String(delta.text ?? ''))
  }
  if (delta.type === 'thinking_delta') grow('thinking', delta.thinking)
  if (delta.type === 'signature_delta') grow('signature', delta.signature)
  if (delta.type === 'input_json_delta') block.json += String(delta.partial_json ?? '')
}

const wholeBlock = ({ type, json, rest }: Block) =>
  type === 'tool_use' ? { ...rest, type, input: inputOf(json) } : { ...rest, type }

function replyOf(
  blocks: readonly Record<string, unknown>[],
  { stopReason, usage, price }: { stopReason: unknown; usage: object; price: Price },
): StreamedReply {
  // A turn that ends for its tools is as complete as one that ends by itself.
  const ended = stopReason === 'tool_use' ? 'end_turn' : stopReason
  const read = readMessage({ type: 'message', content: blocks, stop_reason: ended, usage }, price)
  const calls = blocks.flatMap(({ type, id, name, input }) =>
    type === 'tool_use'
      ? [{ id: String(id), name: String(name), input: input as Record<string, unknown> }]
      : [],
  )
  return { ...read, calls, blocks }
}
