import type { HeadedAnswer } from './answers.ts'
import type { ResponseBody } from './responses.ts'

const DELTA_CHARACTERS = 24

export interface StreamEvent {
  type: string
  [field: string]: unknown
}

/** Writes a response as server-sent events: its text in pieces, and last the whole response. There is no `[DONE]` here. */
export function eventStream(response: ResponseBody): HeadedAnswer {
  const begun = { ...response, status: 'in_progress', output: [], usage: null }
  const events = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...response.output.flatMap(itemEvents),
    { type: `response.${response.status}`, response },
  ]
  return sse(events.map((event, at) => ({ ...event, sequence_number: at })))
}

function itemEvents(item: ResponseBody['output'][number], at: number): StreamEvent[] {
  const place = { output_index: at, item_id: item.id }
  const added = { type: 'response.output_item.added', output_index: at, item: { ...item, content: [] } }
  const done = { type: 'response.output_item.done', output_index: at, item }
  if (item.type === 'function_call') {
    const begun = { ...added, item: { ...item, status: 'in_progress', arguments: '' } }
    return [
      begun,
      ...piecesOf(item.arguments).map((delta) => ({
        type: 'response.function_call_arguments.delta',
        ...place,
        delta,
      })),
      { type: 'response.function_call_arguments.done', ...place, arguments: item.arguments },
      done,
    ]
  }
  if (!('content' in item)) return [added, done]
  const parts = item.content.flatMap((part, contentIndex) => {
    const inPart = { ...place, content_index: contentIndex }
    return [
      { type: 'response.content_part.added', ...inPart, part: { ...part, text: '' } },
      ...piecesOf(part.text).map((delta) => ({ type: 'response.output_text.delta', ...inPart, delta })),
      { type: 'response.output_text.done', ...inPart, text: part.text },
      { type: 'response.content_part.done', ...inPart, part },
    ]
  })
  return [added, ...parts, done]
}

/** Splits a text into pieces of whole characters. */
export function piecesOf(text: string): string[] {
  const characters = Array.from(text)
  return Array.from({ length: Math.ceil(characters.length / DELTA_CHARACTERS) }, (_, at) =>
    characters.slice(at * DELTA_CHARACTERS, (at + 1) * DELTA_CHARACTERS).join(''),
  )
}

/** Writes named server-sent events. */
export const sse = (events: readonly StreamEvent[]): HeadedAnswer => ({
  status: 200,
  body: events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join(''),
  headers: { 'content-type': 'text/event-stream; charset=utf-8' },
})
