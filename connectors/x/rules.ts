import type { Posts } from '#core/lib/platform/connector.ts'
import type { Quota } from '#core/lib/platform/quota.ts'
import { VISIBILITY_DELAY_MS } from './unverified.ts'

const MB = 1024 * 1024
const WINDOW_MS = 15 * 60_000
const DAY_MS = 24 * 3_600_000

const POSTS: readonly Quota[] = [
  { key: 'posts', limit: 100, windowMs: WINDOW_MS },
  { key: 'app_posts', limit: 10_000, windowMs: DAY_MS, scope: 'credential' },
]

export const postRules: Posts['rules'] = {
  text: { maxLength: 280, count: 'weighted' },
  media: [
    {
      kind: 'image',
      formats: ['image/jpeg', 'image/png', 'image/webp'],
      maxBytes: 5 * MB,
      maxCount: 4,
      caption: true,
    },
    {
      kind: 'video',
      formats: ['video/mp4', 'video/quicktime'],
      maxBytes: 512 * MB,
      maxCount: 1,
      caption: true,
    },
  ],
  carousel: { min: 2, max: 4, together: [['image']] },
  altText: true,
  look: 'card',
  quotas: () => POSTS,
  visibilityDelayMs: VISIBILITY_DELAY_MS,
}
