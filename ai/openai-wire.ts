import * as z from 'zod'
import { EMBEDDING_DIMENSIONS, type Embedded } from '#core/lib/kernel/ai.ts'
import { notTheApi } from './api.ts'
import { type FailureKind, ModelFailure } from './failure.ts'
import { NO_USAGE, type Price, usageOf } from './models.ts'
import type { Answer } from './structured.ts'

const count = z.number().int().min(0)

const responseSchema = z.object({
  status: z.string(),
  error: z.object({ code: z.string(), message: z.string() }).nullish(),
  incomplete_details: z.object({ reason: z.string() }).nullish(),
  output: z.array(
    z.object({
      type: z.string(),
      content: z
        .array(z.object({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() }))
        .nullish(),
    }),
  ),
  usage: z
    .object({
      input_tokens: count,
      input_tokens_details: z
        .object({ cached_tokens: count.optional(), cache_write_tokens: count.optional() })
        .nullish(),
      output_tokens: count,
    })
    .nullish(),
})

/** Reads the text of a response. The API reports most failures with HTTP 200. @throws ModelFailure */
export function readResponse(body: unknown, price: Price): Answer {
  const parsed = responseSchema.safeParse(body)
  if (!parsed.success) throw notTheApi('OpenAI')
  const { status, error, incomplete_details: incomplete, output, usage: counted } = parsed.data
  const cacheRead = counted?.input_tokens_details?.cached_tokens ?? 0
  const cacheWrite = counted?.input_tokens_details?.cache_write_tokens ?? 0
  const usage = counted
    ? usageOf(price, {
        // This API counts the cached tokens as input tokens.
        input: Math.max(0, counted.input_tokens - cacheRead - cacheWrite),
        cacheRead,
        cacheWrite,
        output: counted.output_tokens,
      })
    : NO_USAGE
  const parts = output.flatMap(({ type, content }) => (type === 'message' ? (content ?? []) : []))

  if (status === 'failed')
    throw new ModelFailure(kindOfCode(error?.code), `OpenAI: ${error?.message ?? 'failed'}`, { usage })
  if (incomplete?.reason === 'content_filter' || parts.some(({ type }) => type === 'refusal'))
    throw new ModelFailure('refused', 'The model of OpenAI declined to answer.', { usage })
  if (status === 'incomplete')
    throw new ModelFailure('truncated', `OpenAI cut the answer off: ${incomplete?.reason ?? 'incomplete'}.`, {
      usage,
    })
  if (status !== 'completed') throw notTheApi('OpenAI')
  return { text: parts.map(({ text }) => text ?? '').join(''), usage }
}

function kindOfCode(code: string | undefined): FailureKind {
  if (code === 'rate_limit_exceeded') return 'limited'
  return code === 'server_error' ? 'unavailable' : 'rejected'
}

/** Decodes 32-bit floats, little-endian as on every machine that runs this. */
function floatsOf(base64: string): number[] {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return Array.from(new Float32Array(bytes.buffer, 0, Math.floor(bytes.byteLength / 4)))
}

const embeddingsSchema = z.object({
  data: z.array(
    z.object({
      index: count,
      embedding: z.base64().transform(floatsOf).pipe(z.array(z.number()).length(EMBEDDING_DIMENSIONS)),
    }),
  ),
  usage: z.object({ prompt_tokens: count }),
})

/** Reads the `expected` vectors in the order of the texts. @throws ModelFailure */
export function readEmbeddings(body: unknown, expected: number, price: Price): Omit<Embedded, 'model'> {
  const parsed = embeddingsSchema.safeParse(body)
  if (!parsed.success) throw notTheApi('OpenAI')
  const byIndex = new Map(parsed.data.data.map(({ index, embedding }) => [index, embedding]))
  const vectors = Array.from({ length: expected }, (_, index) => {
    const vector = byIndex.get(index)
    if (!vector) throw notTheApi('OpenAI')
    return vector
  })
  const input = parsed.data.usage.prompt_tokens
  return { vectors, usage: usageOf(price, { input, cacheRead: 0, cacheWrite: 0, output: 0 }) }
}
