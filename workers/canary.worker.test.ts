import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '#core/inbox/schemas.ts'
import { png } from '#core/media/sample-files.ts'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { type Client, client } from '#local/client.ts'
import { confirmAddress, linkIn } from '#local/mailbox.ts'
import { canarySearch } from '#test/canaries.ts'
import { asOwner } from '#test/database.ts'
import { enterHouse, eventually, type House, WEB_URL } from '#test/house.ts'

/**
 * Sends recognisable secrets through the main flows, while platforms quote them in their errors, and things break;
 * then searches every answer, every line of the log and every column for them.
 */

const hex = (bytes = 16) => randomBytes(bytes).toString('hex')
const digits = (length: number) => `1${BigInt(`0x${hex(12)}`)}`.slice(0, length)
const EMAIL = { owner: `${randomUUID()}@chorus.test`, guest: `${randomUUID()}@chorus.test` }

/** Secrets that must never be found, by name. */
const canaries: Record<string, string> = {
  password: `Canary-${hex()}`,
  'new password': `Canary-new-${hex()}`,
  'password that was a guess': `Canary-guess-${hex()}`,
  'WhatsApp token': `EAA${hex(24)}`,
  // In no shape that a filter would know.
  'WhatsApp token of an unusual form': `canary.${hex(24)}`,
  'WhatsApp token that was refused': `EAA${hex(24)}`,
  'Telegram token': `${digits(9)}:${hex(18)}`,
  'Telegram token that was refused': `${digits(9)}:${hex(18)}`,
}
const { foundIn, foundInColumns } = canarySearch(canaries)
const secret = (name: string) => canaries[name] ?? expect.fail(`No canary “${name}”.`)

let house: House
let owner: Client
let operator: Client
let workspaceId: string
/** Every answer, with its request. */
const answers: { to: string; text: string }[] = []

async function ask(
  as: Client,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) {
  const response = await as.raw(method, path, body, headers)
  const text = await response.text()
  answers.push({ to: `${method} ${path}`, text: `${JSON.stringify([...response.headers])}\n${text}` })
  return { status: response.status, headers: response.headers, text }
}
async function done<T>(as: Client, path: string, body: unknown = {}): Promise<T> {
  const { status, text } = await ask(as, 'POST', path, body, { 'idempotency-key': randomUUID() })
  if (status >= 300) throw new Error(`POST ${path}: ${status} ${text}`)
  return JSON.parse(text) as T
}

beforeAll(async () => {
  house = await enterHouse()
  const { CHORUS_MASTER_KEY, CHORUS_AUTH_SECRET, META_APP_SECRET, META_VERIFY_TOKEN, MAIL_API_TOKEN } =
    house.secrets
  Object.assign(canaries, {
    'master key': CHORUS_MASTER_KEY,
    'secret of sign-in': CHORUS_AUTH_SECRET,
    'app secret': META_APP_SECRET,
    'verify token': META_VERIFY_TOKEN,
    'mail token': MAIL_API_TOKEN,
  })
  await comeIn()
  await connect()
  await talkAndPublish()
  await breakThings()
}, 300_000)
afterAll(async () => {
  await asOwner('delete from workspaces where id = $1', [workspaceId])
  await house?.close()
})

