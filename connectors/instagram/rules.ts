import type { Posts } from '#core/lib/platform/connector.ts'
import { MAX_VIDEO_BYTES, POSTS_A_DAY, VISIBILITY_DELAY_MS } from './unverified.ts'

const DAY_MS = 24 * 3_600_000
const MB = 1024 * 1024

export const MAX_ITEMS = 10
export const MAX_HASHTAGS = 30
export const MAX_MENTIONS = 20

export const postRules: Posts['rules'] = {
  text: { maxLength: 2_200, count: 'utf16' },
  media: [
    { kind: 'image', formats: ['image/jpeg'], maxBytes: 8 * MB, maxCount: MAX_ITEMS, caption: true },
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
  quotas: () => [{ key: 'posts', limit: POSTS_A_DAY, windowMs: DAY_MS }],
  visibilityDelayMs: VISIBILITY_DELAY_MS,
  signs: { hashtags: MAX_HASHTAGS, mentions: MAX_MENTIONS },
  mediaNeeded: true,
}
