import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { ChatTurn } from '#core/lib/kernel/ai.ts'
import { estimateTokens } from '#core/lib/text/text.ts'
import type { Answer } from '../lib/http.ts'
import { converse, type Said } from '../openai/chat.ts'
import { cutAt, write } from '../openai/model.ts'
import { schemaProblem } from '../openai/schema.ts'
import { invalidRequest, refuse } from './answers.ts'
import { eventStream } from './stream.ts'

/** Models newer than Opus 4.6. */
const NEW = ['opus-5', 'sonnet-5', 'fable-5', 'mythos-5', 'opus-4-8', 'opus-4-7'].map(
  (name) => `claude-${name}`,
)
const OLD = ['opus-4-6', 'opus-4-5', 'sonnet-4-6', 'sonnet-4-5', 'haiku-4-5'].map((name) => `claude-${name}`)
/** Models with a context of 1,000,000 tokens; the others have 200,000. */
const WIDE = new Set([...NEW, 'claude-sonnet-4-6'])
const THINKING_TOKENS = 8

/**
 * UNVERIFIED, in this one place: that the new models refuse `top_p` and `top_k` as they do `temperature`, and a last turn of the
 * assistant.
 */
const isNew = (model: string) => NEW.includes(model)

const textBlock = z.looseObject({ type: z.literal('text'), text: z.string() })
const thinkingBlock = z.looseObject({
  type: z.literal('thinking'),
  thinking: z.string(),
  signature: z.string(),
})
const toolUseBlock = z.looseObject({
  type: z.literal('tool_use'),
  id: z.string(),
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
})
const toolResultBlock = z.looseObject({
  type: z.literal('tool_result'),
  tool_use_id: z.string(),
  content: z.string(),
  is_error: z.boolean().optional(),
})
const block = z.discriminatedUnion('type', [textBlock, thinkingBlock, toolUseBlock, toolResultBlock])
const contentSchema = z.union([z.string().min(1), z.array(block).min(1)])
const toolSchema = z.looseObject({
  name: z.string().regex(/^[\w-]{1,64}$/),
  description: z.string().optional(),
  input_schema: z.looseObject({ type: z.literal('object') }),
})
const requestSchema = z.looseObject({
  model: z.string(),
  max_tokens: z.int().min(1),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  messages: z.array(z.looseObject({ role: z.enum(['user', 'assistant']), content: contentSchema })).min(1),
  output_config: z
    .looseObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).optional(),
      format: z.looseObject({ type: z.literal('json_schema'), schema: z.unknown() }).optional(),
    })
    .optional(),
  temperature: z.number().min(0).max(1).optional(),
  tools: z.array(toolSchema).optional(),
  stream: z.boolean().optional(),
})
type Request = z.infer<typeof requestSchema>

/** Answers `POST /v1/messages`. `tokens` are those that count against the key's budget. */
export function messageFor(body: unknown): { answer: Answer; tokens: number } {
  const parsed = requestSchema.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refused(invalidRequest(`${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'wrong'}`))
  }
  const request = parsed.data
  const refusal = refusalOf(request)
  if (refusal) return refused(refusal)
  const inputTokens = estimateTokens(
    [plain(request.system ?? ''), ...request.messages.map(({ content }) => plain(content))].join('\n'),
  )
  const contextTokens = WIDE.has(request.model) ? 1_000_000 : 200_000
  if (inputTokens > contextTokens)
    return refused(invalidRequest(`prompt is too long: ${inputTokens} tokens > ${contextTokens} maximum`))
  const message = complete(request, inputTokens)
  const sent = request.stream ? eventStream(message) : { status: 200, body: message }
  return { answer: sent, tokens: inputTokens + message.usage.output_tokens }
}

const refused = (answer: Answer) => ({ answer, tokens: 0 })

