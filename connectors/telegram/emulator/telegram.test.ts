import { afterEach, describe, expect, it } from 'vitest'
import {
  ANA,
  BOT_TOKEN,
  CHANNEL,
  HOOK_SECRET,
  type Kit,
  startKit,
  turningClock,
  until,
} from '#local/emulators/test-kit.ts'

let kit: Kit
afterEach(() => kit.stop())

const post = (text: unknown, more: Record<string, unknown> = {}) =>
  kit.bot('sendMessage', { chat_id: Number(CHANNEL), text, ...more })
const inbound = (more: Record<string, unknown> = {}) =>
  kit.control('POST', '/inbound', {
    platform: 'telegram',
    account: CHANNEL,
    from: ANA,
    text: 'Hello',
    ...more,
  })
const refused = (code: number, description: string) => ({
  status: code,
  body: { ok: false, error_code: code, description },
})
const updateId = (json: unknown) => (json as { update_id: number }).update_id

describe('a bot writes', () => {
  it('posts to its channel, once, at a time to the millisecond', async () => {
    kit = await startKit()
    const { status, body } = await post('Hello, world')
    const { message_id: id } = (body as { result: { message_id: number } }).result
    expect(status).toBe(200)
    expect(body).toEqual({
      ok: true,
      result: {
        message_id: id,
        date: expect.any(Number),
        sender_chat: { id: Number(CHANNEL), type: 'channel', title: 'News' },
        chat: { id: Number(CHANNEL), type: 'channel', title: 'News' },
        text: 'Hello, world',
      },
    })
    const at = expect.stringMatching(/\.\d{3}Z$/)
    expect((await kit.control('GET', '/sent?platform=telegram')).body).toEqual([
      {
        platform: 'telegram',
        account: CHANNEL,
        kind: 'post',
        id: String(id),
        text: 'Hello, world',
        media: [],
        at,
      },
    ])
    expect((await kit.bot('deleteMessage', { chat_id: CHANNEL, message_id: id })).body).toEqual({
      ok: true,
      result: true,
    })
    expect((await kit.control('GET', '/sent')).body).toEqual([])
  })

  it('is called by GET, form or JSON, in any case', async () => {
    kit = await startKit()
    const chat = encodeURIComponent(CHANNEL)
    const get = await kit.call('GET', `/telegram/bot${BOT_TOKEN}/SENDMESSAGE?chat_id=${chat}&text=one`)
    expect(get.body).toMatchObject({ ok: true, result: { text: 'one' } })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const form = await kit.call(
      'POST',
      `/telegram/bot${BOT_TOKEN}/sendmessage`,
      `chat_id=${chat}&text=two`,
      headers,
    )
    expect(form.body).toMatchObject({ ok: true, result: { text: 'two' } })
  })

  it('parses HTML and refuses what is malformed', async () => {
    kit = await startKit()
    const { body } = await post('<b>Hi</b> &amp; bye', { parse_mode: 'HTML' })
    expect(body).toMatchObject({
      result: { text: 'Hi & bye', entities: [{ type: 'bold', offset: 0, length: 2 }] },
    })
    const description = 'Bad Request: can\'t parse entities: Unsupported start tag "" at byte offset 2'
    expect(await post('1 < 2 > 0', { parse_mode: 'HTML' })).toEqual(refused(400, description))
  })

  it('takes 4096 UTF-16 units after parsing, not 4097', async () => {
    kit = await startKit()
    expect((await post(`<b>${'😀'.repeat(2048)}</b>`, { parse_mode: 'HTML' })).status).toBe(200)
    expect(await post(`${'😀'.repeat(2048)}x`)).toEqual(refused(400, 'Bad Request: message is too long'))
  })

  it.each([
    ['nothing to say', { text: ' \n' }, 'Bad Request: message text is empty'],
    ['a chat it does not know', { chat_id: -1009999999999, text: 'a' }, 'Bad Request: chat not found'],
    ['no chat', { chat_id: undefined, text: 'a' }, 'Bad Request: chat_id is empty'],
  ])('refuses %s', async (_what, body, description) => {
    kit = await startKit()
    expect(await kit.bot('sendMessage', { chat_id: CHANNEL, ...body })).toEqual(refused(400, description))
  })

  it('answers 401 for an unknown token, 404 for a malformed one and for unknown methods', async () => {
    kit = await startKit()
    expect(await kit.bot('getMe', {}, '999:unknown')).toEqual(refused(401, 'Unauthorized'))
    expect(await kit.bot('getMe', {}, 'nonsense')).toEqual(refused(404, 'Not Found'))
    expect(await kit.bot('makeCoffee')).toEqual(refused(404, 'Not Found'))
    expect((await kit.bot('sendPhoto')).body).toMatchObject({ ok: false, error_code: 400 })
    await kit.control('DELETE', '/accounts', { platform: 'telegram', externalId: CHANNEL })
    expect(await kit.bot('getMe')).toEqual(refused(401, 'Unauthorized'))
  })

  it('says who it is and what a chat is', async () => {
    kit = await startKit()
    expect((await kit.bot('getMe')).body).toMatchObject({ ok: true, result: { id: 123456, is_bot: true } })
    expect((await kit.bot('getChat', { chat_id: CHANNEL })).body).toMatchObject({ result: { title: 'News' } })
  })

  it('may post 20 times a minute to a channel, about once a second, and is told when to go on', async () => {
    const { now, turn } = turningClock()
    kit = await startKit({ now })
    for (let count = 0; count < 3; count++) expect((await post(`burst ${count}`)).status).toBe(200)
    expect(await post('too fast')).toEqual({
      status: 429,
      body: {
        ok: false,
        error_code: 429,
        description: 'Too Many Requests: retry after 1',
        parameters: { retry_after: 1 },
      },
    })
    for (let count = 3; count < 20; count++) {
      turn(1000)
      expect((await post(`post ${count}`)).status).toBe(200)
    }
    turn(1000)
    expect((await post('the 21st')).body).toMatchObject({ parameters: { retry_after: 42 } })
    turn(42_000)
    expect((await post('a minute later')).status).toBe(200)
  })
})

