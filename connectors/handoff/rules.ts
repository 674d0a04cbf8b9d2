import type { MediaRule, Posts } from '#core/lib/platform/connector.ts'

const MB = 1024 * 1024
const KINDS: readonly MediaRule['kind'][] = ['image', 'video', 'audio', 'document']

/** The place's own limits are not known here: a person sees them there. These are what a post of Chorus can hold. */
export const postRules: Posts['rules'] = {
  text: { maxLength: 10_000, count: 'graphemes' },
  media: KINDS.map((kind) => ({ kind, formats: ['*'], maxBytes: 500 * MB, maxCount: 20, caption: true })),
  carousel: { min: 2, max: 20 },
  altText: false,
  look: 'card',
  quotas: () => [],
  // Whoever publishes it marks it there as the place asks.
  nsfw: true,
}
