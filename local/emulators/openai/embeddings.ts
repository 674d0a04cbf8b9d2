import * as z from 'zod'
import { embedLexically } from '#ai/offline/embed.ts'
import { estimateTokens } from '#core/lib/text/text.ts'
import type { Answer } from '../lib/http.ts'
import { invalidValue, refuse, unknownModel } from './answers.ts'

const INPUTS_MAX = 2048
const INPUT_TOKENS_MAX = 8192
const REQUEST_TOKENS_MAX = 300_000
/** Each model's own number of dimensions. Only 1,536 are made here: the larger model must be asked to shorten. */
const WIDTHS: Readonly<Record<string, number>> = {
  'text-embedding-3-small': 1536,
  'text-embedding-3-large': 3072,
}
const EMULATED_WIDTH = 1536

const requestSchema = z.looseObject({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1)]),
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.int().min(1).optional(),
})

/** Answers a request for embeddings. `tokens` are those that count against the key's budget. */
export function embed(body: unknown): { answer: Answer; tokens: number } {
  const parsed = requestSchema.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refused(invalidValue(issue?.path.join('.') || 'body', issue?.message ?? 'wrong'))
  }
  const { model, encoding_format: encoding } = parsed.data
  const width = Object.hasOwn(WIDTHS, model) ? WIDTHS[model] : undefined
  if (width === undefined) return refused(unknownModel(model))
  const dimensions = parsed.data.dimensions ?? width
  if (dimensions !== EMULATED_WIDTH)
    return refused(invalidValue('dimensions', `only ${EMULATED_WIDTH} is emulated here.`))
  const inputs = [parsed.data.input].flat()
  const tokens = inputs.reduce((sum, text) => sum + estimateTokens(text), 0)
  const problem = inputsProblem(inputs, tokens)
  if (problem) return refused(refuse(400, { message: problem, param: 'input', code: 'invalid_value' }))
  const data = inputs.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: encoded(embedLexically(text), encoding),
  }))
  // The vectors are in no order: the index tells the text of each.
  const body200 = {
    object: 'list',
    data: data.reverse(),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
  return { answer: { status: 200, body: body200 }, tokens }
}

const refused = (answer: Answer) => ({ answer, tokens: 0 })

function inputsProblem(inputs: readonly string[], tokens: number): string | null {
  if (inputs.length > INPUTS_MAX) return `At most ${INPUTS_MAX} inputs, got ${inputs.length}.`
  if (inputs.includes('')) return 'An input must not be an empty string.'
  const long = inputs.findIndex((text) => estimateTokens(text) > INPUT_TOKENS_MAX)
  if (long >= 0) return `Input ${long} is longer than ${INPUT_TOKENS_MAX} tokens.`
  return tokens > REQUEST_TOKENS_MAX ? `At most ${REQUEST_TOKENS_MAX} tokens a request, got ${tokens}.` : null
}

function encoded(vector: number[], encoding: 'float' | 'base64'): number[] | string {
  return encoding === 'float' ? vector : Buffer.from(new Float32Array(vector).buffer).toString('base64')
}
