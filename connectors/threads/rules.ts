import type { Comments } from '#core/lib/platform/comments.ts'
import type { Posts } from '#core/lib/platform/connector.ts'
import { linksIn } from '#core/lib/platform/links.ts'
import { MAX_IMAGE_BYTES, MAX_ITEMS, MAX_VIDEO_BYTES, VISIBILITY_DELAY_MS } from './unverified.ts'

const DAY_MS = 24 * 3_600_000
const MAX_LINKS = 5

export const postRules: Posts['rules'] = {
  text: { maxLength: 500, count: 'emoji_bytes' },
  media: [
    {
      kind: 'image',
      formats: ['image/jpeg', 'image/png'],
      maxBytes: MAX_IMAGE_BYTES,
      maxCount: MAX_ITEMS,
      caption: true,
    },
    {
      kind: 'video',
      formats: ['video/mp4', 'video/quicktime'],
      maxBytes: MAX_VIDEO_BYTES,
      maxCount: MAX_ITEMS,
      caption: true,
    },
  ],
  carousel: { min: 2, max: MAX_ITEMS },
  altText: true,
  look: 'card',
  quotas: () => [{ key: 'posts', limit: 250, windowMs: DAY_MS }],
  visibilityDelayMs: VISIBILITY_DELAY_MS,
}

export const commentRules: Comments['rules'] = {
  text: postRules.text,
  quotas: (call) => (call === 'reply' ? [{ key: 'replies', limit: 1_000, windowMs: DAY_MS }] : []),
  visibilityDelayMs: VISIBILITY_DELAY_MS,
}

/** Returns why Threads would refuse a text for its links; null if it would not. */
export function linksProblem(text: string): string | null {
  const links = linksIn(text, { bare: true, path: 'any script' })
  const different = new Set(links.map(({ start, end }) => text.slice(start, end))).size
  return different > MAX_LINKS
    ? `Threads takes ${MAX_LINKS} different links; this text has ${different}.`
    : null
}
