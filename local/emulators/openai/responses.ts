import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { estimateTokens } from '#core/lib/text/text.ts'
import type { Answer } from '../lib/http.ts'
import { invalidValue, notEmulated, refuse, unknownModel } from './answers.ts'
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
const requestSchema = z.looseObject({
  model: z.string(),
  instructions: z.string().nullish(),
  input: z.union([
    z.string(),
    z
      .array(
        z.looseObject({
          role: z.enum(['user', 'assistant', 'system', 'developer']),
          content: z.union([z.string(), z.array(textPart)]),
        }),
      )
      .min(1),
  ]),
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
  for (const parameter of ['tools', 'previous_response_id'])
    if (parameter in request) return notEmulated(`The parameter '${parameter}'`)
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

/** Joins the texts of a role's turns, in order. */
function textOf({ input }: Request, isOf: (role: string) => boolean): string {
  if (typeof input === 'string') return input
  return input
    .filter(({ role }) => isOf(role))
    .map(({ content }) =>
      typeof content === 'string' ? content : content.map(({ text }) => text).join('\n'),
    )
    .join('\n')
}

export type ResponseBody = ReturnType<typeof complete>

function complete(request: Request, inputTokens: number, at: Date) {
  const { model, text, max_output_tokens: tokensMax } = request
  const thought = isReasoning(model) ? REASONING_TOKENS : 0
  const format = text?.format
  const schema = format?.type === 'json_schema' ? format.schema : undefined
  const whole = write(
    textOf(request, (role) => role === 'user'),
    schema,
  )
  const written = cutAt(whole, Math.max(0, (tokensMax ?? Number.POSITIVE_INFINITY) - thought))
  const isCut = written.length < whole.length
  const status = isCut ? 'incomplete' : 'completed'
  const outputTokens = thought + estimateTokens(written)
  const reasoning = { type: 'reasoning', id: idOf('rs'), summary: [] }
  const message = {
    type: 'message',
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
    output: thought > 0 ? [reasoning, message] : [message],
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