/** Acts as people: sign-up, sign-in, a guess, a reset, an invitation, a key; and an operator. */
async function comeIn() {
  const person = house.visitor
  owner = person()
  await ask(owner, 'POST', '/auth/sign-up/email', {
    name: 'Ada Owner',
    email: EMAIL.owner,
    password: secret('password'),
  })
  canaries['token of the confirmation'] =
    (await linkIn(house.emulators, EMAIL.owner, 'Confirm')).searchParams.get('token') ?? ''
  await ask(owner, 'POST', '/auth/sign-in/email', {
    email: EMAIL.owner,
    password: secret('password that was a guess'),
  })
  const signedIn = await owner.raw('POST', '/auth/sign-in/email', {
    email: EMAIL.owner,
    password: secret('password'),
  })
  const cookie = decodeURIComponent(
    /session_token=([^;]+)/.exec(signedIn.headers.getSetCookie().join('\n'))?.[1] ?? '',
  )
  const [token = '', signature = ''] = cookie.split('.')
  Object.assign(canaries, { 'session token': token, 'signature of the session': signature })
  ;({ id: workspaceId } = await done<{ id: string }>(owner, '/v1/workspaces', { name: 'Canaries' }))

  const guest = person()
  await ask(guest, 'POST', '/auth/sign-up/email', {
    name: 'Guest',
    email: EMAIL.guest,
    password: `${secret('password')}-guest`,
  })
  await ask(guest, 'POST', '/auth/request-password-reset', { email: EMAIL.guest })
  const reset = await linkIn(house.emulators, EMAIL.guest, 'new password')
  canaries['token of the reset'] = reset.searchParams.get('token') ?? ''
  const set = { token: secret('token of the reset'), newPassword: secret('new password') }
  expect((await ask(guest, 'POST', '/auth/reset-password', set)).status).toBe(200)
  // Ask once more, so that an unused token stays stored.
  await ask(guest, 'POST', '/auth/request-password-reset', { email: EMAIL.guest })

  await done(owner, '/v1/invitations', { email: EMAIL.guest, role: 'viewer' })
  const invitation = await linkIn(house.emulators, EMAIL.guest, 'invites you')
  canaries['token of the invitation'] = invitation.pathname.replace('/invite/', '')
  await ask(guest, 'POST', '/v1/invitations/open', { token: secret('token of the invitation') })

  const { key } = await done<{ key: string }>(owner, '/v1/api-keys', { name: 'Program', scopes: ['see'] })
  canaries['API key'] = key
  await ask(client(house.url, { origin: WEB_URL, apiKey: key }), 'GET', '/v1/me')

  operator = person()
  await operator.signUp({ name: 'Op', email: house.operatorEmail, password: secret('password') })
  await confirmAddress(house.emulators, operator, house.operatorEmail)
}

const accounts: Record<string, { id: string; externalId: string }> = {}

/** Connects accounts, with tokens that platforms take, refuse, and quote in the refusal. */
async function connect() {
  const attempt = async (platform: string, real: string, given = real) => {
    const externalId = platform === 'telegram' ? `-100${digits(10)}` : digits(15)
    await house.emulators.addAccount({ platform, externalId, name: 'Test', token: secret(real) })
    const body = { platform, externalId, name: 'Account', credentials: { accessToken: secret(given) } }
    const { status, text } = await ask(owner, 'POST', '/v1/accounts', body, {
      'idempotency-key': randomUUID(),
    })
    return { status, text, account: JSON.parse(text) as { id: string; externalId: string } }
  }
  for (const name of ['WhatsApp token', 'WhatsApp token of an unusual form', 'Telegram token']) {
    const { status, account, text } = await attempt(name.startsWith('T') ? 'telegram' : 'whatsapp', name)
    expect([name, status]).toEqual([name, 201])
    accounts[name] = account
    const { webhook } = JSON.parse(text) as { webhook: { secret: string | null } }
    if (webhook.secret) canaries['secret of the webhook'] = webhook.secret
  }
  const refused = async (platform: string, real: string, given: string) =>
    expect([given, (await attempt(platform, real, given)).status]).toEqual([given, 422])
  await refused('whatsapp', 'WhatsApp token', 'WhatsApp token that was refused')
  await refused('telegram', 'Telegram token', 'Telegram token that was refused')
  await echo('whatsapp', '', 'WhatsApp token that was refused', 401)
  await refused('whatsapp', 'WhatsApp token', 'WhatsApp token that was refused')
  await echo('telegram', 'getChat', 'Telegram token that was refused', 401)
  await refused('telegram', 'Telegram token', 'Telegram token that was refused')
  await house.emulators.clearFaults()
}

/** Makes the platform's next answer to such a call an error that quotes the token. */
function echo(platform: string, match: string, name: string, status: number) {
  const quoted = `Refused: the token ${secret(name)} of https://api.test/bot${secret(name)}/x?access_token=${secret(name)}`
  const body =
    platform === 'telegram'
      ? { ok: false, error_code: status, description: quoted }
      : platform === 'mail'
        ? { name: 'invalid_api_key', statusCode: status, message: quoted }
        : { error: { message: quoted, type: 'OAuthException', code: status === 401 ? 190 : 131000 } }
  return house.emulators.fault({ platform, match, times: 1, fault: { status, body } })
}

