import { createHash } from 'node:crypto'
import * as z from 'zod'
import { estimateTokens } from '#core/lib/text/text.ts'
import type { Answer, Call } from '../lib/http.ts'
import { invalidValue, refuse, unknownModel } from './answers.ts'
import { pictureOf } from './picture.ts'

const MODELS = ['gpt-image-2', 'gpt-image-2.6-flare', 'gpt-image-2.6-sunburst']
const PROMPT_MAX = 32_000
/** The tokens that a picture costs, by its quality. UNVERIFIED: the contract says only that they are counted. */
const TOKENS = { low: 272, medium: 1056, high: 4160, auto: 1056 } as const
const REFERENCE_TOKENS = 323

const requestSchema = z.looseObject({
  model: z.string().default('dall-e-2'),
  prompt: z.string().min(1),
  n: z.coerce.number().pipe(z.literal(1)).default(1),
  size: z.enum(['1024x1024', '1536x1024', '1024x1536', 'auto']).default('auto'),
  quality: z.enum(['low', 'medium', 'high', 'auto']).default('auto'),
  output_format: z.literal('png').default('png'),
})

/**
 * Answers a request for a picture, or for an edit of one that comes in a form: a picture of coloured fields, the same for the same words.
 * Words of which the safety system of the emulated service wants no picture hold “moderation”.
 */
export async function picture(call: Call): Promise<{ answer: Answer; tokens: number }> {
  const isEdit = call.segments.at(-1) === 'edits'
  const form = isEdit ? await formOf(call) : null
  if (isEdit && form === null) return refused(invalidValue('body', 'a multipart form is expected.'))
  const image = form?.get('image')
  const parsed = requestSchema.safeParse(form ? Object.fromEntries(form) : call.body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refused(invalidValue(issue?.path.join('.') || 'body', issue?.message ?? 'wrong'))
  }
  const { model, prompt, size: wished, quality } = parsed.data
  if (!MODELS.includes(model)) return refused(unknownModel(model))
  if (prompt.length > PROMPT_MAX) return refused(invalidValue('prompt', `at most ${PROMPT_MAX} characters.`))
  if (isEdit && !(image instanceof Blob)) return refused(invalidValue('image', 'an image is required.'))
  if (/\bmoderation\b/i.test(prompt))
    return refused(
      refuse(400, {
        message: 'Your request was rejected by the safety system.',
        type: 'image_generation_user_error',
        code: 'moderation_blocked',
      }),
    )
  const size = wished === 'auto' ? '1024x1024' : wished
  const [width = 0, height = 0] = size.split('x').map(Number)
  const reference = image instanceof Blob ? Buffer.from(await image.arrayBuffer()) : null
  const seed = createHash('sha256')
    .update(prompt)
    .update(reference ?? '')
    .digest()
  const [words, pictures, output] = [
    estimateTokens(prompt),
    reference ? REFERENCE_TOKENS : 0,
    TOKENS[quality],
  ]
  const body = {
    created: 1_765_000_000,
    data: [{ b64_json: pictureOf(seed, { width, height }).toString('base64') }],
    size,
    quality: quality === 'auto' ? 'medium' : quality,
    background: 'opaque',
    output_format: 'png',
    usage: {
      input_tokens: words + pictures,
      input_tokens_details: { text_tokens: words, image_tokens: pictures },
      output_tokens: output,
      output_tokens_details: { image_tokens: output, text_tokens: 0 },
      total_tokens: words + pictures + output,
    },
  }
  return { answer: { status: 200, body }, tokens: words + pictures + output }
}

const refused = (answer: Answer) => ({ answer, tokens: 0 })

async function formOf({ headers, bytes }: Call): Promise<FormData | null> {
  const type = headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return null
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
}
