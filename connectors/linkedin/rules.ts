import type { Posts } from '#core/lib/platform/connector.ts'
import { MAX_IMAGE_BYTES } from './unverified.ts'

const MB = 1024 * 1024

export const MAX_IMAGES = 20
export const VIDEO_MIN_BYTES = 75 * 1024

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
    {
      kind: 'video',
      formats: ['video/mp4'],
      minBytes: VIDEO_MIN_BYTES,
      maxBytes: 500 * MB,
      maxCount: 1,
      caption: true,
    },
    { kind: 'document', formats: ['application/pdf'], maxBytes: 100 * MB, maxCount: 1, caption: true },
  ],
  carousel: { min: 2, max: MAX_IMAGES, together: [['image']] },
  altText: true,
  look: 'card',
  // LinkedIn shows its limits in the developer's portal alone: a refusal closes the account until the next day (UTC).
  quotas: () => [],
}