/** Makes a document, conversations and posts, some of which the platform refuses with an error that holds its token. */
async function talkAndPublish() {
  await done(owner, '/v1/knowledge/documents', { title: 'Hours', text: 'Open at noon.' })
  const contact = { id: '33655500000', name: 'Ana' }
  for (const name of ['WhatsApp token', 'WhatsApp token of an unusual form']) {
    const account = accounts[name]?.externalId ?? ''
    await house.emulators.inbound({ platform: 'whatsapp', account, from: contact, text: 'Hello' })
  }
  await house.emulators.inbound({
    platform: 'telegram',
    account: accounts['Telegram token']?.externalId ?? '',
    from: { id: '4711', name: 'Ben' },
    text: 'Hello',
    media: [{ kind: 'image', mimeType: 'image/png', base64: Buffer.from(png()).toString('base64') }],
  })
  type Conversations = { items: { id: string; accountId: string }[] }
  const { items } = await eventually(
    () => owner.get<Conversations>('/v1/conversations'),
    (list) => list.items.length === 3,
  )
  const ben = items.find(({ accountId }) => accountId === accounts['Telegram token']?.id)?.id
  await eventually(
    () => owner.get<{ items: Message[] }>(`/v1/conversations/${ben}/messages`),
    (thread) => thread.items.some(({ media }) => media[0]?.status === 'stored'),
  )
  for (const [name, platform, status] of [
    ['WhatsApp token', 'whatsapp', 400],
    ['WhatsApp token of an unusual form', 'whatsapp', 500],
    ['Telegram token', 'telegram', 400],
  ] as const) {
    const conversation = items.find(({ accountId }) => accountId === accounts[name]?.id)?.id
    const path = `/v1/conversations/${conversation}/messages`
    await echo(platform, 'Refused', name, status)
    for (const text of ['Fine', 'Refused']) {
      const { id } = await done<Message>(owner, path, { text })
      await eventually(
        () => owner.get<{ items: Message[] }>(path),
        (thread) => thread.items.some((m) => m.id === id && (m.status === 'sent' || m.error !== null)),
      )
    }
  }
  // The last error expires the account.
  for (const [text, status] of [
    ['A post', null],
    ['Refused post', 400],
    ['Broken post', 500],
    ['Revoked post', 401],
  ] as const) {
    if (status !== null) await echo('telegram', text, 'Telegram token', status)
    const post = await done<ScheduledPost>(owner, '/v1/scheduled-posts', {
      text,
      accountIds: [accounts['Telegram token']?.id],
      publishAt: new Date(Date.now() - 1_000).toISOString(),
    })
    await eventually(
      () => owner.get<ScheduledPost>(`/v1/scheduled-posts/${post.id}`),
      ({ runs }) => runs.length > 0 && runs[0]?.status !== 'started',
    )
  }
}

