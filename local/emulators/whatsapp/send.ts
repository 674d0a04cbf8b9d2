import * as z from 'zod'
import type { Account, World } from '../emulator.ts'
import { graphError, invalidParameter } from '../graph/answers.ts'
import { type Answer, isRecord } from '../lib/http.ts'
import { Paced, SlidingWindow } from '../lib/limits.ts'
import {
  isPhone,
  isUserId,
  normalisePhone,
  type People,
  type Person,
  userIdOf,
  windowIsOpen,
} from './people.ts'
import { type Receipts, WINDOW_CLOSED } from './receipts.ts'
import { newWamid } from './wire.ts'

const TYPES = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'reaction',
  'location',
  'contacts',
  'interactive',
  'template',
]

const textMessageSchema = z.object({
  text: z.object({
    body: z.string().min(1, 'is required').max(4096, 'must be at most 4096 characters long.'),
    preview_url: z.boolean('must be a boolean.').optional(),
  }),
  context: z.object({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().max(512, 'must be at most 512 characters long.').optional(),
})

/** What one business number sends: who may be written to, how fast, and what then happens. */
export class Sender {
  /** 80 messages a second per number, in and out. */
  readonly throughput = new SlidingWindow(80, 1000)
  /** One message each six seconds to the same person, 45 of them borrowed. */
  readonly pairs = new Paced(6000, 45)
  readonly #world: World
  readonly #people: People
  readonly #receipts: Receipts

  constructor(world: World, people: People, receipts: Receipts) {
    this.#world = world
    this.#people = people
    this.#receipts = receipts
  }

  send(account: Account, body: unknown): Answer {
    if (!isRecord(body)) return invalidParameter('The parameter messaging_product is required.')
    const refused = refusal(body)
    if (refused) return refused
    const message = textMessageSchema.safeParse(body)
    if (!message.success) return invalidParameter(explain(message.error))
    const to = this.#recipient(account, body)
    if ('status' in to) return to
    const { person, input } = to
    const limited = this.#limit(account, person)
    if (limited) return limited
    return this.#accept(account, person, input, message.data)
  }

  #accept(
    account: Account,
    person: Person,
    input: string,
    message: z.infer<typeof textMessageSchema>,
  ): Answer {
    const id = newWamid(person.waId ?? person.userId, 'out')
    const callbackData = message.biz_opaque_callback_data ?? null
    const outgoing = { id, account, person, callbackData, status: 'accepted' }
    if (windowIsOpen(person, this.#world.now())) {
      this.#show(account, person, id, message)
      this.#receipts.follow(outgoing)
    } else {
      this.#receipts.fail(outgoing, WINDOW_CLOSED)
    }
    const contact = { input, ...(person.waId ? { wa_id: person.waId } : { user_id: person.userId }) }
    return {
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        contacts: [contact],
        messages: [{ id, message_status: 'accepted' }],
      },
    }
  }

  #show(account: Account, person: Person, id: string, message: z.infer<typeof textMessageSchema>): void {
    const { chats, journal, now } = this.#world
    const { platform, externalId } = account
    const at = now().toISOString()
    const text = message.text.body
    const parent = message.context?.message_id
    journal.publish({
      platform,
      account: externalId,
      kind: 'message',
      id,
      to: person.waId ?? person.userId,
      ...(parent === undefined ? {} : { parent }),
      text,
      media: [],
      at,
    })
    const contact = { id: person.id, name: person.name }
    chats.add(platform, externalId, contact, { id, from: 'business', text, at, status: 'sent', error: null })
  }

  /** The phone wins when both are given. */
  #recipient(account: Account, body: Record<string, unknown>): { person: Person; input: string } | Answer {
    const { to, recipient } = body
    const input = typeof to === 'string' ? to : typeof recipient === 'string' ? recipient : ''
    const id = typeof to === 'string' ? normalisePhone(to) : input
    if (input === '') return invalidParameter('The parameter to is required.')
    if (typeof to === 'string' ? !isPhone(id) : !isUserId(id)) {
      const details = `'${input}' is not a phone number or a user id.`
      return graphError({ code: 131009, message: '(#131009) Parameter value is not valid', details })
    }
    const known = this.#people.find(account.externalId, userIdOf(id))
    return { input, person: known ?? this.#stranger(account, id) }
  }

  #stranger(account: Account, id: string): Person {
    const { strangers, now } = this.#world
    return this.#people.save(account.externalId, {
      id,
      name: isPhone(id) ? `+${id}` : id,
      userId: userIdOf(id),
      waId: isPhone(id) ? id : null,
      username: null,
      lastInboundAt: strangers === 'served' ? now().getTime() : null,
    })
  }

  #limit(account: Account, person: Person): Answer | null {
    const at = this.#world.now().getTime()
    const pair = `${account.externalId} ${person.userId}`
    if (this.throughput.wait(account.externalId, at) > 0) return throughputReached()
    if (this.pairs.wait(pair, at) > 0) return pairLimitReached()
    this.throughput.count(account.externalId, at)
    this.pairs.count(pair, at)
    return null
  }
}

/** What is refused before anything of the message itself is looked at. */
function refusal(body: Record<string, unknown>): Answer | null {
  if (body.messaging_product !== 'whatsapp') {
    return invalidParameter('The parameter messaging_product is required.')
  }
  if (body.recipient_type !== undefined && body.recipient_type !== 'individual') {
    return invalidParameter('Param recipient_type must be one of {INDIVIDUAL}.')
  }
  const type = body.type ?? 'text'
  if (typeof type !== 'string' || !TYPES.includes(type)) {
    return invalidParameter(
      `Param type must be one of {${TYPES.join(', ').toUpperCase()}} - got "${String(type)}".`,
    )
  }
  if (type === 'template') {
    const details = 'No template is registered with this emulator.'
    return graphError({
      status: 404,
      code: 132001,
      message: '(#132001) Template name does not exist in the translation',
      details,
    })
  }
  if (type !== 'text') {
    const details = `This emulator sends text only, not ${type}.`
    return graphError({ code: 131051, message: '(#131051) Unsupported message type', details })
  }
  return null
}

function explain(error: z.ZodError): string {
  const issue = error.issues[0]
  const [first = 'text', ...rest] = issue?.path ?? []
  const name = `${String(first)}${rest.map((part) => `['${String(part)}']`).join('')}`
  const missing = issue?.code === 'invalid_type' || issue?.code === 'too_small'
  return missing ? `The parameter ${name} is required.` : `Param ${name} ${issue?.message ?? 'is not valid.'}`
}

export const throughputReached = () =>
  graphError({
    code: 130429,
    message: '(#130429) Rate limit hit',
    details:
      'Message failed to send because there were too many messages sent from this phone number in a short period of time',
  })

const pairLimitReached = () =>
  graphError({
    code: 131056,
    message: '(#131056) (Business Account, Consumer Account) pair rate limit hit',
    details:
      'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time',
  })
