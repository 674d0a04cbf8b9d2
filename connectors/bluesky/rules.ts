import type { Actions } from '#core/lib/platform/actions.ts'
import type { Comments } from '#core/lib/platform/comments.ts'
import type { Posts } from '#core/lib/platform/connector.ts'
import type { Quota } from '#core/lib/platform/quota.ts'
import { IMAGE_FORMATS } from './unverified.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Points of the account that a write costs: creating a record by `putRecord` counts as an update. */
const PUT_POINTS = 2

export const MAX_IMAGES = 4

/** The limits that every write counts against. */
const WRITES: readonly Quota[] = [
  { key: 'points', limit: 5_000, windowMs: HOUR_MS, cost: PUT_POINTS },
  { key: 'points', limit: 35_000, windowMs: DAY_MS, cost: PUT_POINTS },
]

export const postRules: Posts['rules'] = {
  text: { maxLength: 300, count: 'graphemes', maxBytes: 3_000 },
  media: [
    { kind: 'image', formats: IMAGE_FORMATS, maxBytes: 2_000_000, maxCount: MAX_IMAGES, caption: true },
  ],
  carousel: { min: 2, max: MAX_IMAGES },
  altText: true,
  nsfw: true,
  look: 'card',
  quotas: (media) => [
    ...WRITES,
    ...(media > 0 ? [{ key: 'uploads', limit: 1_000, windowMs: DAY_MS, cost: media }] : []),
  ],
  // A record can be read as soon as it is written.
  visibilityDelayMs: 0,
}

/** States the limits of likes and comments on posts of other accounts. */
export const actionRules: Actions['rules'] = { text: postRules.text, quotas: () => WRITES }

/** Requests are limited by address and not by account; the pace of polling stays far below. */
export const commentRules: Comments['rules'] = {
  text: postRules.text,
  quotas: (call) => (call === 'list' ? [] : WRITES),
  visibilityDelayMs: 0,
}