/** Breaks things: the mail service refuses its token and quotes it; tables go away under requests with secrets; a letter dies. */
async function breakThings() {
  await house.emulators.clearFaults()
  // Other mails are being sent meanwhile: accounts have expired.
  await echo('mail', 'new password', 'mail token', 401)
  await ask(owner, 'POST', '/auth/request-password-reset', { email: EMAIL.owner })
  await eventually(logLines, (lines) => lines.some((line) => line.includes('auth.mail_failed')))

  const stranger = house.visitor()
  await whileAway('social_accounts', () =>
    ask(owner, 'POST', '/v1/accounts', {
      platform: 'whatsapp',
      externalId: accounts['WhatsApp token']?.externalId,
      name: 'Again',
      credentials: { accessToken: secret('WhatsApp token') },
    }),
  )
  await whileAway('api_keys', async () => {
    await ask(owner, 'POST', '/v1/api-keys', { name: 'Second', scopes: ['see'] })
    return ask(client(house.url, { origin: WEB_URL, apiKey: secret('API key') }), 'GET', '/v1/me')
  })
  await whileAway('sessions', async () => {
    await ask(owner, 'GET', '/v1/me')
    return ask(stranger, 'POST', '/auth/sign-in/email', { email: EMAIL.owner, password: secret('password') })
  })
  await whileAway('sign_ins', () =>
    ask(stranger, 'POST', '/auth/sign-up/email', {
      name: 'New',
      email: `${randomUUID()}@chorus.test`,
      password: secret('password'),
    }),
  )
  await whileAway('verifications', () =>
    ask(stranger, 'POST', '/auth/reset-password', {
      token: secret('token of the reset'),
      newPassword: secret('new password'),
    }),
  )
  const service = (await house.worker.getExport()) as unknown as {
    queue(name: string, messages: unknown[]): Promise<unknown>
  }
  const letter = (body: unknown) => [{ id: randomUUID(), timestamp: new Date(), attempts: 6, body }]
  await service.queue('webhooks', letter({ not: 'a webhook' }))
  await service.queue('dead-letters', letter({ not: 'a webhook' }))
  await house.tick()
}

/** Takes a table away during a request, which must fail. */
async function whileAway(table: string, work: () => Promise<{ status: number }>) {
  await asOwner(`alter table ${table} rename to ${table}_away`)
  try {
    const { status } = await work()
    expect([table, status >= 500]).toEqual([table, true])
  } finally {
    await asOwner(`alter table ${table}_away rename to ${table}`)
  }
}

const logLines = async () => house.harness.getLogs().map(({ message }) => message)

/** Things that no list names, by the noun of their address. */
const unlisted: Record<string, { id: string }> = {}

/** Queries without which nothing is answered. */
const ASKED: Readonly<Record<string, string>> = {
  '/v1/analytics/series': '?metric=received',
  '/v1/analytics/breakdown': '?by=account',
  '/v1/analytics/counted': '?metric=received',
}

/** Routes that refuse these accounts, which have no business that templates belong to. */
const NEEDS_MORE = ['/v1/accounts/{id}/templates']

