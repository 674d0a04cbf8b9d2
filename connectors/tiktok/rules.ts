import type { Posts } from '#core/lib/platform/connector.ts'
import type { Quota } from '#core/lib/platform/quota.ts'
import { CAPTION_MAX, MAX_VIDEO_BYTES, POSTS_A_DAY, VISIBILITY_DELAY_MS } from './unverified.ts'

const MB = 1024 * 1024
const DAY_MS = 24 * 3_600_000
export const MAX_PHOTOS = 35

const QUOTAS: readonly Quota[] = [
  { key: 'posts', limit: POSTS_A_DAY, windowMs: DAY_MS },
  { key: 'posts_a_minute', limit: 6, windowMs: 60_000 },
]

export const postRules: Posts['rules'] = {
  text: { maxLength: CAPTION_MAX, count: 'utf16' },
  media: [
    {
      kind: 'image',
      formats: ['image/jpeg', 'image/webp'],
      maxBytes: 20 * MB,
      maxCount: MAX_PHOTOS,
      caption: true,
    },
    {
      kind: 'video',
      formats: ['video/mp4', 'video/quicktime', 'video/webm'],
      maxBytes: MAX_VIDEO_BYTES,
      maxCount: 1,
      caption: true,
    },
  ],
  carousel: { min: 2, max: MAX_PHOTOS, together: [['image']] },
  altText: false,
  look: 'card',
  quotas: () => QUOTAS,
  mediaNeeded: true,
  visibilityDelayMs: VISIBILITY_DELAY_MS,
}
