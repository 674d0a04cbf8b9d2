import { type ShownMedia, type ShownMessage, shownMedia } from '#local/emulators/control/content.ts'
import type { Account, World } from '#local/emulators/emulator.ts'
import type { Sent } from '#local/emulators/lib/records.ts'
import type { Outgoing } from './messages.ts'
import type { Person } from './people.ts'

/** A medium that was sent, as an outsider would see it. */
export interface SentMedia {
  kind: string
  url: string
  mimeType: string | null
  name: string | null
  sizeBytes: number | null
}

/** Adds a business's message to the contact's screen and to the journal. */
export function showSent(
  { chats, journal, now }: World,
  account: Account,
  person: Person,
  { id, replyTo, message }: { id: string; replyTo: string | undefined; message: Outgoing },
): void {
  const { platform, externalId } = account
  const at = now().toISOString()
  const { text, media, reaction } = message
  const parent = reaction?.messageId ?? replyTo
  const sent: Sent & { media: SentMedia[] } = {
    platform,
    account: externalId,
    kind: message.kind,
    id,
    to: person.waId ?? person.userId,
    ...(parent === undefined ? {} : { parent }),
    text,
    media: media ? [sentMedia(media)] : [],
    at,
  }
  journal.publish(sent)
  if (reaction) return
  const shown: ShownMessage = {
    id,
    from: 'business',
    text,
    at,
    status: 'sent',
    error: null,
    ...(media ? { media: [onScreen(media)] } : {}),
    ...(message.choices ? { choices: message.choices } : {}),
    ...(message.template ? { template: message.template } : {}),
  }
  chats.add(platform, externalId, { id: person.id, name: person.name }, shown)
}

type Medium = NonNullable<Outgoing['media']>

const sentMedia = ({ type, stored, link }: Medium): SentMedia => ({
  kind: type,
  url: link ?? `media:${stored?.id ?? ''}`,
  mimeType: stored?.mimeType ?? null,
  name: stored?.fileName ?? null,
  sizeBytes: stored?.sizeBytes ?? null,
})

const onScreen = ({ type, stored, link }: Medium): ShownMedia =>
  stored
    ? shownMedia(type, stored.mimeType, stored.fileName, stored.bytes)
    : { kind: type, mimeType: '', name: link, url: null }

/** Shows a reaction on its message; an empty one removes it. */
export function showReaction(
  { chats, events }: World,
  account: Account,
  contactId: string,
  { messageId, emoji, by }: { messageId: string; emoji: string; by: 'contact' | 'business' },
): void {
  const chat = chats.get(account.platform, account.externalId, contactId)
  const message: ShownMessage | undefined = chat?.messages.find(
    ({ id }) => id === messageId || id === `in-${messageId}`,
  )
  if (!chat || !message) return
  const { [by]: _before, ...others } = message.reactions ?? {}
  message.reactions = emoji === '' ? others : { ...others, [by]: emoji }
  const { platform, account: externalId, contact } = chat
  events.emit({ type: 'message', chat: { platform, account: externalId, contact }, message })
}