describe('a secret', () => {
  it('is long enough to be found by nothing else', () => {
    expect(Object.keys(canaries)).toHaveLength(20)
    for (const [name, text] of Object.entries(canaries))
      expect([name, text.length > 15]).toEqual([name, true])
  })

  it('is in no answer of any endpoint that reads, to the owner or to an operator', async () => {
    const { paths } = JSON.parse((await ask(owner, 'GET', '/openapi.json')).text) as {
      paths: Record<string, Record<string, unknown>>
    }
    const reads = Object.keys(paths).filter((path) => 'get' in (paths[path] ?? {}))
    expect(reads.length).toBeGreaterThan(20)
    const { items: accounts } = await owner.get<{ items: { profileId: string }[] }>('/v1/accounts')
    unlisted['engagement-settings'] = { id: accounts[0]?.profileId ?? '' }
    unlisted.connections = await owner.post('/v1/accounts/connect', { platform: 'linkedin' })
    for (const path of [...reads, '/v1/audit-log/export', '/health', '/docs']) {
      const address = await concrete(path)
      const statuses: number[] = []
      for (const as of [owner, operator]) {
        const { status, text } = await ask(as, 'GET', `${address ?? path}${ASKED[path] ?? ''}`)
        statuses.push(status)
        expect({ path, found: foundIn(text) }).toEqual({ path, found: [] })
      }
      // At least one of the two must have got an answer, if there is anything to read.
      if (address !== null && !NEEDS_MORE.includes(path))
        expect([path, statuses.includes(200)]).toEqual([path, true])
    }
  })

  /** Fills in the first ids that exist for an address's parameters; null where there are none. Things without a list come from their parent. */
  async function concrete(path: string): Promise<string | null> {
    type Item = { id: string } & Record<string, unknown>
    let address = path
    let item: Item | undefined
    for (;;) {
      const match = /^(.*?)\/([\w-]+)\/\{\w+\}(?:\/([\w-]+)\/\{)?/.exec(address)
      if (!match) return address
      const [, before = '', noun = '', inner = ''] = match
      const within = item?.[noun] as Item[] | undefined
      const known = within ?? (unlisted[noun] && [unlisted[noun]])
      const { items } = known ? { items: known } : await owner.get<{ items: Item[] }>(`${before}/${noun}`)
      const holds = (one: Item) => ([] as unknown[]).concat(one[inner] ?? []).length > 0
      item = items.find(holds) ?? items[0]
      if (!item) return null
      address = address.replace(/\{\w+\}/, item.id)
    }
  }

  it('is in no refusal and no other answer, but where it is shown the one time that it is', () => {
    const shown = new Set(answers.flatMap(({ to, text }) => foundIn(text).map((name) => `${to}: ${name}`)))
    expect([...shown].sort()).toEqual([
      'POST /v1/accounts: secret of the webhook',
      'POST /v1/api-keys: API key',
    ])
  })

  it('is in no line of the log', async () => {
    const lines = await logLines()
    for (const event of ['http', 'http.failed', 'auth.mail_failed', 'queue.message_failed', 'post.attempted'])
      expect([event, lines.some((line) => line.includes(`"event":"${event}"`))]).toEqual([event, true])
    expect(lines.flatMap((line) => foundIn(line).map((name) => `${name}: ${line}`))).toEqual([])
    // The parameters of a failed statement: hashes and tokens that were made for it, which no list can name.
    expect(lines.filter((line) => /\bparams\b/.test(line))).toEqual([])
  })

  it('is in no column of any table, but for the sessions’ tokens', async () => {
    expect(await foundInColumns()).toEqual(['sessions.token: session token'])
  })

  it('that stands in the sessions opens nothing without its signature, which stands nowhere', async () => {
    const [token, signature] = [secret('session token'), secret('signature of the session')]
    const status = async (cookie: string) =>
      (
        await fetch(`${house.url}/v1/me`, {
          headers: { cookie: `chorus.session_token=${encodeURIComponent(cookie)}` },
        })
      ).status
    expect(await status(`${token}.${signature}`)).toBe(200)
    for (const forged of [token, `${token}.`, `${token}.${token}`, `${token}.${signature.slice(1)}`])
      expect([forged, await status(forged)]).toEqual([forged, 401])
  })
})

/** Checks the search itself: leaked secrets are found. */
describe('a secret that leaked', () => {
  const decoy = `decoy-${hex()}`
  beforeAll(() => {
    canaries.decoy = decoy
  })
  afterAll(() => {
    delete canaries.decoy
  })

  it('into a column, a record of the log, or base64 would be found', async () => {
    await asOwner('update workspaces set name = $2 where id = $1', [workspaceId, `Team ${decoy}`])
    await asOwner(
      `insert into system_logs (id, workspace_id, level, event, detail, logged_at) values ($1, $2, 'error', 'test.leak', $3, now())`,
      [randomUUID(), workspaceId, { error: `It said x${decoy}x` }],
    )
    await asOwner(
      `insert into dead_letters (id, queue, message_id, body, attempts, dead_at) values ($1, 'webhooks', $3, $2, 1, now())`,
      [randomUUID(), { bytes: Buffer.from(`{"token":"${decoy}"}`).toString('base64') }, `letter-${decoy}`],
    )
    expect((await foundInColumns()).filter((place) => place.endsWith(': decoy'))).toEqual([
      'dead_letters.body: decoy',
      'dead_letters.message_id: decoy',
      'system_logs.detail: decoy',
      'workspaces.name: decoy',
    ])
    for (const path of ['/v1/workspaces/current', '/v1/system-logs'])
      expect([path, foundIn((await ask(owner, 'GET', path)).text)]).toEqual([path, ['decoy']])
    await asOwner('delete from dead_letters where message_id = $1', [`letter-${decoy}`])
  })

  it('into the console would be found', async () => {
    await ask(owner, 'GET', `/v1/${decoy}`)
    const leaked = await eventually(
      async () => (await logLines()).filter((line) => foundIn(line).includes('decoy')),
      (lines) => lines.length > 0,
    )
    expect(leaked[0]).toContain('"event":"http"')
  })
})
