import type { ContentRules, Messages, Posts } from '#core/lib/platform/connector.ts'
import type { Quota } from '#core/lib/platform/quota.ts'
import { AUDIO_FORMATS, IMAGE_FORMATS, STICKER_FORMATS, VIDEO_FORMATS } from './unverified.ts'

const MB = 1024 * 1024
/** Pictures and videos may share an album; other kinds only with their own. */
export const ALBUM = { min: 2, max: 10, together: [['image', 'video'], ['document'], ['audio']] } as const
/** The largest file that a bot may download. */
export const DOWNLOAD_MAX_BYTES = 20 * MB

const BOT: Quota = { key: 'bot', scope: 'credential', limit: 30, windowMs: 1_000 }
const perChat = (chat: string): Quota => ({
  key: `chat:${chat}`,
  scope: 'action',
  limit: 1,
  windowMs: 1_000,
})
/** The quota of a group or channel, in addition to that of the chat. */
const perGroup = (group: string): Quota => ({
  key: `group:${group}`,
  scope: 'action',
  limit: 20,
  windowMs: 60_000,
})

const isGroup = (chat: string) => chat.startsWith('-') || chat.startsWith('@')

/** Counts an album as one message per medium in the limit per minute, and as one in the limit per second (a short burst). */
const message = (to: string, count = 1): Quota[] => [
  perChat(to),
  ...Array.from({ length: count }, () => (isGroup(to) ? [BOT, perGroup(to)] : [BOT])).flat(),
]

/** The rules of the Bot API by its documentation and FAQ. */
export const contentRules: ContentRules = {
  text: { maxLength: 4096, count: 'utf16' },
  caption: { maxLength: 1024 },
  media: [
    {
      kind: 'image',
      formats: IMAGE_FORMATS,
      maxBytes: 10 * MB,
      maxCount: ALBUM.max,
      caption: true,
    },
    { kind: 'video', formats: VIDEO_FORMATS, maxBytes: 50 * MB, maxCount: ALBUM.max, caption: true },
    { kind: 'audio', formats: AUDIO_FORMATS, maxBytes: 50 * MB, maxCount: ALBUM.max, caption: true },
    { kind: 'voice', formats: ['audio/ogg'], maxBytes: 50 * MB, maxCount: 1, caption: true },
    { kind: 'document', formats: ['*'], maxBytes: 50 * MB, maxCount: ALBUM.max, caption: true },
    { kind: 'sticker', formats: STICKER_FORMATS, maxBytes: 50 * MB, maxCount: 1, caption: false },
  ],
  carousel: ALBUM,
}

export const messageRules: Messages['rules'] = { ...contentRules, quotas: message }
export const postRules: Posts['rules'] = {
  ...contentRules,
  altText: false,
  look: 'bubble',
  quotas: (media) =>
    Array.from({ length: Math.max(1, media) }, () => [
      { key: 'chat', limit: 20, windowMs: 60_000 },
      BOT,
    ]).flat(),
}
