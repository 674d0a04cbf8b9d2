import {
  contentsOf,
  type InboundContent,
  type RichInbound,
  type ShownMessage,
  shownMedia,
} from '#local/emulators/control/content.ts'
import type { Account, Delivered, World } from '#local/emulators/emulator.ts'
import { HttpError } from '#local/emulators/lib/http.ts'
import { type Attempt, type Delivery, wasAccepted } from '#local/emulators/lib/webhooks.ts'
import { escapedJson, signedDelivery } from '../../meta/emulator/webhook.ts'
import { APP_SECRET } from '../../meta/vars.ts'
import type { MediaStore } from './media.ts'
import { isPhone, isUserId, normalisePhone, type People, type Person, userIdOf } from './people.ts'
import { callbackUrl } from './receipts.ts'
import { showReaction } from './screen.ts'
import { inboundMessages, newWamid, userPreference } from './wire.ts'
import { type Written, written } from './written.ts'

interface Inbox {
  world: World
  people: People
  media: MediaStore
  received(id: string, contact: { id: string; name: string }): void
}

/** Takes a contact's messages to a business number: opens the window and sends one signed webhook for all of them. */
export async function receive(inbox: Inbox, inbound: RichInbound): Promise<Delivered> {
  const { world, people, media } = inbox
  const { account, times, badSignature } = inbound
  const at = world.now()
  const contents = contentsOf(inbound)
  const who = writer(inbound)
  const before = people.find(account.externalId, who.userId)?.lastInboundAt ?? null
  const lastInboundAt = contents.some(isWritten) ? at.getTime() : before
  const person = people.save(account.externalId, { ...who, lastInboundAt })
  const messages = contents.map((content) => {
    const id = newWamid(person.waId ?? person.userId, 'in')
    inbox.received(id, { id: person.id, name: person.name })
    return { content, ...written(media, { account, person, id, at }, content) }
  })
  const payload: unknown =
    inbound.raw ??
    (inbound.preference === undefined
      ? inboundMessages(
          account,
          person,
          messages.map(({ message }) => message),
        )
      : userPreference(account, person, inbound.preference, at))
  const delivery = signedDelivery({
    platform: account.platform,
    url: account.webhook?.url ?? callbackUrl(world),
    // Send a string byte for byte.
    json: typeof payload === 'string' ? payload : escapedJson(payload),
    appSecret: badSignature ? `not ${world.secret(APP_SECRET)}` : world.secret(APP_SECRET),
  })
  const settled =
    inbound.raw === undefined ? messages.map((one) => show(world, account, person, one, at)) : []
  const attempts = await deliver(world, delivery, times, badSignature, (attempt) => {
    for (const tell of settled) tell(attempt)
  })
  const retrying = !badSignature && !attempts.every(wasAccepted)
  return { id: messages[0]?.id ?? '', payload, attempts, retrying }
}

/** Tests whether the person wrote to the business. Anything else opens no window and is in no chat. */
const isWritten = ({ preference, notice, newNumber, group, edits }: InboundContent) =>
  [preference, notice, newNumber, group, edits].every((one) => one === undefined)

/** The platform never signs wrongly, so a bad signature is not tried again. */
async function deliver(
  { webhooks }: World,
  delivery: Delivery,
  times: number,
  once: boolean,
  settled: (attempt: Attempt) => void,
): Promise<Attempt[]> {
  const attempts: Attempt[] = []
  for (let count = 0; count < times; count++) {
    const attempt = once ? await webhooks.attempt(delivery) : await webhooks.deliver(delivery, settled)
    if (once) settled(attempt)
    attempts.push(attempt)
  }
  return attempts
}

function show(
  world: World,
  account: Account,
  person: Person,
  { id, content, medium }: Written & { content: ReturnType<typeof contentsOf>[number] },
  at: Date,
): (attempt: Attempt) => void {
  const { platform, externalId } = account
  const { reaction, choice, button, place } = content
  if (!isWritten(content)) return () => undefined
  if (reaction) {
    const { messageId, emoji } = reaction
    showReaction(world, account, person.id, { messageId, emoji: emoji ?? '', by: 'contact' })
    return () => undefined
  }
  const shown: ShownMessage = {
    id,
    from: 'contact',
    text:
      choice?.title ??
      button?.text ??
      (place ? `${place.latitude}, ${place.longitude}` : (content.person?.name ?? content.text)),
    at: at.toISOString(),
    status: 'sending',
    error: null,
    ...(medium ? { media: [shownMedia(medium.type, medium.mimeType, medium.fileName, medium.bytes)] } : {}),
  }
  world.chats.add(platform, externalId, { id: person.id, name: person.name }, shown)
  let accepted = false
  return (attempt) => {
    if (accepted) return
    accepted = wasAccepted(attempt)
    const chat = { platform, account: externalId, contactId: person.id }
    world.chats.update(chat, id, { status: accepted ? 'accepted' : 'refused', error: attempt.error })
  }
}

function writer({ from, omitPhone }: RichInbound): Omit<Person, 'lastInboundAt'> {
  const id = isUserId(from.id) ? from.id : normalisePhone(from.id)
  if (!isUserId(id) && !isPhone(id)) {
    throw new HttpError(
      400,
      `from.id: '${from.id}' is neither a phone number (7–15 digits) nor a user id (US.123…).`,
    )
  }
  const waId = omitPhone || isUserId(id) ? null : id
  const username = from.username ?? (waId === null ? usernameOf(from.name) : null)
  return { id, name: from.name, userId: userIdOf(id), waId, username }
}

const usernameOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '') || 'someone'
