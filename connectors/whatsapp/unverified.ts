import type { Notice } from '#core/inbox/schemas.ts'

/*
 * What we do of the Cloud API that no primary source confirms. Everything of the kind stands here, so that there is one
 * place to correct once it has been seen on the platform.
 */

/**
 * A contact without a phone is addressed by `recipient` (their business-scoped user id, `CC.…`) instead of `to`. Known
 * from providers' documentation only.
 */
export const addressed = (to: string) => (/^[A-Z]{2}\./.test(to) ? { recipient: to } : { to })

/** Types of messages that no contact has written. An edit's new words are not read: nobody says where they stand. */
export const NOTICES: Record<string, Notice> = {
  request_welcome: 'welcome',
  edit: 'edited',
  revoke: 'revoked',
}

/** Where the platform keeps media: the origin of the `url` that a media id is exchanged for, as samples show it. */
export const MEDIA_ORIGINS = ['https://lookaside.fbsbx.com'] as const

/** UTF-16 units of a caption and of the text above buttons. */
export const CAPTION_MAX_LENGTH = 1024
export const QUESTION_MAX_LENGTH = 1024

/** Which documents are taken: the platform names some types, and delivers others as well. */
export const DOCUMENT_FORMATS = ['*'] as const

/** Formats by their MIME types; the platform's documentation names them by their endings. */
export const AUDIO_FORMATS = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'] as const

/** A button with an address of which the end is filled in takes the end as text. */
export const urlButtonParameter = (text: string) => ({ type: 'text', text })

/**
 * The hash of a medium comes as base64 in webhooks, and in third parties' samples as hex in the answer to a media id.
 * Null for what is neither: it then proves nothing.
 */
export function sha256Bytes(text: string): Uint8Array | null {
  if (/^[0-9a-f]{64}$/i.test(text))
    return Uint8Array.from(text.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16))
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) return null
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
