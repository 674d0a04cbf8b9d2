import type { Notice } from '#core/inbox/schemas.ts'
import type { TemplateLimits } from '#core/lib/platform/template.ts'

/*
 * Assumptions about the Cloud API that no primary source confirms. All of them stand here, so that there is one place to
 * correct once the behaviour has been seen on the platform.
 */

/**
 * Addresses a contact without a phone by `recipient` (their business-scoped user id, `CC.…`) instead of `to`. Known from
 * providers' documentation only.
 */
export const addressed = (to: string) => (/^[A-Z]{2}\./.test(to) ? { recipient: to } : { to })

/** Types of messages that no contact has written. The new text of an edit is not read: no source says which field has it. */
export const NOTICES: Record<string, Notice> = {
  request_welcome: 'welcome',
  edit: 'edited',
  revoke: 'revoked',
}

/** The origin of the platform's media: that of the `url` that a media id is exchanged for, as samples show it. */
export const MEDIA_ORIGINS = ['https://lookaside.fbsbx.com'] as const

/** UTF-16 units of a caption and of the text above buttons. */
export const CAPTION_MAX_LENGTH = 1024
export const QUESTION_MAX_LENGTH = 1024

const utf16 = (maxLength: number) => ({ maxLength, count: 'utf16' as const })
/** A template once it is filled in. The documentation states them for templates that are submitted; 132005 refuses a longer one. */
export const TEMPLATE_LIMITS: TemplateLimits = {
  header: utf16(60),
  body: utf16(1024),
  address: utf16(2000),
  payload: utf16(128),
}

/** Formats of documents. The platform names some types, and delivers others as well. */
export const DOCUMENT_FORMATS = ['*'] as const

/** Formats of audio by MIME type; the platform's documentation names them by file extension. */
export const AUDIO_FORMATS = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'] as const

/** Builds the parameter of a URL button, whose address has a variable end: the end as text. */
export const urlButtonParameter = (text: string) => ({ type: 'text', text })

/**
 * Decodes the hash of a medium: base64 in webhooks, and hex in third parties' samples of the answer to a media id.
 * Null for any other form, which proves nothing.
 */
export function sha256Bytes(text: string): Uint8Array | null {
  if (/^[0-9a-f]{64}$/i.test(text))
    return Uint8Array.from(text.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16))
  if (!/^[A-Za-z0-9+/]{43}=$/.test(text)) return null
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}
