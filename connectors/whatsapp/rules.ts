import type { Messages } from '#core/lib/platform/connector.ts'
import { AUDIO_FORMATS, CAPTION_MAX_LENGTH, DOCUMENT_FORMATS, TEMPLATE_LIMITS } from './unverified.ts'

const KB = 1024
const MB = 1024 * KB

/** The rules of the Cloud API by its documentation of media, messages and limits. */
export const messageRules: Messages['rules'] = {
  text: { maxLength: 4096, count: 'utf16' },
  caption: { maxLength: CAPTION_MAX_LENGTH },
  media: [
    { kind: 'image', formats: ['image/jpeg', 'image/png'], maxBytes: 5 * MB, maxCount: 1, caption: true },
    { kind: 'video', formats: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MB, maxCount: 1, caption: true },
    { kind: 'audio', formats: AUDIO_FORMATS, maxBytes: 16 * MB, maxCount: 1, caption: false },
    { kind: 'voice', formats: ['audio/ogg'], maxBytes: 16 * MB, maxCount: 1, caption: false },
    { kind: 'document', formats: DOCUMENT_FORMATS, maxBytes: 100 * MB, maxCount: 1, caption: true },
    // Only animated stickers may have 500 KB, others 100 KB; the platform checks which it is.
    { kind: 'sticker', formats: ['image/webp'], maxBytes: 500 * KB, maxCount: 1, caption: false },
  ],
  windowMs: 24 * 3_600_000,
  template: TEMPLATE_LIMITS,
  quotas: (to, count = 1) =>
    Array.from({ length: count }, () => [
      { key: 'messages', limit: 80, windowMs: 1_000 },
      // The platform allows a burst and counts it against later sends; without bursts no send is refused.
      { key: `to:${to}`, scope: 'action' as const, limit: 1, windowMs: 6_000 },
    ]).flat(),
}
