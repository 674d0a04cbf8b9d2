import { randomBytes } from 'node:crypto'
import type { Account } from '#local/emulators/emulator.ts'
import type { Person } from './people.ts'

export const WABA_ID = '102290129340398'

/** Makes the number that people see from the number's id. */
export const displayNumber = ({ externalId }: Account) =>
  `1555${externalId.replace(/\D/g, '').slice(-7).padStart(7, '0')}`

/** Makes a message id: `wamid.` and, as on the platform, base64 that holds the person and a unique key. */
export function newWamid(person: string, direction: 'in' | 'out'): string {
  const id = Buffer.from(person, 'latin1')
  const unique = Buffer.from(randomBytes(10).toString('hex').toUpperCase(), 'latin1')
  const head = Buffer.from([0x1c, 0x18, id.length])
  const middle = Buffer.from([0x15, 0x02, 0x00, direction === 'in' ? 0x12 : 0x11, 0x18, unique.length])
  return `wamid.${Buffer.concat([head, id, middle, unique, Buffer.of(0)]).toString('base64')}`
}

const envelope = (account: Account, value: Record<string, unknown>, field = 'messages') => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: WABA_ID,
      changes: [
        {
          field,
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: displayNumber(account), phone_number_id: account.externalId },
            ...value,
          },
        },
      ],
    },
  ],
})

export const unixSeconds = (at: Date) => String(Math.floor(at.getTime() / 1000))

const contactsOf = (person: Person) => {
  const profile = { name: person.name, ...(person.username ? { username: person.username } : {}) }
  return [{ profile, ...(person.waId ? { wa_id: person.waId } : {}), user_id: person.userId }]
}

/** Builds one delivery of all messages that a person writes to a number at once. */
export const inboundMessages = (account: Account, person: Person, messages: Record<string, unknown>[]) =>
  envelope(account, { contacts: contactsOf(person), messages })

/** Builds the webhook by which a person stops or resumes the business's marketing, which has its own field. */
export function userPreference(account: Account, person: Person, value: 'stop' | 'resume', at: Date) {
  const preference = {
    ...(person.waId ? { wa_id: person.waId } : { user_id: person.userId }),
    detail: `User requested to ${value} marketing messages`,
    category: 'marketing_messages',
    value,
    timestamp: Number(unixSeconds(at)),
  }
  return envelope(
    account,
    { contacts: contactsOf(person), user_preferences: [preference] },
    'user_preferences',
  )
}

/** Builds an update of the business account, not of a number. Its time tells it from the next. */
export const accountUpdate = (field: string, value: Record<string, unknown>, at: Date) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: WABA_ID, time: Math.floor(at.getTime() / 1000), changes: [{ field, value }] }],
})

export interface Outgoing {
  id: string
  account: Account
  person: Person
  callbackData: string | null
  status: string
  isTemplate: boolean
}

export function statusUpdate(outgoing: Outgoing, statuses: string[], at: Date, errorCode: number) {
  return envelope(outgoing.account, {
    statuses: statuses.map((status) => statusOf(outgoing, status, at, errorCode)),
  })
}

function statusOf(
  { id, account, person, callbackData, isTemplate }: Outgoing,
  status: string,
  at: Date,
  errorCode: number,
) {
  const opened = person.lastInboundAt ?? at.getTime()
  return {
    id,
    status,
    timestamp: unixSeconds(at),
    ...(person.waId ? { recipient_id: person.waId } : {}),
    recipient_user_id: person.userId,
    ...(callbackData === null ? {} : { biz_opaque_callback_data: callbackData }),
    ...(status === 'failed'
      ? { errors: [failure(errorCode)] }
      : {
          conversation: {
            id: `${account.externalId}${person.userId}`,
            ...(status === 'sent'
              ? { expiration_timestamp: unixSeconds(new Date(opened + 86_400_000)) }
              : {}),
            origin: { type: isTemplate ? 'utility' : 'service' },
          },
          pricing: isTemplate
            ? { billable: true, pricing_model: 'PMP', category: 'utility', type: 'regular' }
            : { billable: false, pricing_model: 'PMP', category: 'service', type: 'free_customer_service' },
        }),
  }
}

const FAILURES: Record<number, [title: string, details: string]> = {
  131049: ['Not delivered', 'This message was not delivered to maintain healthy ecosystem engagement.'],
  131050: [
    'User has stopped marketing messages',
    'The user has chosen to stop receiving marketing messages.',
  ],
  131051: ['Message type unknown', 'Message type is currently not supported.'],
  131053: ['Media upload error', 'The media does not have the type that the message says.'],
  131026: ['Message undeliverable', 'Message Undeliverable.'],
  131047: [
    'Re-engagement message',
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  ],
}

/** Builds an error of a webhook, in which `message` equals `title`. */
export function failure(code: number) {
  const [title, details] = FAILURES[code] ?? ['Something went wrong', 'Something went wrong.']
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  }
}
