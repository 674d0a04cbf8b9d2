import * as z from 'zod'
import type { Images, ImageWish, Pictured } from '#core/lib/kernel/images.ts'
import { collapse, truncate } from '#core/lib/text/text.ts'
import { type Api, parseJson, said, send } from './api.ts'
import { ModelFailure } from './failure.ts'
import { type ImagePrice, imagePrice } from './models.ts'

/** No call for a picture takes longer: two minutes are usual for the largest. */
const DEADLINE_MS = 180_000
/** A picture of 1,536 × 1,024 pixels as base64 of a PNG, with room to spare. */
const ANSWER_MAX_BYTES = 24 * 1024 * 1024
const REASON_MAX = 300

export interface OpenAiImagesOptions {
  apiKey: string
  /** The address with the version, such as `https://api.openai.com/v1`. */
  baseUrl: string
  model: string
  fetch?: typeof fetch
}

const count = z.number().int().min(0)
const answerSchema = z.object({
  data: z.array(z.object({ b64_json: z.base64() })).length(1),
  usage: z
    .object({
      input_tokens: count,
      input_tokens_details: z.object({ text_tokens: count, image_tokens: count }).nullish(),
      output_tokens: count,
    })
    .nullish(),
})

/**
 * Makes the pictures of OpenAI: by its images API, and by edits of a reference where a face is wished. Every call is billed, and the API
 * knows no key that would make a second one free, so it asks once. @throws Error for a model that is not in the table
 */
export function openAiImages({ apiKey, baseUrl, model, fetch }: OpenAiImagesOptions): Images {
  const price = imagePrice(model)
  const headers = { authorization: `Bearer ${apiKey}` }
  const api: Api = { name: 'OpenAI', baseUrl, headers, secret: apiKey, fetch }
  return {
    model: `openai/${model}`,
    async make(wish) {
      const [path, body] = requestOf(model, wish)
      try {
        const { response, text } = await send(
          api,
          path,
          body,
          AbortSignal.timeout(DEADLINE_MS),
          ANSWER_MAX_BYTES,
        )
        return response.ok ? readMade(text, price) : readRefusal(api, response.status, text)
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error
        return { kind: 'unknown', reason: error.message }
      }
    },
  }
}

function requestOf(model: string, { prompt, size, quality, reference }: ImageWish): [string, unknown] {
  const asked = { model, prompt, size, quality, n: 1, output_format: 'png' }
  if (reference === null) return ['/images/generations', asked]
  const form = new FormData()
  for (const [name, value] of Object.entries(asked)) form.append(name, String(value))
  form.append('image', new Blob([reference.bytes], { type: reference.mimeType }), reference.fileName)
  return ['/images/edits', form]
}

function readMade(text: string, price: ImagePrice): Pictured {
  const parsed = answerSchema.safeParse(parseJson(text))
  // It was an answer of success: whatever it was, it may have been billed.
  if (!parsed.success) return { kind: 'unknown', reason: 'OpenAI’s answer holds no picture.' }
  const { data, usage } = parsed.data
  const { text_tokens: words = usage?.input_tokens ?? 0, image_tokens: pictures = 0 } =
    usage?.input_tokens_details ?? {}
  const output = usage?.output_tokens ?? 0
  const costMicros = Math.ceil(words * price.text + pictures * price.image + output * price.output)
  return {
    kind: 'made',
    bytes: Uint8Array.from(atob(data[0]?.b64_json ?? ''), (char) => char.charCodeAt(0)),
    mimeType: 'image/png',
    usage: { inputTokens: words + pictures, outputTokens: output, costMicros },
  }
}

/** Statuses of a gateway that gave up waiting: what stands behind it may have gone on. */
const LOST = [408, 502, 504]
/** Statuses after which another try may succeed: too many calls, a conflict, a server that failed or takes no more. */
const MAY_PASS = [409, 429, 500, 503]

function readRefusal(api: Api, status: number, text: string): Pictured {
  const { message, code } = said(api, text)
  const reason = truncate(collapse(`OpenAI: ${status} ${message}`), REASON_MAX)
  if (LOST.includes(status)) return { kind: 'unknown', reason }
  if (MAY_PASS.includes(status) && code !== 'insufficient_quota') return { kind: 'failed', reason }
  return { kind: 'refused', reason }
}
