import { randomBytes } from 'node:crypto'
import type { Offers } from '#local/emulators/control/offers.ts'
import type { Account, Emulator, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { parseForm } from '#local/emulators/lib/bytes.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import {
  bearer,
  graphPath,
  invalidParameter,
  invalidToken,
  unknownObject,
} from '../../meta/emulator/answers.ts'
import { challenge } from '../../meta/emulator/challenge.ts'
import { escapedJson, signedDelivery } from '../../meta/emulator/webhook.ts'
import { APP_SECRET, VERIFY_TOKEN } from '../../meta/vars.ts'
import { manifest } from '../manifest.ts'
import { graphError } from './answers.ts'
import { SendLimits, throughputReached } from './limits.ts'
import { MediaStore } from './media.ts'
import { readNumber } from './number.ts'
import { isPhone, normalisePhone, People, userIdOf } from './people.ts'
import { callbackUrl, Receipts } from './receipts.ts'
import { receive } from './receive.ts'
import { type Office, send } from './send.ts'
import { type Template, Templates } from './templates.ts'
import { accountUpdate, WABA_ID } from './wire.ts'

const platform = manifest.id
/** The time until a template's verdict. */
const REVIEW_MS = 500

export const prefix = '/graph'
export { prepare } from './demo.ts'

/** WhatsApp Business Platform, Cloud API. */
export function emulate(world: World): Emulator & Offers {
  const people = new People()
  const receipts = new Receipts(world)
  const media = new MediaStore(world)
  const templates = new Templates(world, (template) => void tellOfTemplate(template))
  const limits = new SendLimits(world)
  const office: Office = { world, people, receipts, media, templates, limits }
  /** Inbound messages, which may be marked as read: message id → its number and its contact. */
  const received = new BoundedMap<string, { account: Account; contact: { id: string; name: string } }>()

  /** Answers a call. A system user's token is valid only for the numbers that it was registered with. */
  function answer(call: Call): Answer {
    const token = bearer(call)
    const numbers = world.accounts.of(platform).filter((one) => one.token === token)
    if (numbers.length === 0) return invalidToken()
    const [first, key] = call.segments
    if (first === 'lookaside' && key !== undefined) return media.download(numbers, key)
    const { node, edge } = graphPath(call) ?? { node: call.path, edge: null }
    if (node === WABA_ID) return business(call, edge)
    const number = numbers.find((one) => one.externalId === node)
    if (number) return ofNumber(number, edge, call)
    if (edge === null && call.method === 'GET') return media.info(numbers, node, call)
    if (edge === null && call.method === 'DELETE') return media.remove(numbers, node)
    return unknownObject(call.method, node)
  }

  function ofNumber(number: Account, edge: string | null, call: Call): Answer {
    switch (`${call.method} ${edge ?? ''}`) {
      case 'GET ':
        return readNumber(number, call)
      case 'POST messages':
        return post(number, call.body)
      case 'POST media':
        return media.upload(number, parseForm(call))
      default:
        return unknownObject(call.method, number.externalId)
    }
  }

  function business(call: Call, edge: string | null): Answer {
    switch (`${call.method} ${edge ?? ''}`) {
      case 'POST subscribed_apps':
        return { status: 200, body: { success: true } }
      case 'GET message_templates':
        return templates.list(call)
      case 'POST message_templates':
        return templates.create(call.body, REVIEW_MS)
      case 'DELETE message_templates':
        return templates.remove(call.query.get('name'))
      default:
        return unknownObject(call.method, WABA_ID)
    }
  }

  /** Tells the app, not a number, of a template's new state. Webhooks write language and id in another form than the API. */
  async function tellOfTemplate({ id, name, language, status, rejectedReason }: Template): Promise<void> {
    const value = {
      event: status,
      message_template_id: Number(id),
      message_template_name: name,
      message_template_language: language.replace('_', '-'),
      reason: rejectedReason ?? 'NONE',
    }
    const json = escapedJson(accountUpdate('message_template_status_update', value, world.now()))
    const appSecret = world.secret(APP_SECRET)
    const delivery = signedDelivery({ platform, url: callbackUrl(world), json, appSecret })
    await world.webhooks.deliver(delivery, () => undefined)
  }

  function post(number: Account, body: unknown): Answer {
    if (isRecord(body) && body.messaging_product === 'whatsapp' && body.status !== undefined) {
      return markRead(number, body)
    }
    return send(office, number, body)
  }

  /** Marks a message as read, and shows that the business is typing when asked to. */
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

  async function force(id: string, statuses: string[], errorCode: number, together: boolean) {
    const attempts = await receipts.force(id, statuses, errorCode, together)
    if (!attempts) throw new HttpError(404, `No message with the id ${id} was sent on WhatsApp.`)
    return attempts
  }

  return {
    platform,
    prefix,
    screen: { name: manifest.name, chats: true, channel: false, receipts: true },
    owns: (call) => {
      const node = graphPath(call)?.node ?? ''
      const isNumber = world.accounts.get(platform, node) !== undefined
      return isNumber || node === WABA_ID || media.has(node) || call.segments[0] === 'lookaside'
    },
    answer,
    limited: throughputReached,
    invent() {
      const token = `EAA${randomBytes(20).toString('hex')}`
      const credentials = { accessToken: token, businessId: WABA_ID }
      return { externalId: digits(15), name: 'Practice number', token, credentials }
    },
    register: ({ externalId }) => {
      if (!/^\d{5,20}$/.test(externalId)) {
        throw new HttpError(400, `externalId: '${externalId}' is not a phone number id (5–20 digits).`)
      }
    },
    async inbound(inbound) {
      const { account } = inbound
      limits.received(account)
      const keep = (id: string, contact: { id: string; name: string }) =>
        received.set(id, { account, contact })
      return receive({ world, people, media, received: keep }, inbound)
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
    statuses: (id, statuses, errorCode) => force(id, statuses, errorCode, false),
    statusesTogether: (id, statuses, errorCode) => force(id, statuses, errorCode, true),
    review: ({ name, ...verdict }) => templates.review(name, verdict),
    challenge: () => challenge(callbackUrl(world), world.secret(VERIFY_TOKEN)),
    reset() {
      people.clear()
      receipts.clear()
      received.clear()
      limits.clear()
      media.clear()
      templates.clear()
    },
  }
}
