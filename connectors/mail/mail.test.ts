import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AppError } from '#core/lib/kernel/errors.ts'
import { control, type Fault } from '#local/emulator-control.ts'
import { startEmulators } from '#local/emulators/server.ts'
import { httpMailer } from './index.ts'

const TOKEN = 're_planted-token'
const FROM = 'Chorus <no-reply@chorus.test>'
const MAIL = {
  to: 'ana@example.com',
  subject: 'Grüße 👋',
  text: 'Accept:\nhttp://localhost:8788/invite/a?b=1&c=2',
  idempotencyKey: 'invitation/1/1',
}
const DEADLINE_MS = 2_000

let emulators: Awaited<ReturnType<typeof startEmulators>>
let outside: ReturnType<typeof control>
const servers: Server[] = []

const mailerAt = (url: string, token = TOKEN) =>
  httpMailer({ url, token, from: FROM, deadlineMs: DEADLINE_MS })
const send = (change: Partial<typeof MAIL> = {}) =>
  mailerAt(`${emulators.url}/mail`).send({ ...MAIL, ...change })
const fault = (kind: Fault) => outside.fault({ platform: 'mail', match: '', times: 1, fault: kind })
/** Returns the error of a send that fails. */
const failureOf = (sending: Promise<void>) =>
  sending.then(
    () => expect.fail('The mail was sent.'),
    (error: AppError) => error,
  )