function refusalOf(request: Request): Answer | undefined {
  const { model, messages, output_config: config } = request
  if (![...NEW, ...OLD].includes(model)) return refuse(404, 'not_found_error', `model: ${model}`)
  for (const parameter of ['thinking', 'tool_choice'])
    if (parameter in request) return invalidRequest(`${parameter}: is not emulated here`)
  const unanswered = unansweredCall(request)
  if (unanswered)
    return invalidRequest(
      `messages: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${unanswered}`,
    )
  if (isNew(model)) {
    if (request.temperature !== undefined && request.temperature !== 1)
      return invalidRequest('temperature: only 1.0 is supported by this model')
    const sampling = ['top_p', 'top_k'].find((name) => name in request)
    if (sampling) return invalidRequest(`${sampling}: is not supported by this model`)
    if (messages.at(-1)?.role === 'assistant')
      return invalidRequest('messages: this model does not support assistant message prefill')
  }
  const problem = config?.format && schemaProblem(config.format.schema, { strict: false })
  return problem ? invalidRequest(`output_config.format.schema: ${problem}`) : undefined
}

type Content = z.infer<typeof contentSchema>
const blocksOf = (content: Content) =>
  typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content

/** Finds a call that the message after it does not begin by answering. */
function unansweredCall({ messages }: Request): string | undefined {
  return messages
    .flatMap(({ content }, at) => {
      const calls = blocksOf(content).flatMap((one) => (one.type === 'tool_use' ? [one.id] : []))
      const next = messages[at + 1]
      const first = (next ? blocksOf(next.content) : []).slice(0, calls.length)
      const answered = first.flatMap((one) => (one.type === 'tool_result' ? [one.tool_use_id] : []))
      return calls.filter((id) => !answered.includes(id))
    })
    .at(0)
}

const plain = (content: Content) =>
  blocksOf(content)
    .flatMap((one) => (one.type === 'text' ? [one.text] : one.type === 'tool_result' ? [one.content] : []))
    .join('\n')

/** Has the model answer in a chat with tools; null for a request without any. */
function chatOf({ messages, tools = [], system = '' }: Request): Said | null {
  const hasResults = messages.some(({ content }) =>
    blocksOf(content).some(({ type }) => type === 'tool_result'),
  )
  if (tools.length === 0 && !hasResults) return null
  return converse(
    plain(system),
    messages.map(turnOf),
    tools.map(({ name }) => name),
  )
}

function turnOf({ role, content }: Request['messages'][number]): ChatTurn {
  const blocks = blocksOf(content)
  const results = blocks.flatMap((one) =>
    one.type === 'tool_result'
      ? [{ id: one.tool_use_id, name: '', text: one.content, isError: one.is_error === true }]
      : [],
  )
  if (results.length > 0) return { role: 'tools', results }
  if (role === 'user') return { role, text: plain(content) }
  const calls = blocks.flatMap((one) =>
    one.type === 'tool_use' ? [{ id: one.id, name: one.name, input: one.input }] : [],
  )
  return { role, text: plain(content), calls }
}

export type MessageBody = ReturnType<typeof complete>

function complete(request: Request, inputTokens: number) {
  const { model, max_tokens: tokensMax, messages, output_config: config } = request
  const users = messages.filter(({ role }) => role === 'user').map(({ content }) => plain(content))
  const said = chatOf(request)
  const whole = said?.text ?? write(users.join('\n'), config?.format?.schema)
  const thought = isNew(model) ? THINKING_TOKENS : 0
  const written = cutAt(whole, Math.max(0, tokensMax - thought))
  const text = { type: 'text' as const, text: written, citations: null }
  const calls = (said?.calls ?? []).map(({ id, name, input }) => ({
    type: 'tool_use' as const,
    id: `toolu_${id}`,
    name,
    input,
  }))
  const texts = calls.length > 0 && written === '' ? [] : [text]
  const thinking = { type: 'thinking' as const, thinking: '', signature: 'emulated' }
  return {
    id: `msg_${randomUUID().replaceAll('-', '')}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [...(thought > 0 ? [thinking] : []), ...texts, ...calls],
    stop_reason: written.length < whole.length ? 'max_tokens' : calls.length > 0 ? 'tool_use' : 'end_turn',
    stop_sequence: null,
    stop_details: null,
    usage: {
      input_tokens: inputTokens,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
      output_tokens:
        thought + estimateTokens(written + calls.map(({ input }) => JSON.stringify(input)).join('')),
      output_tokens_details: { thinking_tokens: thought },
      server_tool_use: null,
      service_tier: 'standard',
      inference_geo: null,
    },
  }
}
