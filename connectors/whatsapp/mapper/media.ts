import type { InboundMedia } from '#core/inbox/schemas.ts'
import type { WireMessage } from '../wire/message.ts'
import { said } from './other.ts'

export const MEDIA = ['image', 'video', 'audio', 'document', 'sticker'] as const

/** Reads the medium of a message; undefined when there is none to download. */
export function mediaOf(message: WireMessage): InboundMedia | undefined {
  const kind = MEDIA.find((one) => one === message.type)
  const media = kind && message[kind]
  if (kind === undefined || media?.id === undefined) return undefined
  const { id, mime_type, sha256, filename, caption, voice } = media
  return { kind, id, ...said({ mimeType: mime_type, sha256, fileName: filename, caption, voice }) }
}