describe('a person writes to the bot', () => {
  it('sends the update with the secret header to the webhook, ids rising', async () => {
    kit = await startKit()
    const { body } = await inbound()
    await inbound({ text: '/start abc' })
    expect(body).toMatchObject({ deliveredStatus: 200, accepted: true })
    const [first, second] = kit.received
    expect(first?.path).toBe('/webhooks/telegram/account-1')
    expect(first?.headers['x-telegram-bot-api-secret-token']).toBe(HOOK_SECRET)
    const person = { id: 16505551234, first_name: 'Ana', last_name: 'Ruiz' }
    expect(first?.json).toMatchObject({
      message: { from: { ...person, is_bot: false }, chat: { ...person, type: 'private' }, text: 'Hello' },
    })
    expect(updateId(second?.json)).toBe(updateId(first?.json) + 1)
    expect(second?.json).toMatchObject({
      message: { entities: [{ type: 'bot_command', offset: 0, length: 6 }] },
    })
  })

  it('is answered in private', async () => {
    kit = await startKit({ strangers: 'refused' })
    const send = () => kit.bot('sendMessage', { chat_id: Number(ANA.id), text: 'Hi Ana' })
    expect(await send()).toEqual(refused(400, 'Bad Request: chat not found'))
    await inbound()
    expect((await send()).body).toMatchObject({
      ok: true,
      result: { from: { id: 123456 }, chat: { type: 'private' } },
    })
    const { body } = await kit.control('GET', '/sent')
    expect(body).toMatchObject([{ kind: 'message', account: CHANNEL, to: ANA.id, text: 'Hi Ana' }])
  })

  it('delivers updates in order, the same one again until it is accepted', async () => {
    kit = await startKit({ retryDelaysMs: [150, 30] })
    kit.worker.status = 500
    expect((await inbound()).body).toMatchObject({ deliveredStatus: 500, retrying: true })
    expect((await inbound({ text: 'second' })).body).toMatchObject({ deliveredStatus: null, retrying: true })
    expect((await kit.bot('getWebhookInfo')).body).toMatchObject({
      result: { pending_update_count: 2, last_error_message: 'Wrong response from the webhook: 500' },
    })
    kit.worker.status = 200
    await until(() => kit.received.length === 3)
    const ids = kit.received.map(({ json }) => updateId(json))
    expect(ids.map((id) => id - (ids[0] ?? 0))).toEqual([0, 0, 1])
    expect((await kit.bot('getWebhookInfo')).body).toMatchObject({ result: { pending_update_count: 0 } })
  })

  it('delivers the same update as often as asked, and with a wrong secret once', async () => {
    kit = await startKit()
    expect((await inbound({ times: 3 })).body).toMatchObject({ deliveries: [200, 200, 200] })
    expect(new Set(kit.received.map(({ bytes }) => bytes.toString())).size).toBe(1)
    await inbound({ badSignature: true })
    expect(kit.received.at(-1)?.headers['x-telegram-bot-api-secret-token']).not.toBe(HOOK_SECRET)
  })

  it('keeps updates until a webhook is set, and none that were not asked for', async () => {
    kit = await startKit()
    await kit.bot('deleteWebhook')
    expect((await inbound()).body).toMatchObject({ deliveredStatus: null, retrying: true })
    const hook = { url: 'http://localhost:1/hook', secret_token: 'a', allowed_updates: ['channel_post'] }
    expect((await kit.bot('setWebhook', { ...hook, drop_pending_updates: true })).body).toEqual({
      ok: true,
      result: true,
    })
    expect((await inbound()).body).toMatchObject({ deliveredStatus: null, retrying: false })
  })

  it.each([
    ['http://example.com/hook', 'a', 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook'],
    [
      'https://example.com:9000/hook',
      'a',
      'Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443',
    ],
    ['https://example.com/hook', 'a b', 'Bad Request: secret token contains unallowed characters'],
  ])('refuses the webhook %s with the secret "%s"', async (url, secret, description) => {
    kit = await startKit()
    expect(await kit.bot('setWebhook', { url, secret_token: secret })).toEqual(refused(400, description))
  })
})
