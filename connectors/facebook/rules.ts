import type { Comments } from '#core/lib/platform/comments.ts'
import type { Posts } from '#core/lib/platform/connector.ts'
import {
  MAX_COMMENT,
  MAX_MESSAGE,
  MAX_PHOTO_BYTES,
  MAX_PHOTOS,
  MAX_VIDEO_BYTES,
  TEXT_UNIT,
  VISIBILITY_DELAY_MS,
} from './unverified.ts'

const DAY_MS = 24 * 3_600_000

export const postRules: Posts['rules'] = {
  text: { maxLength: 63_206, count: TEXT_UNIT },
  media: [
    {
      kind: 'image',
      formats: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
      maxBytes: MAX_PHOTO_BYTES,
      maxCount: MAX_PHOTOS,
      caption: true,
    },
    {
      kind: 'video',
      formats: ['video/mp4', 'video/quicktime'],
      maxBytes: MAX_VIDEO_BYTES,
      maxCount: 1,
      caption: true,
    },
  ],
  carousel: { min: 2, max: MAX_PHOTOS },
  altText: true,
  look: 'card',
  // Facebook counts by the people who engage with a page, and says in its headers how much is used.
  quotas: () => [],
  visibilityDelayMs: VISIBILITY_DELAY_MS,
}

export const commentRules: Comments['rules'] = {
  text: { maxLength: MAX_COMMENT, count: TEXT_UNIT },
  quotas: () => [],
  visibilityDelayMs: VISIBILITY_DELAY_MS,
}

export const PRIVATE_REPLY = {
  withinMs: 7 * DAY_MS,
  text: { maxLength: MAX_MESSAGE, count: TEXT_UNIT },
} as const
