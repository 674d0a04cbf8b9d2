import { afterEach, describe, expect, it } from 'vitest'
import { control } from '#local/emulator-control.ts'
import { type EmulatorOptions, startEmulators } from '../server.ts'
import { turningClock } from '../test-kit.ts'

const TOKEN = 're_token'
const FROM = 'Chorus <no-reply@chorus.test>'
const ANA = 'ana@example.com'
const HELLO = { from: FROM, to: [ANA], subject: 'Hello', text: 'Hello Ana', html: '<p>Hello Ana</p>' }

let emulators: Awaited<ReturnType<typeof startEmulators>>
afterEach(() => emulators.stop())

async function start(options: Partial<EmulatorOptions> = {}) {
  emulators = await startEmulators({
    port: 0,
    workerUrl: 'http://localhost:1',
    ...options,
  })
  return control(emulators.url)
}

async function call(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(emulators.url + path, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as { id?: string } }
}
const post = (body: unknown, headers?: Record<string, string>) => call('POST', '/mail/emails', body, headers)
const refused = (statusCode: number, name: string) => ({
  status: statusCode,
  body: { statusCode, name, message: expect.any(String) },
})
const at = (path: string) => fetch(`${emulators.url}/_control${path}`).then((answer) => answer.json())

describe('a mail that is accepted', () => {
  it('is shown once, with its subject, as it would arrive', async () => {
    const outside = await start()
    const { status, body } = await post(HELLO)
    expect(status).toBe(200)
    expect(body).toEqual({ id: expect.stringMatching(/^[\da-f-]{36}$/) })
    expect(await outside.sent('mail')).toEqual([
      {
        platform: 'mail',
        account: FROM,
        kind: 'message',
        id: body.id,
        to: ANA,
        subject: 'Hello',
        text: 'Hello Ana',
        media: [],
        at: expect.stringMatching(/\.\d{3}Z$/),
      },
    ])
    expect(await outside.calls('mail')).toMatchObject([{ path: '/mail/emails', body: HELLO, status: 200 }])
  })

  it('is found by its receiver, and not by another', async () => {
    const outside = await start()
    await post(HELLO)
    await post({ ...HELLO, to: 'ben@example.com', subject: 'Hi' })
    expect((await outside.mails('ben@example.com')).map(({ subject }) => subject)).toEqual(['Hi'])
    expect(await outside.mails('cleo@example.com')).toEqual([])
  })

  it('comes up on the phone at once, with the address its links may lead to', async () => {
    await start()
    const stream = await fetch(`${emulators.url}/_control/events`)
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    await post(HELLO)
    let heard = ''
    while (!heard.includes('"type":"refresh"')) heard += (await reader?.read())?.value ?? ''
    await reader?.cancel()
    expect(await at('/state')).toMatchObject({ mails: [{ subject: 'Hello' }], posts: [], webUrl: null })
  })

  it('is forgotten by a reset, and so is its key', async () => {
    const outside = await start()
    const headers = { 'idempotency-key': 'key-1' }
    const first = await post(HELLO, headers)
    await outside.reset()
    expect(await outside.sent('mail')).toEqual([])
    expect((await post(HELLO, headers)).body.id).not.toBe(first.body.id)
  })
})

describe('an idempotency key', () => {
  const headers = { 'idempotency-key': 'invitation/1/1' }

  it('has the same mail sent once, under the same id', async () => {
    const outside = await start()
    const [first, second] = [await post(HELLO, headers), await post(HELLO, headers)]
    expect(second).toEqual(first)
    expect(await outside.sent('mail')).toHaveLength(1)
  })

  it('refuses another mail, and is free again after a day', async () => {
    const { now, turn } = turningClock()
    const outside = await start({ now })
    await post(HELLO, headers)
    const other = { ...HELLO, subject: 'Other' }
    turn(24 * 60 * 60_000 - 1)
    expect(await post(other, headers)).toEqual(refused(409, 'invalid_idempotent_request'))
    turn(1)
    expect((await post(other, headers)).status).toBe(200)
    expect(await outside.sent('mail')).toHaveLength(2)
  })

  it('belongs to its token, and is not used up by what was refused', async () => {
    const outside = await start()
    expect((await post({ ...HELLO, subject: '' }, headers)).status).toBe(422)
    await post(HELLO, headers)
    await post({ ...HELLO, subject: 'Other' }, { ...headers, authorization: 'Bearer re_other' })
    expect(await outside.sent('mail')).toHaveLength(2)
  })

  it.each(['', 'x'.repeat(257)])('is refused when it is %j', async (key) => {
    await start()
    expect(await post(HELLO, { 'idempotency-key': key })).toEqual(refused(400, 'invalid_idempotency_key'))
  })
})

