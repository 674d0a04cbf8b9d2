import type { Content, Media } from '#core/lib/platform/connector.ts'
import { type Facet, facetsOf, type Span } from './facets.ts'
import type { WireBlob } from './wire/answers.ts'

export const COLLECTION = 'app.bsky.feed.post'

export interface PostRecord {
  $type: typeof COLLECTION
  text: string
  /** ISO 8601. */
  createdAt: string
  /** BCP 47, in lower case. */
  langs?: readonly string[]
  facets?: readonly Facet[]
  /** Labels that the author gives the post itself. */
  labels?: { $type: 'com.atproto.label.defs#selfLabels'; values: readonly { val: 'porn' }[] }
  embed?: { $type: 'app.bsky.embed.images'; images: readonly Picture[] }
  reply?: { root: StrongRef; parent: StrongRef }
}

/** Names a record in one version of it. */
export interface StrongRef {
  uri: string
  cid: string
}

interface Picture {
  image: WireBlob
  alt: string
  aspectRatio?: { width: number; height: number }
}

/** The label of what is for adults only; of those that Bluesky knows it hides the most. */
const ADULT = { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: 'porn' }] } as const

interface Given {
  createdAt: Date
  spans: readonly Span[]
  /** Accounts by their handles. */
  dids: ReadonlyMap<string, string>
  /** The uploaded pictures, in the order of the post's media. */
  blobs: readonly WireBlob[]
}

/** Builds the record of a post. */
export function recordOf(post: Content, { createdAt, spans, dids, blobs }: Given): PostRecord {
  const { text, language, nsfw } = post
  const facets = facetsOf(text, spans, dids)
  const media = post.kind === 'media' ? post.media : []
  const images = blobs.flatMap((image, index) => pictureOf(image, media[index]))
  return {
    $type: COLLECTION,
    text,
    createdAt: createdAt.toISOString(),
    ...(language === undefined ? {} : { langs: [language.toLowerCase()] }),
    ...(nsfw ? { labels: ADULT } : {}),
    ...(facets.length > 0 ? { facets } : {}),
    ...(images.length > 0 ? { embed: { $type: 'app.bsky.embed.images', images } } : {}),
  }
}

function pictureOf({ $type, ref, mimeType, size }: WireBlob, medium: Media | undefined): Picture[] {
  if (!medium) return []
  const ratio = medium.size ? { aspectRatio: medium.size } : {}
  // The description is required, though it may be empty.
  return [{ image: { $type, ref, mimeType, size }, alt: medium.altText ?? '', ...ratio }]
}

/**
 * Tests whether the record under our own key shows what ours would: its words and its pictures. The time differs between tries, and so
 * may a mention whose handle has changed hands.
 */
export const showsTheSame = (
  ours: Pick<PostRecord, 'text' | 'embed'>,
  stored: { text?: string | undefined; embed?: unknown },
): boolean => ours.text === stored.text && canonical(ours.embed) === canonical(stored.embed)

/** Writes a value as JSON with its keys in order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${fields
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join()}}`
}
