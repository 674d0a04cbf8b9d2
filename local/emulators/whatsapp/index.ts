import type { Account, Emulator, World } from '../emulator.ts'
import {
  bearer,
  graphError,
  graphPath,
  invalidParameter,
  invalidToken,
  unknownObject,
} from '../graph/answers.ts'
import { challenge } from '../graph/challenge.ts'
import { BoundedMap } from '../lib/bounded.ts'
import { type Answer, type Call, HttpError, isRecord } from '../lib/http.ts'
import { isPhone, normalisePhone, People, userIdOf } from './people.ts'
import { callbackUrl, Receipts } from './receipts.ts'
import { receive } from './receive.ts'
import { Sender, throughputReached } from './send.ts'
import { displayNumber, WABA_ID } from './wire.ts'

const platform = 'whatsapp'

/** WhatsApp Business Platform, Cloud API. */
export function createWhatsapp(world: World): Emulator {
  const people = new People()
  const receipts = new Receipts(world)
  const sender = new Sender(world, people, receipts)
  /** Inbound message → who wrote it to which number: what may be marked as read. */
  const received = new BoundedMap<string, { account: Account; contact: { id: string; name: string } }>()

  const numberCalled = (call: Call) => world.accounts.get(platform, graphPath(call)?.node ?? '')

  /** A system user's token is good for the numbers that it was registered with, and for no other. */
  function answer(call: Call): Answer {
    const path = graphPath(call)
    const token = bearer(call)
    const numbers = world.accounts.of(platform).filter((one) => one.token === token)
    if (numbers.length === 0) return invalidToken()
    const number = numbers.find((one) => one.externalId === path?.node)
    if (path?.node === WABA_ID && path.edge === 'subscribed_apps' && call.method === 'POST') {
      return { status: 200, body: { success: true } }
    }
    if (!number) return unknownObject(call.method, path?.node ?? call.path)
    if (path?.edge === null && call.method === 'GET') return readNumber(number, call)
    if (path?.edge === 'messages' && call.method === 'POST') return post(number, call.body)
    return unknownObject(call.method, number.externalId)
  }

  function post(number: Account, body: unknown): Answer {
    if (isRecord(body) && body.messaging_product === 'whatsapp' && body.status !== undefined) {
      return markRead(number, body)
    }
    return sender.send(number, body)
  }

  /** Also says that the business is typing, when asked to. */
  function markRead(number: Account, body: Record<string, unknown>): Answer {
    const { status, message_id: id, typing_indicator: typing } = body
    if (status !== 'read') return invalidParameter('Param status must be one of {READ}.')
    if (typeof id !== 'string' || id === '') return invalidParameter('The parameter message_id is required.')
    if (!id.startsWith('wamid.')) {
      const details = `'${id}' is not the id of a message.`
      return graphError({ code: 131009, message: '(#131009) Parameter value is not valid', details })
    }
    const message = received.get(id)
    if (message?.account.externalId === number.externalId) {
      const { contact } = message
      const chat = { platform, account: number.externalId, contactId: contact.id }
      world.chats.update(chat, id, { status: 'read', error: null })
      if (typing !== undefined) world.chats.typing(platform, number.externalId, contact)
    }
    return { status: 200, body: { success: true } }
  }

  return {
    platform,
    prefix: '/graph',
    owns: (call) => numberCalled(call) !== undefined,
    answer,
    limited: throughputReached,
    register: ({ externalId }) => {
      if (!/^\d{5,20}$/.test(externalId)) {
        throw new HttpError(400, `externalId: '${externalId}' is not a phone number id (5–20 digits).`)
      }
    },
    async inbound(inbound) {
      const at = world.now().getTime()
      sender.throughput.count(inbound.account.externalId, at)
      return receive(world, people, inbound, (id, contact) =>
        received.set(id, { account: inbound.account, contact }),
      )
    },
    meet(account, { id, name }, lastInboundAt) {
      const phone = normalisePhone(id)
      const waId = isPhone(phone) ? phone : null
      const userId = userIdOf(waId ?? id)
      people.save(account.externalId, {
        id: waId ?? id,
        name,
        userId,
        waId,
        username: null,
        lastInboundAt: lastInboundAt.getTime(),
      })
    },
    read: (account, contactId) => receipts.read(account.externalId, contactId),
    async statuses(id, statuses, errorCode) {
      const attempts = await receipts.force(id, statuses, errorCode)
      if (!attempts) throw new HttpError(404, `No message with the id ${id} was sent on WhatsApp.`)
      return attempts
    },
    challenge: () => challenge(callbackUrl(world), world.meta.verifyToken),
    reset() {
      people.clear()
      receipts.clear()
      received.clear()
      sender.pairs.clear()
      sender.throughput.clear()
    },
  }
}

const FIELDS = ['id', 'display_phone_number', 'verified_name', 'quality_rating', 'code_verification_status']

function readNumber(account: Account, { query }: Call): Answer {
  const number: Record<string, string> = {
    id: account.externalId,
    display_phone_number: displayNumber(account),
    verified_name: account.name,
    quality_rating: 'GREEN',
    code_verification_status: 'VERIFIED',
  }
  const asked =
    query
      .get('fields')
      ?.split(',')
      .map((field) => field.trim())
      .filter(Boolean) ?? FIELDS
  const strange = asked.find((field) => !FIELDS.includes(field))
  if (strange) {
    return invalidParameter(`Tried accessing nonexisting field (${strange})`)
  }
  return {
    status: 200,
    body: Object.fromEntries([...new Set([...asked, 'id'])].map((field) => [field, number[field]])),
  }
}
