import { idSchema } from '#core/lib/kernel/schemas.ts'
import {
  type InboundMedia,
  type InboundMessage,
  type Notice,
  type Receipt,
  updatePayloadSchema,
} from '../schemas.ts'
import { consentOf, NOTICE } from './decisions.ts'

interface Identity {
  kind: 'user_id' | 'phone'
  value: string
}

/** The facts about a message that the database gets besides its payload (`chorus_apply_messages`). */
export interface MessageIntake {
  id: string
  /** A number for the sender. Messages of a batch whose senders share an identity on one account have the same number. */
  who: number
  /** The sender's identities, the most reliable first. */
  identities: Identity[]
  name: string | null
  handle: string | null
  /** True for a message of the contact; one that the platform sends in their name opens no window. */
  said: boolean
  edited: boolean
  /** When the message got its present text, ISO 8601: what it says about the contact holds from then on. */
  at: string
  consent: 'out' | 'in' | null
  medium: ({ id: string } & ReturnType<typeof mediumOf>) | null
}

/** The facts about a receipt that the database gets (`chorus_apply_receipts`). */
export interface ReceiptIntake {
  id: string
  callback: string | null
  status: Receipt['status']
  error: string | null
  optedOut: boolean
  /** True if the event is kept even if it matched a message, as the message does not show all of it. */
  keep: boolean
}

/** The circumstances of an update. */
export interface Told {
  /** Any key that identifies the account. */
  account: string
  /** ISO 8601. */
  occurredAt: string
  receivedAt: string
}

/** The facts about an update that the database gets besides its payload, by its kind; none for a kind that is only kept. */
export interface UpdateIntake {
  message?: MessageIntake
  receipt?: ReceiptIntake
}

/** Returns a reader for the updates of one batch, each with its payload as it was stored. It throws on what cannot be read. */
export function updateReader(newId: () => string): (stored: unknown, told: Told) => UpdateIntake {
  const readMessage = messageReader(newId)
  return (stored, told) => {
    const payload = updatePayloadSchema.parse(stored)
    switch (payload.kind) {
      case 'message':
        return { message: readMessage(payload, told) }
      case 'receipt':
        return { receipt: readReceipt(payload) }
      case 'other':
        return {}
    }
  }
}

/** Returns a reader for the messages of one batch. It throws on a message without a sender. */
function messageReader(newId: () => string): (payload: InboundMessage, told: Told) => MessageIntake {
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

/** Returns the earlier of two times, ISO 8601: a message cannot have been written after it came in, even if a clock says so. */
export const notAfter = (time: string, limit: string): string =>
  Date.parse(time) < Date.parse(limit) ? time : limit

const CONSENT_TOLD: Partial<Record<Notice, 'out' | 'in'>> = {
  marketing_stopped: 'out',
  marketing_resumed: 'in',
}

/** Returns whether a message, or the platform in the contact's name, opts out of automatic messages or in again. */
function consentSaid({ messageType, text, details }: InboundMessage): 'out' | 'in' | null {
  if (messageType !== NOTICE) return consentOf([{ text, details }])
  return (details?.notice && CONSENT_TOLD[details.notice]) ?? null
}

/** Trims a text; null if it is empty. */
const worded = (text: string | undefined): string | null => (text?.trim() ? text.trim() : null)

/** Reads a receipt. It is kept if it reports an opt-out, or a failure for which there is no advice. */
function readReceipt(payload: Receipt): ReceiptIntake {
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

/**
 * Returns the sender's identities. The user id comes first, since a phone number may change; a username identifies nobody. After a
 * change of number, both numbers identify the contact.
 */
function identitiesOf({ from: { userId, phone }, details }: InboundMessage): Identity[] {
  const phones = [phone, details?.movedTo].filter((one) => one !== undefined)
  return [
    ...(userId === undefined ? [] : [{ kind: 'user_id' as const, value: userId }]),
    ...phones.map((value) => ({ kind: 'phone' as const, value })),
  ]
}

/** Returns a function that numbers people by their keys: people who share a key get the same number. */
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
