import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { ChatTurn } from '#core/lib/kernel/ai.ts'
import { estimateTokens } from '#core/lib/text/text.ts'
import { type Answer, isRecord, parseJson } from '../lib/http.ts'
import { invalidValue, notEmulated, refuse, unknownModel } from './answers.ts'
import { converse, type Said } from './chat.ts'
import { cutAt, write } from './model.ts'
import { schemaProblem } from './schema.ts'
import { eventStream } from './stream.ts'

const MODELS = new Set(
  'gpt-5.6-sol gpt-5.6-terra gpt-5.6-luna gpt-5.5 gpt-5.4 gpt-5.4-mini gpt-5.4-nano gpt-5.2 gpt-5.1 gpt-5 gpt-5-mini gpt-5-nano gpt-4.1 gpt-4.1-mini gpt-4o gpt-4o-mini'.split(
    ' ',
  ),
)
/** UNVERIFIED: the contract only says that it is above 272,000. */
const CONTEXT_TOKENS = 400_000
/** The reasoning tokens that a model that thinks first reports. */
const REASONING_TOKENS = 10

const isReasoning = (model: string) => model.startsWith('gpt-5')

const textPart = z.looseObject({ type: z.enum(['input_text', 'output_text']), text: z.string() })
const formatSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text') }),
  z.looseObject({
    type: z.literal('json_schema'),
    name: z.string().regex(/^[\w-]{1,64}$/),
    strict: z.boolean().nullish(),
    schema: z.unknown(),
  }),
])
const messageSchema = z.looseObject({
  role: z.enum(['user', 'assistant', 'system', 'developer']),
  content: z.union([z.string(), z.array(textPart)]),
})
const callSchema = z.looseObject({
  type: z.literal('function_call'),
  call_id: z.string(),
  name: z.string(),
  arguments: z.string(),
})
const outputSchema = z.looseObject({
  type: z.literal('function_call_output'),
  call_id: z.string(),
  output: z.string(),
})
const itemSchema = z.union([callSchema, outputSchema, messageSchema])
type Item = z.infer<typeof itemSchema>
const toolSchema = z.looseObject({
  type: z.literal('function'),
  name: z.string().regex(/^[\w-]{1,64}$/),
  description: z.string().nullish(),
  parameters: z.looseObject({ type: z.literal('object') }),
  strict: z.boolean().nullish(),
})
const requestSchema = z.looseObject({
  model: z.string(),
  instructions: z.string().nullish(),
  input: z.union([z.string(), z.array(itemSchema).min(1)]),
  tools: z.array(toolSchema).max(128).optional(),
  text: z.looseObject({ format: formatSchema.optional() }).optional(),
  max_output_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  reasoning: z
    .looseObject({ effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).nullish() })
    .nullish(),
  stream: z.boolean().nullish(),
})
type Request = z.infer<typeof requestSchema>

/** Answers `POST /responses`. `tokens` are those that count against the key's budget. */
export function respondTo(body: unknown, at: Date): { answer: Answer; tokens: number } {
  const parsed = requestSchema.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refused(invalidValue(issue?.path.join('.') || 'body', issue?.message ?? 'wrong'))
  }
  const request = parsed.data
  const refusal = refusalOf(request)
  if (refusal) return refused(refusal)

  const inputTokens = estimateTokens((request.instructions ?? '') + textOf(request, () => true))
  if (inputTokens > CONTEXT_TOKENS)
    return refused(
      refuse(400, {
        message: 'Your input exceeds the context window of this model.',
        param: 'input',
        code: 'context_length_exceeded',
      }),
    )
  const response = complete(request, inputTokens, at)
  const sent = request.stream ? eventStream(response) : { status: 200, body: response }
  return { answer: sent, tokens: response.usage.total_tokens }
}

const refused = (answer: Answer) => ({ answer, tokens: 0 })

function refusalOf(request: Request): Answer | undefined {
  const { model, text } = request
  if (!MODELS.has(model)) return unknownModel(model)
  if ('previous_response_id' in request) return notEmulated(`The parameter 'previous_response_id'`)
  const toolFault = toolFaultOf(request)
  if (toolFault) return toolFault
  if (isReasoning(model)) {
    const sampling = (['temperature', 'top_p'] as const).find((name) => (request[name] ?? 1) !== 1)
    const wrong = 'max_tokens' in request ? 'max_tokens' : sampling
    if (wrong)
      return refuse(400, {
        message: `Unsupported parameter: '${wrong}' is not supported with this model.`,
        param: wrong,
        code: 'unsupported_parameter',
      })
  }
  const format = text?.format
  const problem =
    format?.type === 'json_schema' && schemaProblem(format.schema, { strict: format.strict === true })
  return problem
    ? refuse(400, {
        message: `Invalid schema for response_format '${format.name}': ${problem}`,
        param: 'text.format.schema',
        code: 'invalid_json_schema',
      })
    : undefined
}

