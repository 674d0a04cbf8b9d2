import * as z from 'zod'
import type { Account, World } from '#local/emulators/emulator.ts'
import { type Answer, isRecord } from '#local/emulators/lib/http.ts'
import { invalidParameter } from '../../meta/emulator/answers.ts'
import { graphError } from './answers.ts'
import type { SendLimits } from './limits.ts'
import type { MediaStore } from './media.ts'
import { explain, type Outgoing, readMessage } from './messages.ts'
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
import { showReaction, showSent } from './screen.ts'
import type { Templates } from './templates.ts'
import { newWamid } from './wire.ts'

const envelopeSchema = z.object({
  context: z.object({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().max(512, 'must be at most 512 characters long.').optional(),
})
type Envelope = z.infer<typeof envelopeSchema>

/** The parts of the emulator that a send uses. */
export interface Office {
  world: World
  people: People
  receipts: Receipts
  media: MediaStore
  templates: Templates
  limits: SendLimits
}

/** Answers a send of a business number: checks the message, the recipient and the limits, then accepts it. */
export function send(office: Office, account: Account, body: unknown): Answer {
  if (!isRecord(body)) return invalidParameter('The parameter messaging_product is required.')
  const refused = refusal(body)
  if (refused) return refused
  const envelope = envelopeSchema.safeParse(body)
  if (!envelope.success) return invalidParameter(explain('', envelope.error))
  const { media, templates } = office
  const message = readMessage(body, { media, templates, find: (id) => media.find([account], id) })
  if ('status' in message) return message
  const to = recipient(office, account, body)
  if ('status' in to) return to
  const limited = office.limits.take(account, to.person)
  return limited ?? accept(office, account, to, envelope.data, message)
}

/** Accepts a message. A failure caused by the window, the media or the template is told later by a receipt. */
function accept(
  { world, receipts }: Office,
  account: Account,
  { person, input }: { person: Person; input: string },
  envelope: Envelope,
  message: Outgoing,
): Answer {
  const id = newWamid(person.waId ?? person.userId, 'out')
  const callbackData = envelope.biz_opaque_callback_data ?? null
  const isTemplate = message.template !== undefined
  const outgoing = { id, account, person, callbackData, status: 'accepted', isTemplate }
  const open = isTemplate || windowIsOpen(person, world.now())
  const failure = open ? message.failsLater : WINDOW_CLOSED
  const messageStatus = message.messageStatus ?? 'accepted'
  if (failure !== undefined) receipts.fail(outgoing, failure)
  else if (messageStatus === 'accepted') {
    showSent(world, account, person, { id, replyTo: envelope.context?.message_id, message })
    if (message.reaction) showReaction(world, account, person.id, { ...message.reaction, by: 'business' })
    receipts.follow(outgoing, { sentOnly: message.kind === 'reaction' })
  } else receipts.hold(outgoing)
  const contact = { input, ...(person.waId ? { wa_id: person.waId } : { user_id: person.userId }) }
  return {
    status: 200,
    body: {
      messaging_product: 'whatsapp',
      contacts: [contact],
      messages: [{ id, message_status: messageStatus }],
    },
  }
}

/** Finds the recipient. The phone counts when both are given. */
function recipient(
  office: Office,
  account: Account,
  { to, recipient: userId }: Record<string, unknown>,
): { person: Person; input: string } | Answer {
  const input = typeof to === 'string' ? to : typeof userId === 'string' ? userId : ''
  const id = typeof to === 'string' ? normalisePhone(to) : input
  if (input === '') return invalidParameter('The parameter to is required.')
  if (typeof to === 'string' ? !isPhone(id) : !isUserId(id)) {
    const details = `'${input}' is not a phone number or a user id.`
    return graphError({ code: 131009, message: '(#131009) Parameter value is not valid', details })
  }
  const known = office.people.find(account.externalId, userIdOf(id))
  return { input, person: known ?? stranger(office, account, id) }
}

function stranger({ world, people }: Office, account: Account, id: string): Person {
  return people.save(account.externalId, {
    id,
    name: isPhone(id) ? `+${id}` : id,
    userId: userIdOf(id),
    waId: isPhone(id) ? id : null,
    username: null,
    lastInboundAt: world.strangers === 'served' ? world.now().getTime() : null,
  })
}

/** Returns the refusal of an invalid envelope, before the message itself is read. */
function refusal(body: Record<string, unknown>): Answer | null {
  if (body.messaging_product !== 'whatsapp') {
    return invalidParameter('The parameter messaging_product is required.')
  }
  if (body.recipient_type !== undefined && body.recipient_type !== 'individual') {
    return invalidParameter('Param recipient_type must be one of {INDIVIDUAL}.')
  }
  return null
}
