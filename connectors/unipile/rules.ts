import type { Posts } from '#core/lib/platform/connector.ts'
import { MAX_IMAGE_BYTES, MAX_IMAGES, POSTS_A_DAY, VISIBILITY_DELAY_MS } from './unverified.ts'

const DAY_MS = 24 * 3_600_000

export const postRules: Posts['rules'] = {
  text: { maxLength: 3_000, count: 'utf16' },
  media: [
    {
      kind: 'image',
      formats: ['image/jpeg', 'image/png', 'image/gif'],
      maxBytes: MAX_IMAGE_BYTES,
      maxCount: MAX_IMAGES,
      caption: true,
    },
  ],
  carousel: { min: 2, max: MAX_IMAGES },
  // Unipile takes no description along with a picture.
  altText: false,
  look: 'card',
  quotas: () => [{ key: 'posts', limit: POSTS_A_DAY, windowMs: DAY_MS }],
  visibilityDelayMs: VISIBILITY_DELAY_MS,
}
