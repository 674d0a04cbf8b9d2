import type { Account, Delivered, Inbound, World } from '../emulator.ts'
import { escapedJson, signedDelivery } from '../graph/webhook.ts'
import { HttpError } from '../lib/http.ts'
import { type Attempt, type Delivery, wasAccepted } from '../lib/webhooks.ts'
import { isPhone, isUserId, normalisePhone, type People, type Person, userIdOf } from './people.ts'
import { callbackUrl } from './receipts.ts'
import { inboundText, newWamid } from './wire.ts'

/** A contact writes to a business number: the window opens, and the signed webhook goes out. */
export async function receive(
  world: World,
  people: People,
  inbound: Inbound,
  received: (id: string, contact: { id: string; name: string }) => void,
): Promise<Delivered> {
  const { account, text, replyTo, times, badSignature } = inbound
  const at = world.now()
  const person = people.save(account.externalId, { ...writer(inbound), lastInboundAt: at.getTime() })
  const id = newWamid(person.waId ?? person.userId, 'in')
  received(id, { id: person.id, name: person.name })
  const written = inboundText(account, person, { id, text, at, replyTo })
  const json = inbound.raw === undefined ? escapedJson(written) : rawJson(inbound.raw)
  const delivery = signedDelivery({
    platform: account.platform,
    url: account.webhook?.url ?? callbackUrl(world),
    json,
    appSecret: badSignature ? `not ${world.meta.appSecret}` : world.meta.appSecret,
  })
  const payload: unknown = inbound.raw === undefined ? written : inbound.raw
  const settled = inbound.raw === undefined ? show(world, account, person, { id, text, at }) : () => undefined
  const attempts = await deliver(world, delivery, times, badSignature, settled)
  const retrying = !badSignature && !attempts.every(wasAccepted)
  return { id, payload, attempts, retrying }
}

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
  message: { id: string; text: string; at: Date },
) {
  const { platform, externalId } = account
  const contact = { id: person.id, name: person.name }
  const { id, text } = message
  const at = message.at.toISOString()
  world.chats.add(platform, externalId, contact, {
    id,
    from: 'contact',
    text,
    at,
    status: 'sending',
    error: null,
  })
  let accepted = false
  return (attempt: Attempt) => {
    if (accepted) return
    accepted = wasAccepted(attempt)
    const chat = { platform, account: externalId, contactId: person.id }
    world.chats.update(chat, id, { status: accepted ? 'accepted' : 'refused', error: attempt.error })
  }
}

function writer({ from, omitPhone }: Inbound): Omit<Person, 'lastInboundAt'> {
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

/** A string goes out byte for byte. */
const rawJson = (raw: unknown) => (typeof raw === 'string' ? raw : escapedJson(raw))
