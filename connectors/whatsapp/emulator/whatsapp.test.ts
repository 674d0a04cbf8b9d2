import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import {
  ANA,
  APP_SECRET,
  changeOf,
  type Kit,
  NUMBER,
  NUMBER_TOKEN,
  startKit,
  text,
  turningClock,
  until,
  VERIFY_TOKEN,
} from '#local/emulators/test-kit.ts'

const HOUR = 3_600_000
let kit: Kit
afterEach(() => kit.stop())

const inbound = (more: Record<string, unknown> = {}) =>
  kit.control('POST', '/inbound', {
    platform: 'whatsapp',
    account: NUMBER,
    from: ANA,
    text: 'Hello',
    ...more,
  })
const code = ({ body }: { body: unknown }) => (body as { error: { code: number } }).error.code
const sentId = ({ body }: { body: unknown }) => (body as { messages: [{ id: string }] }).messages[0].id

describe('a contact writes', () => {
  it('sends a webhook whose signature another HMAC over the raw bytes confirms', async () => {
    kit = await startKit()
    const { body } = await inbound({ text: 'Où êtes-vous ? 👍' })
    expect(body).toMatchObject({ deliveredStatus: 200, accepted: true, retrying: false })
    const [delivery] = kit.received
    expect(delivery?.path).toBe('/webhooks/meta')
    const hmac = createHmac('sha256', APP_SECRET)
      .update(delivery?.bytes ?? '')
      .digest('hex')
    expect(delivery?.headers['x-hub-signature-256']).toBe(`sha256=${hmac}`)
  })

  it('escapes everything beyond ASCII in lower-case hex', async () => {
    kit = await startKit()
    await inbound({ text: 'Où 👍' })
    const raw = kit.received[0]?.bytes.toString('latin1') ?? ''
    expect(raw).toContain('"body":"O\\u00f9 \\ud83d\\udc4d"')
    expect([...raw].every((letter) => letter.charCodeAt(0) < 128)).toBe(true)
    expect(changeOf(kit.received[0]?.json)?.messages?.[0]).toMatchObject({ text: { body: 'Où 👍' } })
  })

  it('names the number, the person by phone and by user id, and the time in a string of seconds', async () => {
    const { now } = turningClock()
    kit = await startKit({ now })
    const { body } = await inbound()
    const { id } = body as { id: string }
    expect(id).toMatch(/^wamid\./)
    const userId = expect.stringMatching(/^US\.[A-Za-z0-9]{1,128}$/)
    expect(changeOf(kit.received[0]?.json)).toEqual({
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15552242922', phone_number_id: NUMBER },
      contacts: [{ profile: { name: 'Ana Ruiz' }, wa_id: ANA.id, user_id: userId }],
      messages: [
        {
          from: ANA.id,
          from_user_id: userId,
          id,
          timestamp: '1795176000',
          type: 'text',
          text: { body: 'Hello' },
        },
      ],
    })
  })

  it('hides the phone of who has only a username, and can be answered by user id', async () => {
    kit = await startKit({ strangers: 'refused' })
    await inbound({ omitPhone: true })
    const message = changeOf(kit.received[0]?.json)?.messages?.[0]
    expect(message).not.toHaveProperty('from')
    expect(kit.received[0]?.bytes.toString()).not.toContain(ANA.id)
    const { body } = await kit.graph(text('Hi', { to: undefined, recipient: message?.from_user_id }))
    expect(body).toMatchObject({ contacts: [{ user_id: message?.from_user_id }] })
    expect((await until(() => kit.statuses().at(0))).status).toBe('sent')
  })

  it('delivers the very same bytes as often as asked, other JSON when given, and wrong signatures once', async () => {
    kit = await startKit()
    expect((await inbound({ times: 3 })).body).toMatchObject({ deliveries: [200, 200, 200] })
    expect(new Set(kit.received.map(({ bytes }) => bytes.toString())).size).toBe(1)
    await inbound({ raw: '{"object" : "other"}' })
    expect(kit.received.at(-1)?.bytes.toString()).toBe('{"object" : "other"}')
    kit.worker.status = 401
    expect((await inbound({ badSignature: true })).body).toMatchObject({
      deliveredStatus: 401,
      retrying: false,
    })
    const { bytes, headers } = kit.received.at(-1) ?? {}
    const hmac = createHmac('sha256', APP_SECRET)
      .update(bytes ?? '')
      .digest('hex')
    expect(headers?.['x-hub-signature-256']).not.toBe(`sha256=${hmac}`)
  })

  it('tries again, with the same bytes, until the receiver accepts', async () => {
    kit = await startKit()
    kit.worker.status = 503
    const { body } = await inbound()
    expect(body).toMatchObject({ deliveredStatus: 503, accepted: false, retrying: true })
    kit.worker.status = 200
    await until(() => kit.received.length === 2)
    expect(kit.received[1]?.bytes.equals(kit.received[0]?.bytes ?? Buffer.of())).toBe(true)
    const { body: state } = await kit.control('GET', '/state')
    expect(state).toMatchObject({
      chats: [{ messages: [{ from: 'contact', status: 'accepted', error: null }] }],
    })
  })

  it('asks the receiver for the challenge', async () => {
    kit = await startKit()
    expect((await kit.control('POST', '/challenge', { platform: 'whatsapp' })).body).toMatchObject({
      verified: true,
    })
    await kit.stop()
    kit = await startKit({ secrets: { META_VERIFY_TOKEN: `not ${VERIFY_TOKEN}` } })
    const { body } = await kit.control('POST', '/challenge', { platform: 'whatsapp' })
    expect(body).toMatchObject({ verified: false, status: 403 })
  })
})