/** Starts a mail service that answers like this, and returns its address. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer((request, response) =>
    request.resume().on('end', () => answer(request, response)),
  )
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const stop = (server: Server) => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
}

beforeAll(async () => {
  emulators = await startEmulators({
    port: 0,
    workerUrl: 'http://localhost:1',
  })
  outside = control(emulators.url)
  await outside.addAccount({ platform: 'mail', externalId: FROM, name: 'Mail', token: TOKEN })
})
beforeEach(() => outside.reset())
afterEach(() => Promise.all(servers.splice(0).map(stop)))
afterAll(() => emulators.stop())

describe('sending a mail', () => {
  it('arrives at its receiver alone, as text and as HTML of the same', async () => {
    await send()
    const { subject, text } = MAIL
    expect(await outside.mails(MAIL.to)).toMatchObject([{ account: FROM, subject, text }])
    expect(await outside.calls('mail')).toMatchObject([
      {
        body: {
          to: [MAIL.to],
          html: expect.stringContaining('<a href="http://localhost:8788/invite/a?b=1&amp;c=2">'),
        },
      },
    ])
  })

  it('names itself to the service, which refuses the nameless', async () => {
    const names: unknown[] = []
    const url = await serve((request, response) => {
      names.push(request.headers['user-agent'])
      response.end('{"id":"1"}')
    })
    await mailerAt(url).send(MAIL)
    expect(names).toEqual(['chorus'])
  })

  it('arrives once when it is sent again under its key', async () => {
    await send()
    await send()
    expect(await outside.calls('mail')).toHaveLength(2)
    expect(await outside.mails(MAIL.to)).toHaveLength(1)
  })

  it.each<[Fault & string, number]>([
    ['timeout-before', 0],
    ['timeout-after', 1],
  ])('is unavailable after %s, and arrives once when it is tried again', async (kind, before) => {
    await fault(kind)
    expect(await failureOf(send())).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining(`${DEADLINE_MS / 1000} seconds`),
    })
    expect(await outside.mails(MAIL.to)).toHaveLength(before)
    await send()
    expect(await outside.mails(MAIL.to)).toHaveLength(1)
  })

  it('refuses another mail under the same key, and says so', async () => {
    await send()
    expect(await failureOf(send({ subject: 'Other' }))).toMatchObject({
      kind: 'invalid',
      code: 'mail_rejected',
      message: expect.stringContaining('invalid_idempotent_request'),
    })
    expect(await outside.mails(MAIL.to)).toHaveLength(1)
  })
})

describe('a failure that may pass is unavailable', () => {
  const refusal = (status: number, name: string) => ({
    status,
    body: { statusCode: status, name, message: 'No.' },
  })

  it.each<[string, Fault]>([
    ['a limit', 'limited:7'],
    ['an error of the service', refusal(500, 'application_error')],
    ['a first request under the key that has not ended', refusal(409, 'concurrent_idempotent_requests')],
    ['a domain that is not verified yet', refusal(403, 'validation_error')],
    ['a proxy’s refusal', { status: 422, body: '<html>Blocked</html>' }],
    ['a page where an answer should be', { status: 200, body: '<html>Welcome</html>' }],
    ['an answer without an id', { status: 200, body: {} }],
  ])('%s', async (_what, kind) => {
    await fault(kind)
    expect(await failureOf(send())).toMatchObject({ name: 'AppError', kind: 'unavailable' })
    await send()
    expect(await outside.mails(MAIL.to)).toHaveLength(1)
  })

  it('a token that an operator must replace', async () => {
    const wrong = mailerAt(`${emulators.url}/mail`, 're_wrong')
    expect(await failureOf(wrong.send(MAIL))).toMatchObject({ kind: 'unavailable' })
  })

  it('a service that is away, or breaks off', async () => {
    const breaking = await serve((request) => request.socket.destroy())
    expect(await failureOf(mailerAt(breaking).send(MAIL))).toMatchObject({ kind: 'unavailable' })
    const [server] = servers.splice(0)
    if (server) await stop(server)
    expect(await failureOf(mailerAt(breaking).send(MAIL))).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('could not be reached'),
    })
  })

  it('a redirect, which is not followed with the token', async () => {
    const asked: string[] = []
    const there = await serve((request, response) => {
      asked.push(request.url ?? '')
      response.end('{"id":"1"}')
    })
    const here = await serve((_request, response) => response.writeHead(307, { location: there }).end())
    expect(await failureOf(mailerAt(here).send(MAIL))).toMatchObject({ kind: 'unavailable' })
    expect(asked).toEqual([])
  })
})

describe('a mail that never will go', () => {
  it.each([400, 413, 422])('is rejected in the service’s words (%i)', async (status) => {
    await fault({ status, body: { name: 'validation_error', message: 'Invalid `to` field.' } })
    expect(await failureOf(send())).toMatchObject({
      kind: 'invalid',
      code: 'mail_rejected',
      message: expect.stringContaining('Invalid `to` field.'),
    })
  })

  it.each<[keyof typeof MAIL, string]>([
    ['subject', 'Hello\r\nBcc: eve@example.com'],
    ['subject', 'Hello\nBcc: eve@example.com'],
    ['subject', 'Hello\u0000'],
    ['subject', 'Hello\u2028Bcc: eve@example.com'],
    ['subject', '  '],
    ['subject', 'x'.repeat(999)],
    ['to', 'ana@example.com\r\nBcc: eve@example.com'],
    ['to', 'ana@example.com\n'],
    ['to', 'ana@example.com, eve@example.com'],
    ['to', 'Ana <ana@example.com>'],
    ['to', 'ana'],
    ['text', ' \n'],
    ['idempotencyKey', ''],
    ['idempotencyKey', 'key\r\nX-Other: 1'],
    ['idempotencyKey', 'ключ'],
    ['idempotencyKey', 'x'.repeat(257)],
  ])('is refused before any call: %s %j', async (field, value) => {
    expect(await failureOf(send({ [field]: value }))).toMatchObject({
      kind: 'invalid',
      code: 'mail_invalid',
      fields: [{ path: field }],
    })
    expect(await outside.calls('mail')).toEqual([])
  })
})

it('never lets the token into what it throws', async () => {
  const quoting = await serve((request, response) =>
    response
      .writeHead(422)
      .end(JSON.stringify({ name: 'x', message: `Not ${request.headers.authorization}` })),
  )
  const error = await failureOf(mailerAt(quoting).send(MAIL))
  expect(error.message).toContain('Not Bearer [secret]')
  expect(JSON.stringify([error, error.message, error.stack])).not.toContain(TOKEN)
})
