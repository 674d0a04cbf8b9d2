import * as z from 'zod'

const GRAPHEMES_MAX = 300
const BYTES_MAX = 3_000
const IMAGE_MAX_BYTES = 2_000_000

const facetSchema = z.looseObject({
  index: z.looseObject({ byteStart: z.int().min(0), byteEnd: z.int().min(0) }),
  features: z.array(z.looseObject({ $type: z.string() })),
})

const blobSchema = z.looseObject({
  $type: z.literal('blob'),
  ref: z.looseObject({ $link: z.string() }),
  mimeType: z.string(),
  size: z.number(),
})
export type Blob = z.infer<typeof blobSchema>

const imageSchema = z.looseObject({
  image: blobSchema,
  alt: z.string(),
  aspectRatio: z.looseObject({ width: z.int().min(1), height: z.int().min(1) }).optional(),
})

const refSchema = z.looseObject({ uri: z.string().startsWith('at://'), cid: z.string() })

const postSchema = z.looseObject({
  $type: z.literal('app.bsky.feed.post'),
  text: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  langs: z.array(z.string()).max(3).optional(),
  tags: z.array(z.string()).max(8).optional(),
  // A facet beyond the text is taken all the same.
  facets: z.array(facetSchema).optional(),
  embed: z.looseObject({ $type: z.string(), images: z.array(imageSchema).max(4).optional() }).optional(),
  reply: z.looseObject({ root: refSchema, parent: refSchema }).optional(),
})
export type Post = z.infer<typeof postSchema>

const likeSchema = z.looseObject({
  $type: z.literal('app.bsky.feed.like'),
  subject: refSchema,
  createdAt: z.iso.datetime({ offset: true }),
})
export type Like = z.infer<typeof likeSchema>

/** Checks the record of a like as the lexicon does; else says why not. */
export function likeOf(record: unknown): Like | { problem: string } {
  const parsed = likeSchema.safeParse(record)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return {
    problem: `Invalid app.bsky.feed.like record: ${issue?.message ?? 'not a like'} at $.record.${issue?.path.join('.') ?? ''}`,
  }
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Checks the record of a post as the lexicon does; else says why not. */
export function postOf(record: unknown): Post | { problem: string } {
  const parsed = postSchema.safeParse(record)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return wrong(`${issue?.message ?? 'not a post'} at $.record.${issue?.path.join('.') ?? ''}`)
  }
  const { text, embed } = parsed.data
  const bytes = Buffer.byteLength(text)
  if (bytes > BYTES_MAX) return wrong(`string too big (maximum ${BYTES_MAX}, got ${bytes}) at $.record.text`)
  const graphemes = [...segmenter.segment(text)].length
  if (graphemes > GRAPHEMES_MAX)
    return wrong(`grapheme too big (maximum ${GRAPHEMES_MAX}, got ${graphemes}) at $.record.text`)
  for (const [index, { image }] of (embed?.images ?? []).entries()) {
    const at = `at $.record.embed.images[${index}].image`
    if (!image.mimeType.startsWith('image/')) return wrong(`mime type ${image.mimeType} not accepted ${at}`)
    if (image.size > IMAGE_MAX_BYTES)
      return wrong(`blob too big (maximum ${IMAGE_MAX_BYTES}, got ${image.size}) ${at}`)
  }
  return parsed.data
}

const wrong = (what: string) => ({ problem: `Invalid app.bsky.feed.post record: ${what}` })