/** A strict schema is checked as that of an answer; each output answers a call before it. */
function toolFaultOf({ tools = [], input }: Request): Answer | undefined {
  for (const { name, parameters, strict } of tools) {
    const problem = strict !== false && schemaProblem(parameters, { strict: true })
    if (problem)
      return refuse(400, {
        message: `Invalid schema for function '${name}': ${problem}`,
        param: 'tools',
        code: 'invalid_function_parameters',
      })
  }
  const called = new Set<string>()
  for (const item of typeof input === 'string' ? [] : input) {
    if (isCall(item)) called.add(item.call_id)
    else if (isOutput(item) && !called.has(item.call_id))
      return invalidValue(
        'input',
        `No tool call found for function call output with call_id ${item.call_id}.`,
      )
  }
  const answered = new Set(
    typeof input === 'string' ? [] : input.filter(isOutput).map((item) => item.call_id),
  )
  const open = [...called].find((id) => !answered.has(id))
  return open === undefined
    ? undefined
    : invalidValue('input', `No tool output found for function call ${open}.`)
}

const isCall = (item: Item): item is z.infer<typeof callSchema> => item.type === 'function_call'
const isOutput = (item: Item): item is z.infer<typeof outputSchema> => item.type === 'function_call_output'
const isMessage = (item: Item): item is z.infer<typeof messageSchema> => !isCall(item) && !isOutput(item)
const wordsOf = ({ content }: z.infer<typeof messageSchema>): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text).join('\n')

/** Joins the texts of a role's turns, in order. */
function textOf({ input }: Request, isOf: (role: string) => boolean): string {
  if (typeof input === 'string') return input
  return input
    .filter((item) => isMessage(item) && isOf(item.role))
    .map((item) => (isMessage(item) ? wordsOf(item) : ''))
    .join('\n')
}

/** Has the model answer in a chat with tools; null for a request without any. */
function chatOf({ input, tools = [], instructions }: Request): Said | null {
  const items = typeof input === 'string' ? [] : input
  if (tools.length === 0 && !items.some(isOutput)) return null
  const turns = typeof input === 'string' ? [{ role: 'user' as const, text: input }] : turnsOf(items)
  return converse(
    instructions ?? '',
    turns,
    tools.map(({ name }) => name),
  )
}

function turnsOf(items: readonly Item[]): ChatTurn[] {
  const turns: ChatTurn[] = []
  const names = new Map(items.filter(isCall).map((item) => [item.call_id, item.name]))
  for (const item of items) {
    const last = turns.at(-1)
    if (isOutput(item)) {
      const result = {
        id: item.call_id,
        name: names.get(item.call_id) ?? '',
        text: item.output,
        isError: false,
      }
      if (last?.role === 'tools') turns[turns.length - 1] = { ...last, results: [...last.results, result] }
      else turns.push({ role: 'tools', results: [result] })
    } else if (isCall(item)) {
      const input = parseJson(item.arguments)
      turns.push({
        role: 'assistant',
        text: '',
        calls: [{ id: item.call_id, name: item.name, input: isRecord(input) ? input : {} }],
      })
    } else if (item.role === 'user') turns.push({ role: 'user', text: wordsOf(item) })
    else turns.push({ role: 'assistant', text: wordsOf(item), calls: [] })
  }
  return turns
}

export type ResponseBody = ReturnType<typeof complete>

function complete(request: Request, inputTokens: number, at: Date) {
  const { model, text, max_output_tokens: tokensMax } = request
  const thought = isReasoning(model) ? REASONING_TOKENS : 0
  const format = text?.format
  const schema = format?.type === 'json_schema' ? format.schema : undefined
  const said = chatOf(request)
  const whole =
    said?.text ??
    write(
      textOf(request, (role) => role === 'user'),
      schema,
    )
  const written = cutAt(whole, Math.max(0, (tokensMax ?? Number.POSITIVE_INFINITY) - thought))
  const isCut = written.length < whole.length
  const status = isCut ? 'incomplete' : 'completed'
  const calls = (said?.calls ?? []).map(({ id, name, input }) => ({
    type: 'function_call' as const,
    id: idOf('fc'),
    status: 'completed',
    call_id: id,
    name,
    arguments: JSON.stringify(input),
  }))
  const outputTokens = thought + estimateTokens(written + calls.map((call) => call.arguments).join(''))
  const reasoning = { type: 'reasoning' as const, id: idOf('rs'), summary: [] }
  const message = {
    type: 'message' as const,
    id: idOf('msg'),
    status,
    role: 'assistant',
    content: [{ type: 'output_text', text: written, annotations: [] }],
  }
  return {
    id: idOf('resp'),
    object: 'response',
    created_at: Math.floor(at.getTime() / 1000),
    status,
    error: null,
    incomplete_details: isCut ? { reason: 'max_output_tokens' } : null,
    model,
    output: [
      ...(thought > 0 ? [reasoning] : []),
      ...(calls.length > 0 && written === '' ? [] : [message]),
      ...calls,
    ],
    usage: {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: thought },
      total_tokens: inputTokens + outputTokens,
    },
  }
}

const idOf = (kind: string) => `${kind}_${randomUUID().replaceAll('-', '')}`
