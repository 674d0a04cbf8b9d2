import { idSchema } from '#core/lib/schemas.ts'
import { consentOf, NOTICE } from '../rules.ts'
import type { InboundMedia, InboundMessage, Notice, Receipt } from '../schemas.ts'

interface Identity {
  kind: 'user_id' | 'phone'
  value: string
}

/** What the database is told of a message besides its payload (`chorus_apply_messages`). */
export interface MessageIntake {
  id: string
  /** Those of a batch who share an identity on one account have the same number. */
  who: number
  /** The strongest evidence first. */
  identities: Identity[]
  name: string | null
  handle: string | null
  /** By the contact; what the platform says in their name opens no window. */
  said: boolean
  edited: boolean
  /** When it was said as it is now, ISO 8601: what it says of the contact counts from then on. */
  at: string
  consent: 'out' | 'in' | null
  medium: ({ id: string } & ReturnType<typeof mediumOf>) | null
}

/** What the database is told of a receipt (`chorus_apply_receipts`). */
export interface ReceiptIntake {
  id: string
  callback: string | null
  status: Receipt['status']
  error: string | null
  optedOut: boolean
  /** Stays among the events though it matched: the message does not show all that it says. */
  keep: boolean
}

/** An update as it is read. */
export interface Told {
  /** Names an account in any way that tells it from others. */
  account: string
  /** ISO 8601. */
  occurredAt: string
  receivedAt: string
}

/** Reads the messages of a batch. @throws for a message of nobody */
export function messageReader(newId: () => string): (payload: InboundMessage, told: Told) => MessageIntake {
  const whoOf = circleOfPeople()
  return (payload, { account, occurredAt, receivedAt }) => {
    const { from, details } = payload
    const identities = identitiesOf(payload)
    if (identities.length === 0) throw new Error('The message names nobody who wrote it.')
    return {
      id: newId(),
      who: whoOf(identities.map(({ kind, value }) => JSON.stringify([account, kind, value]))),
      identities,
      name: worded(from.name),
      handle: worded(details?.movedTo) ?? worded(from.phone) ?? worded(from.username),
      said: payload.messageType !== NOTICE,
      edited: details?.edited === true,
      at: details?.editedAt === undefined ? occurredAt : notAfter(details.editedAt, receivedAt),
      consent: consentSaid(payload),
      medium: payload.media ? { id: newId(), ...mediumOf(payload.media) } : null,
    }
  }
}

/** The earlier of two times, ISO 8601: nothing was said later than it came in, whatever clock says so. */
export const notAfter = (time: string, limit: string): string =>
  Date.parse(time) < Date.parse(limit) ? time : limit

const CONSENT_TOLD: Partial<Record<Notice, 'out' | 'in'>> = {
  marketing_stopped: 'out',
  marketing_resumed: 'in',
}

/** What a message, or the platform in the contact's name, says of automatic messages. */
function consentSaid({ messageType, text, details }: InboundMessage): 'out' | 'in' | null {
  if (messageType !== NOTICE) return consentOf([{ text, details }])
  return (details?.notice && CONSENT_TOLD[details.notice]) ?? null
}

/** An empty name is none. */
const worded = (text: string | undefined): string | null => (text?.trim() ? text.trim() : null)

/** Reads a receipt. One that says STOP, or fails in a way that no advice is known for, is kept. */
export function readReceipt(payload: Receipt): ReceiptIntake {
  const { platformMessageId: id, callbackData, status, error, advice, optedOut = false } = payload
  const failed = status === 'failed'
  return {
    id,
    callback: idSchema.safeParse(callbackData).success ? callbackData : null,
    status,
    error: failed ? (error ?? 'The platform could not deliver it.') : null,
    optedOut,
    keep: optedOut || (failed && advice === undefined),
  }
}

/** A user id outlives a phone number, a username is only a name. Who has changed the number is found under both from then on. */
function identitiesOf({ from: { userId, phone }, details }: InboundMessage): Identity[] {
  const phones = [phone, details?.movedTo].filter((one) => one !== undefined)
  return [
    ...(userId === undefined ? [] : [{ kind: 'user_id' as const, value: userId }]),
    ...phones.map((value) => ({ kind: 'phone' as const, value })),
  ]
}

/** Numbers people by what they are known by: who shares a key with somebody is the same. */
function circleOfPeople(): (keys: readonly string[]) => number {
  const numberOf = new Map<string, { who: number }>()
  let people = 0
  return (keys) => {
    const known = keys.map((key) => numberOf.get(key)).find((one) => one !== undefined)
    const person = known ?? { who: ++people }
    for (const key of keys) if (!numberOf.has(key)) numberOf.set(key, person)
    return person.who
  }
}

const mediumOf = ({ kind, voice, id, mimeType, fileName, sizeBytes, sha256 }: InboundMedia) => ({
  kind: kind === 'audio' && voice ? ('voice' as const) : kind,
  platformMediaId: id,
  mimeType: mimeType ?? null,
  fileName: fileName ?? null,
  sizeBytes: sizeBytes ?? null,
  sha256: sha256 ?? null,
})
