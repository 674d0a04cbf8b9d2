import { fileBytes, type InboundContent } from '#local/emulators/control/content.ts'
import type { Account } from '#local/emulators/emulator.ts'
import { HttpError } from '#local/emulators/lib/http.ts'
import type { MediaStore, MediaType, StoredMedia } from './media.ts'
import type { Person } from './people.ts'
import { displayNumber, failure, unixSeconds } from './wire.ts'

/** A contact's message in the platform's form, and the medium that came with it. */
export interface Written {
  id: string
  message: Record<string, unknown>
  medium: StoredMedia | null
}

/** The largest file that the platform accepts from a contact; it tells the business of a larger one. */
const INBOUND_MAX_BYTES = 100 * 1024 * 1024
const UNSUPPORTED = 131051

export function written(
  store: MediaStore,
  { account, person, id, at }: { account: Account; person: Person; id: string; at: Date },
  content: InboundContent,
): Written {
  const medium = mediumOf(store, account, content)
  const context = {
    ...(content.replyTo ? { from: displayNumber(account), id: content.replyTo } : {}),
    ...(content.forwarded ? { forwarded: true } : {}),
  }
  const message = {
    ...(Object.keys(context).length > 0 ? { context } : {}),
    ...(person.waId ? { from: person.waId } : {}),
    from_user_id: person.userId,
    ...(content.group ? { group_id: content.group } : {}),
    id,
    timestamp: unixSeconds(at),
    ...bodyOf(content, medium),
  }
  return { id, message, medium }
}

function mediumOf(store: MediaStore, account: Account, { media }: InboundContent): StoredMedia | null {
  const [file] = media ?? []
  if (!file) return null
  const type: MediaType = file.kind === 'voice' ? 'audio' : file.kind
  const { mimeType, fileName = null, sizeBytes } = file
  return store.receive(account, type, { mimeType, bytes: fileBytes(file), fileName, sizeBytes })
}

function bodyOf(content: InboundContent, medium: StoredMedia | null): Record<string, unknown> {
  const { reaction, choice, button, place, person, text, media, newNumber, notice, edits, replyTo } = content
  if (medium && medium.sizeBytes > INBOUND_MAX_BYTES)
    return { type: 'unsupported', errors: [failure(UNSUPPORTED)] }
  if (medium)
    return { type: medium.type, [medium.type]: wireMedium(medium, text, media?.[0]?.kind === 'voice') }
  if (reaction) {
    const emoji = reaction.emoji === null ? {} : { emoji: reaction.emoji }
    return { type: 'reaction', reaction: { message_id: reaction.messageId, ...emoji } }
  }
  if (newNumber) {
    const body = `User changed to ${newNumber}`
    return { type: 'system', system: { body, wa_id: newNumber, type: 'user_changed_number' } }
  }
  if (edits) return { type: 'edit', edit: { message_id: edits } }
  if (notice === 'revoke') return { type: notice, revoke: { message_id: replyTo } }
  if (notice === 'request_welcome') return { type: notice }
  if (notice) throw new HttpError(400, `notice: WhatsApp tells no ${notice}.`)
  if (button) return { type: 'button', button }
  if (choice) return { type: 'interactive', interactive: { type: 'button_reply', button_reply: choice } }
  if (place) return { type: 'location', location: place }
  if (person) {
    const name = { formatted_name: person.name, first_name: person.name.split(' ')[0] }
    return { type: 'contacts', contacts: [{ name, phones: [{ phone: person.phone, type: 'MOBILE' }] }] }
  }
  return { type: 'text', text: { body: text } }
}

function wireMedium({ id, type, mimeType, fileName, sha256 }: StoredMedia, text: string, voice: boolean) {
  return {
    id,
    mime_type: voice ? `${mimeType}; codecs=opus` : mimeType,
    sha256,
    ...(type === 'audio' ? { voice } : {}),
    ...(type === 'sticker' ? { animated: false } : {}),
    ...(type === 'document' && fileName ? { filename: fileName } : {}),
    ...(text !== '' && type !== 'audio' && type !== 'sticker' ? { caption: text } : {}),
  }
}
