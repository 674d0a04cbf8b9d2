import type { Chat, Generated, Listener, Reply, ToolCall, Usage } from '#core/lib/kernel/ai.ts'
import { estimateTokens } from '#core/lib/text/text.ts'
import { type Price, usageOf } from './models.ts'
import { assistantChat } from './prompts/assistant.chat.ts'

/** Holds what a provider reads of a streamed reply. `complete` is false until its last event came. */
export interface StreamedReply {
  text: string
  calls: readonly ToolCall[]
  blocks: unknown
  usage: Usage
}

/**
 * Has a provider read a streamed reply, and ends well when the listener left: with what was heard, its cost estimated, since the
 * count comes with the end only. `read` gets a signal that both the deadline and the listener abort. @throws ModelFailure
 */
export async function listened(
  model: string,
  { price, chat, listener, signal }: { price: Price; chat: Chat; listener: Listener; signal: AbortSignal },
  read: (hear: (delta: string) => void, signal: AbortSignal) => Promise<StreamedReply>,
): Promise<Generated<Reply>> {
  let heard = ''
  const hear = (delta: string) => {
    heard += delta
    listener.text(delta)
  }
  const done = (reply: StreamedReply, stopped: boolean): Generated<Reply> => ({
    output: { text: reply.text, calls: reply.calls, raw: { model, blocks: reply.blocks }, stopped },
    model,
    prompt: assistantChat.prompt,
    usage: reply.usage,
  })
  try {
    return done(await read(hear, AbortSignal.any([signal, listener.signal])), false)
  } catch (failure) {
    if (!listener.signal.aborted) throw failure
    const input = estimateTokens(assistantChat.system(chat) + JSON.stringify([chat.turns, chat.tools]))
    const usage = usageOf(price, { input, cacheRead: 0, cacheWrite: 0, output: estimateTokens(heard) })
    return done({ text: heard, calls: [], blocks: null, usage }, true)
  }
}

/** Reads the input of a call, which a model writes as JSON; what is no object is none. */
export function inputOf(json: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(json === '' ? '{}' : json)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
