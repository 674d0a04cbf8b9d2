import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DATABASE_WITHIN_MS } from '#core/operations/rules.ts'
import { type House, startHouse, WEB_URL } from '#test/house.ts'

/** A database that accepts every connection and never answers. */
let silent: Server
let house: House
beforeAll(async () => {
  silent = createServer(() => undefined)
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  if (address === null || typeof address === 'string') throw new Error('It listens on a port.')
  house = await startHouse({
    NEON_LOCAL_URL: `http://127.0.0.1:${address.port}`,
    CHORUS_DATABASE_DEADLINE_MS: '8000',
  })
})
afterAll(async () => {
  await house?.close()
  silent.close()
})

it('/health says that the database does not answer, long before a call of it is given up', async () => {
  expect(DATABASE_WITHIN_MS).toBeLessThan(3_000)
  const headers = { authorization: `Bearer chk_${'A'.repeat(43)}` }
  const call = fetch(`${house.url}/v1/me`, { headers }).then(() => 'a call')
  const health = fetch(`${house.url}/health`)
  expect(await Promise.race([call, health.then(() => 'health')])).toBe('health')
  const response = await health
  expect([response.status, await response.json()]).toMatchObject([
    503,
    { status: 'down', parts: { worker: 'up', database: 'down' } },
  ])
})

it.each<[what: string, path: string, init: RequestInit]>([
  ['a request by key', '/v1/me', { headers: { authorization: `Bearer chk_${'A'.repeat(43)}` } }],
  ['a request by session', '/v1/me', { headers: { cookie: 'chorus.session_token=a.b' } }],
  [
    'a write',
    '/v1/scheduled-posts',
    { method: 'POST', headers: { authorization: `Bearer chk_${'A'.repeat(43)}` }, body: '{}' },
  ],
  [
    'signing in',
    '/auth/sign-in/email',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: WEB_URL },
      body: JSON.stringify({ email: 'a@chorus.test', password: 'correct horse battery' }),
    },
  ],
  [
    'opening an invitation',
    '/v1/invitations/open',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: 'x'.repeat(60) }),
    },
  ],
])('%s ends, and is not left hanging', async (_what, path, init) => {
  const response = await fetch(house.url + path, { ...init, signal: AbortSignal.timeout(30_000) })
  expect([401, 404, 422, 500, 503]).toContain(response.status)
})

it('webhooks are accepted all the same', async () => {
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] })
  const signature = createHmac('sha256', house.secrets.META_APP_SECRET ?? '')
    .update(body)
    .digest('hex')
  const response = await fetch(`${house.url}/webhooks/meta`, {
    method: 'POST',
    headers: { 'x-hub-signature-256': `sha256=${signature}` },
    body,
  })
  expect(response.status).toBe(200)
})