describe('the API refuses', () => {
  it.each<[string, unknown, number, string]>([
    ['no sender', { from: undefined }, 422, 'missing_required_field'],
    ['no receiver', { to: undefined }, 422, 'missing_required_field'],
    ['an empty list of receivers', { to: [] }, 422, 'missing_required_field'],
    ['no subject', { subject: undefined }, 422, 'missing_required_field'],
    ['no content', { text: undefined, html: undefined }, 422, 'missing_required_field'],
    ['a bad receiver', { to: [ANA, 'ana'] }, 422, 'validation_error'],
    ['a receiver that brings a header', { to: [`${ANA}\r\nBcc: x@example.com`] }, 422, 'validation_error'],
    ['a bad sender', { from: 'Chorus <no-reply>' }, 422, 'validation_error'],
    ['a receiver that is no text', { to: [7] }, 422, 'validation_error'],
    ['51 receivers', { to: Array(51).fill(ANA) }, 422, 'validation_error'],
    ['a subject of two lines', { subject: 'Hello\nBcc: x@example.com' }, 422, 'validation_error'],
    ['a text that is no text', { text: 7 }, 422, 'validation_error'],
  ])('%s', async (_what, change, status, name) => {
    const outside = await start()
    expect(await post({ ...HELLO, ...(change as object) })).toEqual(refused(status, name))
    expect(await outside.sent('mail')).toEqual([])
  })

  it('what is not an object, other paths and other methods', async () => {
    await start()
    expect(await post([HELLO])).toEqual(refused(400, 'validation_error'))
    expect(await call('POST', '/mail/domains', HELLO)).toEqual(refused(404, 'not_found'))
    expect(await call('GET', '/mail/emails', null)).toEqual(refused(405, 'method_not_allowed'))
  })

  it('a call without a token or without a user agent', async () => {
    await start()
    for (const authorization of ['', 'Bearer ', 'Basic abc'])
      expect(await post(HELLO, { authorization })).toEqual(refused(401, 'missing_api_key'))
    expect((await post(HELLO, { 'user-agent': '' })).status).toBe(403)
  })

  it('a wrong token and a foreign domain, once a sender is registered', async () => {
    const outside = await start()
    await outside.addAccount({
      platform: 'mail',
      externalId: 'hello@chorus.test',
      name: 'Mail',
      token: TOKEN,
    })
    expect((await post(HELLO)).status).toBe(200)
    expect(await post(HELLO, { authorization: 'Bearer re_wrong' })).toEqual(refused(403, 'invalid_api_key'))
    expect(await post({ ...HELLO, from: 'ada@example.com' })).toEqual(refused(403, 'validation_error'))
  })
})

describe('the control surface', () => {
  it('plans faults for mail: limited in the API’s own words, done without an answer', async () => {
    const outside = await start()
    const plan = (fault: 'limited:7' | 'timeout-after') =>
      outside.fault({ platform: 'mail', match: 'Hello', times: 1, fault })
    await plan('limited:7')
    expect(await post(HELLO)).toEqual(refused(429, 'rate_limit_exceeded'))
    expect(await outside.sent('mail')).toEqual([])
    await plan('timeout-after')
    const impatient = fetch(`${emulators.url}/mail/emails`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(HELLO),
      signal: AbortSignal.timeout(200),
    })
    await expect(impatient).rejects.toThrow(/timeout/i)
    expect(await outside.sent('mail')).toHaveLength(1)
  })

  it('registers senders only, and takes nothing in', async () => {
    const outside = await start()
    const account = { platform: 'mail', externalId: 'no address', name: 'Mail', token: TOKEN }
    await expect(outside.addAccount(account)).rejects.toThrow(/400 .*externalId/)
    await outside.addAccount({ ...account, externalId: 'no-reply@chorus.test' })
    const answer = await call('POST', '/_control/inbound', {
      platform: 'mail',
      account: 'no-reply@chorus.test',
      from: { id: ANA, name: 'Ana' },
      text: 'Hi',
    })
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining('only sent') } })
  })
})