describe('a business sends', () => {
  it('accepts, shows it to the contact, and reports sent, then delivered, then read', async () => {
    kit = await startKit()
    await inbound()
    kit.received.length = 0
    const answer = await kit.graph(text('Hi Ana', { biz_opaque_callback_data: 'msg_1' }))
    const id = sentId(answer)
    expect(answer).toEqual({
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        contacts: [{ input: ANA.id, wa_id: ANA.id }],
        messages: [{ id, message_status: 'accepted' }],
      },
    })
    const { body: sent } = await kit.control('GET', '/sent?platform=whatsapp')
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(sent).toEqual([
      {
        platform: 'whatsapp',
        account: NUMBER,
        kind: 'message',
        id,
        to: ANA.id,
        text: 'Hi Ana',
        media: [],
        at,
      },
    ])
    await until(() => kit.statuses().length === 2)
    await kit.control('POST', '/read', { platform: 'whatsapp', account: NUMBER, contact: ANA.id })
    await until(() => kit.statuses().length === 3)
    expect(kit.statuses().map(({ status }) => status)).toEqual(['sent', 'delivered', 'read'])
    for (const status of kit.statuses()) {
      expect(status).toMatchObject({ id, recipient_id: ANA.id, biz_opaque_callback_data: 'msg_1' })
    }
  })

  it('accepts outside the 24 hours, delivers nothing, and reports failed with 131047', async () => {
    const { now, turn } = turningClock()
    kit = await startKit({ now })
    await inbound()
    turn(24 * HOUR)
    expect((await kit.graph(text('Still there?'))).status).toBe(200)
    const failed = await until(() => kit.statuses().at(0))
    expect(failed).toMatchObject({ status: 'failed', recipient_id: ANA.id })
    expect(failed.errors?.[0]).toMatchObject({
      code: 131047,
      title: 'Re-engagement message',
      message: 'Re-engagement message',
    })
    expect((await kit.control('GET', '/sent')).body).toEqual([])
    await inbound()
    await kit.graph(text('Welcome back'))
    expect((await until(() => kit.statuses().at(1))).status).toBe('sent')
  })

  it('takes people whom it never met as having just written, or as never, as configured', async () => {
    kit = await startKit()
    await kit.graph(text('Hi'))
    expect((await until(() => kit.statuses().at(0))).status).toBe('sent')
    await kit.stop()
    kit = await startKit({ strangers: 'refused' })
    await kit.graph(text('Hi'))
    expect((await until(() => kit.statuses().at(0))).status).toBe('failed')
  })

  it('can be told when somebody last wrote', async () => {
    kit = await startKit()
    const contact = { platform: 'whatsapp', account: NUMBER, ...ANA, lastInboundAt: '2020-01-01T00:00:00Z' }
    expect((await kit.control('POST', '/contacts', contact)).status).toBe(200)
    await kit.graph(text('Hi'))
    expect((await until(() => kit.statuses().at(0))).status).toBe('failed')
  })

  it('sends receipts twice or backwards when told to, without taking one back', async () => {
    kit = await startKit()
    await inbound()
    kit.received.length = 0
    const id = sentId(await kit.graph(text('Hi')))
    const asked = { platform: 'whatsapp', id, statuses: ['read', 'delivered', 'read'] }
    expect((await kit.control('POST', '/statuses', asked)).body).toEqual({
      deliveredStatuses: [200, 200, 200],
    })
    expect(kit.statuses().map(({ status }) => status)).toEqual(['read', 'delivered', 'read'])
    const { body } = await kit.control('GET', '/state')
    expect(body).toMatchObject({ chats: [{ messages: [{}, { id, status: 'read' }] }] })
    const unknown = await kit.control('POST', '/statuses', { ...asked, id: 'wamid.none' })
    expect(unknown.status).toBe(404)
  })

  it('marks as read and shows that it types', async () => {
    kit = await startKit()
    const { id } = (await inbound()).body as { id: string }
    const read = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: id,
      typing_indicator: { type: 'text' },
    }
    expect(await kit.graph(read)).toEqual({ status: 200, body: { success: true } })
    const { body } = await kit.control('GET', '/state')
    expect(body).toMatchObject({ chats: [{ messages: [{ id, status: 'read' }] }] })
  })

  it('tells about its number, with the fields asked for', async () => {
    kit = await startKit()
    const headers = { authorization: `Bearer ${NUMBER_TOKEN}` }
    const path = `/graph/v26.0/${NUMBER}?fields=display_phone_number,verified_name`
    expect(await kit.call('GET', path, undefined, headers)).toEqual({
      status: 200,
      body: { id: NUMBER, display_phone_number: '15552242922', verified_name: 'Northwind' },
    })
    expect(code(await kit.call('GET', `/graph/v26.0/${NUMBER}?fields=nope`, undefined, headers))).toBe(100)
  })
})

