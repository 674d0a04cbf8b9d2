import { chat } from '#ai/offline/chat.ts'
import type { ChatTurn, ToolCall, ToolOffer } from '#core/lib/kernel/ai.ts'
import { isRecord, parseJson } from '../lib/http.ts'

export interface Said {
  text: string
  calls: ToolCall[]
}

/**
 * Has the emulated model answer in a chat with tools: it calls what the offline engine would. Like a careless model, it obeys what a
 * tool's result tells it as `CALL name {input}`, so that tests can have data give orders.
 */
export function converse(system: string, turns: readonly ChatTurn[], names: readonly string[]): Said {
  const order = orderIn(turns.at(-1))
  if (order) return { text: '', calls: [{ ...order, id: `call-${turns.length}` }] }
  const tools = names.map((name): ToolOffer => ({ name, description: '', input: {}, reads: true }))
  const language = /<language>\n"fr"/.test(system) ? 'fr' : 'en'
  return chat({ name: 'chat', credits: 0, language, facts: {}, turns: turns.map(unwrapped), tools })
}

function orderIn(turn: ChatTurn | undefined): Omit<ToolCall, 'id'> | null {
  if (turn?.role !== 'tools') return null
  const orders = turn.results.flatMap(({ text }) => [
    ...text.replaceAll(/\\+"/g, '"').matchAll(/CALL (\w+) (\{.*?\})/g),
  ])
  for (const [, name = '', json = ''] of orders) {
    const input = parseJson(json)
    if (isRecord(input)) return { name, input }
  }
  return null
}

/** Takes what a tool returned out of the tag in which the prompt declares it to be data. */
const unwrapped = (turn: ChatTurn): ChatTurn =>
  turn.role === 'tools'
    ? { ...turn, results: turn.results.map((result) => ({ ...result, text: inTag(result.text) })) }
    : turn

function inTag(text: string): string {
  const [, json = ''] = /^<tool_result>\n(.*)\n<\/tool_result>$/s.exec(text) ?? []
  const data = parseJson(json)
  return typeof data === 'string' ? data : text
}
