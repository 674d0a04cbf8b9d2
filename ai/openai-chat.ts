import * as z from 'zod'
import type { Chat, ChatTurn, ToolOffer } from '#core/lib/kernel/ai.ts'
import { type Api, notTheApi, postStreamed } from './api.ts'
import { inputOf, type StreamedReply } from './chat.ts'
import { ModelFailure } from './failure.ts'
import type { Price } from './models.ts'
import { readResponse } from './openai-wire.ts'
import { assistantChat, toolData } from './prompts/assistant.chat.ts'

const callSchema = z.object({
  type: z.literal('function_call'),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
})
const eventSchema = z.looseObject({
  type: z.string(),
  delta: z.string().optional(),
  message: z.string().optional(),
  response: z.looseObject({ output: z.array(z.looseObject({ type: z.string() })).optional() }).optional(),
})

const ENDS = ['response.completed', 'response.incomplete', 'response.failed']

/** The parts of a request that a chat makes. UNVERIFIED: that reasoning items need not be given back where nothing is stored. */
export const chatBody = (chat: Chat) => ({
  instructions: assistantChat.system(chat),
  input: chat.turns.flatMap(itemsOf),
  ...(chat.tools.length > 0 ? { tools: chat.tools.map(toolOf) } : {}),
  max_output_tokens: assistantChat.maxOutputTokens,
  store: false,
})

// A strict schema demands every property, and most of these are optional.
const toolOf = ({ name, description, input }: ToolOffer) => ({
  type: 'function',
  name,
  description,
  parameters: input,
  strict: false,
})

function itemsOf(turn: ChatTurn): object[] {
  if (turn.role === 'user') return [{ role: 'user', content: turn.text }]
  if (turn.role === 'tools')
    return turn.results.map(({ id, text }) => ({
      type: 'function_call_output',
      call_id: id,
      output: toolData(text),
    }))
  return [
    ...(turn.text.trim() === '' ? [] : [{ role: 'assistant', content: turn.text }]),
    ...turn.calls.map(({ id, name, input }) => ({
      type: 'function_call',
      call_id: id,
      name,
      arguments: JSON.stringify(input),
    })),
  ]
}

/** Reads a streamed response to its last event. @throws ModelFailure, also for a stream that ends without it */
export async function readStreamedResponse(
  api: Api,
  body: object,
  price: Price,
  hear: (delta: string) => void,
  signal: AbortSignal,
): Promise<StreamedReply> {
  for await (const data of postStreamed(api, '/responses', body, signal)) {
    const event = eventSchema.safeParse(data)
    if (!event.success) throw notTheApi('OpenAI')
    const { type, delta, message, response } = event.data
    if (type === 'response.output_text.delta') hear(delta ?? '')
    if (type === 'error')
      throw new ModelFailure('unavailable', `OpenAI broke the answer off: ${message ?? 'no words'}`)
    if (!ENDS.includes(type)) continue
    const { text, usage } = readResponse(response, price)
    const calls = (response?.output ?? []).flatMap((item) => {
      const call = callSchema.safeParse(item)
      return call.success
        ? [{ id: call.data.call_id, name: call.data.name, input: inputOf(call.data.arguments) }]
        : []
    })
    return { text, calls, blocks: null, usage }
  }
  throw new ModelFailure('unavailable', 'OpenAI’s answer ended before it was complete.')
}