describe('the platform refuses', () => {
  it('an unknown token with 190, a number of another token with 100/33', async () => {
    kit = await startKit()
    const unknown = await kit.graph(text('Hi'), 'wrong')
    expect([unknown.status, code(unknown)]).toEqual([401, 190])
    expect(unknown.body).toMatchObject({ error: { type: 'OAuthException', fbtrace_id: expect.any(String) } })
    expect(unknown.body).not.toHaveProperty('error.error_data')
    const other = await kit.graph(text('Hi'), NUMBER_TOKEN, '999999999')
    expect(other.body).toMatchObject({ error: { code: 100, error_subcode: 33 } })
    await kit.control('DELETE', '/accounts', { platform: 'whatsapp', externalId: NUMBER })
    expect(code(await kit.graph(text('Hi')))).toBe(190)
  })

  it.each([
    ['no messaging_product', text('Hi', { messaging_product: undefined }), 100],
    ['nobody to send to', text('Hi', { to: undefined }), 100],
    ['a recipient that is no phone', text('Hi', { to: 'Ana' }), 131009],
    ['no text', text(''), 100],
    ['4097 characters', text('x'.repeat(4097)), 100],
    ['callback data beyond 512 characters', text('Hi', { biz_opaque_callback_data: 'x'.repeat(513) }), 100],
    ['a type that does not exist', text('Hi', { type: 'poem' }), 100],
    ['a type that is not emulated', { ...text('Hi'), type: 'contacts', contacts: [] }, 131051],
  ])('%s', async (_what, body, expected) => {
    kit = await startKit()
    expect(code(await kit.graph(body))).toBe(expected)
    expect((await kit.control('GET', '/sent')).body).toEqual([])
  })

  it('takes 4096 characters', async () => {
    kit = await startKit()
    expect((await kit.graph(text('x'.repeat(4096)))).status).toBe(200)
  })

  it('more than 45 messages to one person at once, then one each six seconds: 131056 as HTTP 400', async () => {
    const { now, turn } = turningClock()
    kit = await startKit({ now })
    for (let count = 0; count < 45; count++) expect((await kit.graph(text('Hi'))).status).toBe(200)
    const refused = await kit.graph(text('Hi'))
    expect([refused.status, code(refused)]).toEqual([400, 131056])
    expect((await kit.graph(text('Hi', { to: '447700900123' }))).status).toBe(200)
    turn(6000)
    expect((await kit.graph(text('Hi'))).status).toBe(200)
    expect(code(await kit.graph(text('Hi')))).toBe(131056)
  })

  it('more than 80 messages a second from one number: 130429 as HTTP 400', async () => {
    const { now, turn } = turningClock()
    kit = await startKit({ now })
    const send = (count: number) => kit.graph(text('Hi', { to: `1650555${1000 + count}` }))
    for (let count = 0; count < 80; count++) expect((await send(count)).status).toBe(200)
    const refused = await send(80)
    expect([refused.status, code(refused)]).toEqual([400, 130429])
    expect(refused.body).toMatchObject({ error: { error_data: { messaging_product: 'whatsapp' } } })
    turn(1000)
    expect((await send(80)).status).toBe(200)
  })
})
