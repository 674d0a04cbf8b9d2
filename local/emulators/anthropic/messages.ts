import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { estimateTokens } from '#core/lib/text/text.ts'
import type { Answer } from '../lib/http.ts'
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
const contentSchema = z.union([z.string().min(1), z.array(textBlock).min(1)])
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
  for (const parameter of ['tools', 'thinking', 'tool_choice'])
    if (parameter in request) return invalidRequest(`${parameter}: is not emulated here`)
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

const plain = (content: string | { text: string }[]) =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('\n')

export type MessageBody = ReturnType<typeof complete>

function complete(
  { model, max_tokens: tokensMax, messages, output_config: config }: Request,
  inputTokens: number,
) {
  const users = messages.filter(({ role }) => role === 'user').map(({ content }) => plain(content))
  const whole = write(users.join('\n'), config?.format?.schema)
  const thought = isNew(model) ? THINKING_TOKENS : 0
  const written = cutAt(whole, Math.max(0, tokensMax - thought))
  const text = { type: 'text' as const, text: written, citations: null }
  const thinking = { type: 'thinking' as const, thinking: '', signature: 'emulated' }
  return {
    id: `msg_${randomUUID().replaceAll('-', '')}`,
    type: 'message',
    role: 'assistant',
    model,
    content: thought > 0 ? [thinking, text] : [text],
    stop_reason: written.length < whole.length ? 'max_tokens' : 'end_turn',
    stop_sequence: null,
    stop_details: null,
    usage: {
      input_tokens: inputTokens,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
      output_tokens: thought + estimateTokens(written),
      output_tokens_details: { thinking_tokens: thought },
      server_tool_use: null,
      service_tier: 'standard',
      inference_geo: null,
    },
  }
}
