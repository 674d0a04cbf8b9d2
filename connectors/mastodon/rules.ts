import type { Actions } from '#core/lib/platform/actions.ts'
import type { Comments } from '#core/lib/platform/comments.ts'
import type { Posts } from '#core/lib/platform/connector.ts'
import type { OwnLimits } from '#core/lib/platform/own-limits.ts'
import type { Quota } from '#core/lib/platform/quota.ts'
import { MAX_VIDEO_BYTES, MENTION_ROOM, VISIBILITY_DELAY_MS } from './unverified.ts'
import type { WireInstance } from './wire/answers.ts'

const MINUTE_MS = 60_000
const MAX_TEXT = 500

/** Every call counts, of whatever kind. */
const CALL: Quota = { key: 'requests', limit: 300, windowMs: 5 * MINUTE_MS }
const POST: Quota = { key: 'posts', limit: 300, windowMs: 180 * MINUTE_MS }

/** The limits of a server as Mastodon is shipped; each server has its own, which an account knows (`limitsOf`). */
export const postRules: Posts['rules'] = {
  text: { maxLength: MAX_TEXT, count: 'short_links' },
  media: [
    {
      kind: 'image',
      formats: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
      maxBytes: 16 * 1024 * 1024,
      maxCount: 4,
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
  carousel: { min: 2, max: 4, together: [['image']] },
  altText: true,
  nsfw: true,
  look: 'card',
  quotas: (media) => [
    CALL,
    POST,
    ...(media > 0 ? [{ key: 'uploads', limit: 30, windowMs: 30 * MINUTE_MS, cost: media }] : []),
  ],
  visibilityDelayMs: VISIBILITY_DELAY_MS,
}

/** A reply begins with a mention of whom it answers, which counts as well. */
export const commentRules: Comments['rules'] = {
  text: { maxLength: MAX_TEXT - MENTION_ROOM, count: 'short_links' },
  quotas: (call) => (call === 'reply' ? [CALL, POST] : [CALL]),
  visibilityDelayMs: VISIBILITY_DELAY_MS,
}

/** States the limits of likes and comments on posts of other accounts: each needs a call more, which finds the post. */
export const actionRules: Actions['rules'] = {
  text: commentRules.text,
  quotas: (act) => [{ ...CALL, cost: 2 }, ...(act === 'comment' ? [POST] : [])],
}

export const listenQuotas = (): readonly Quota[] => [CALL]

/** Reads the limits that a server states. */
export function limitsOf({ configuration: { statuses, media_attachments } = {} }: WireInstance): OwnLimits {
  const { image_size_limit: image, video_size_limit: video } = media_attachments ?? {}
  const { max_characters: text, max_media_attachments: files } = statuses ?? {}
  return {
    ...(text === undefined ? {} : { text }),
    ...(files === undefined ? {} : { files }),
    bytes: { ...(image === undefined ? {} : { image }), ...(video === undefined ? {} : { video }) },
  }
}
