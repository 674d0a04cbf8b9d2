import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import type { Client } from '#local/client.ts'
import { asOwner } from '#test/database.ts'
import { connectTelegram, enterHouse, eventually, type House, newWorkspace, WEB_URL } from '#test/house.ts'
import { newPerson, PASSWORD } from '#test/people.ts'

let house: House
let owner: Client
let workspaceId: string
let accountId: string
beforeAll(async () => {
  house = await enterHouse()
  ;({ owner, workspaceId } = await newWorkspace(house))
  accountId = (await connectTelegram(house, owner)).id
})
afterAll(async () => {
  await asOwner('delete from workspaces where id = $1', [workspaceId])
  await house?.close()
})

const MB = 1024 * 1024

/** Sends without end and without a length until it is answered or cut off (0). Returns the status, and the number of bytes taken. */
function flood(path: string, headers: Record<string, string>): Promise<{ status: number; taken: number }> {
  const chunk = Buffer.alloc(256 * 1024, 'x')
  return new Promise((resolve) => {
    let taken = 0
    let over = false
    const sending = httpRequest(house.url + path, { method: 'POST', headers })
    const end = (status: number) => {
      over = true
      resolve({ status, taken })
      sending.destroy()
    }
    const more = () => {
      if (over) return
      if (taken >= 200 * MB) return void sending.end()
      const went = sending.write(chunk, () => {
        taken += chunk.length
      })
      if (went) setImmediate(more)
      else sending.once('drain', more)
    }
    // A sender that is cut off may not hear the reason: the server before the Worker then answers in its own words.
    sending.once('response', ({ statusCode = 0, headers: told }) =>
      end(told['content-type']?.startsWith('application/problem+json') ? statusCode : 0),
    )
    sending.on('error', () => end(0))
    more()
  })
}

describe('a stranger’s endless body is not read on', () => {
  it.each<[path: string, headers: Record<string, string>]>([
    ['/webhooks/meta', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }],
    ['/auth/sign-in/email', { 'content-type': 'application/json' }],
    ['/v1/scheduled-posts', { 'content-type': 'application/json' }],
    ['/v1/invitations/open', { 'content-type': 'application/json' }],
    ['/v1/knowledge/documents', { 'content-type': 'application/json' }],
    ['/v1/media', { 'content-type': 'application/json' }],
    ['/nowhere', {}],
  ])('by %s %o: it is refused for its size', async (path, headers) => {
    const { status, taken } = await flood(path, headers)
    expect([413, 0]).toContain(status)
    // The sockets' buffers come on top of the limit of eight megabytes.
    expect(taken).toBeLessThan(40 * MB)
  })

  it.each<[path: string, headers: Record<string, string>]>([
    ['/webhooks/meta', {}],
    [`/webhooks/telegram/${randomUUID()}`, {}],
    [`/webhooks/telegram/${randomUUID()}`, { 'x-telegram-bot-api-secret-token': 'x'.repeat(43) }],
    ['/v1/knowledge/documents', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['/v1/media', { 'content-type': 'multipart/form-data; boundary=x' }],
  ])('by %s %o: it is refused for who sends it, and our side reads none of it', async (path, headers) => {
    expect([401, 0]).toContain((await flood(path, headers)).status)
  })
})

describe('what /auth/* takes', () => {
  const long = (characters: number) => 'x'.repeat(characters)
  const address = () => `${randomUUID()}@chorus.test`
  const person = () => ({ name: 'Ana', email: address(), password: PASSWORD })

  it.each<[what: string, path: string, body: () => unknown]>([
    ['a name of 1.9 MB', '/auth/sign-up/email', () => ({ ...person(), name: long(1_900_000) })],
    ['a name of 81 letters', '/auth/sign-up/email', () => ({ ...person(), name: long(81) })],
    ['no name', '/auth/sign-up/email', () => ({ ...person(), name: '  ' })],
    ['a name with NUL', '/auth/sign-up/email', () => ({ ...person(), name: 'A\u0000na' })],
    ['half a surrogate pair', '/auth/sign-up/email', () => ({ ...person(), name: 'A\ud83d' })],
    [
      'an address with NUL',
      '/auth/sign-in/email',
      () => ({ email: 'a\u0000@chorus.test', password: PASSWORD }),
    ],
    [
      'a password with NUL',
      '/auth/sign-in/email',
      () => ({ email: address(), password: 'correct\u0000horse' }),
    ],
    [
      'a picture elsewhere',
      '/auth/sign-up/email',
      () => ({ ...person(), image: 'https://tracker.example/p.png' }),
    ],
    [
      'a picture that is a script',
      '/auth/sign-up/email',
      () => ({ ...person(), image: 'javascript:alert(1)' }),
    ],
    [
      'a picture in the address itself',
      '/auth/sign-up/email',
      () => ({ ...person(), image: `data:image/png;base64,${long(100)}` }),
    ],
    ['a role', '/auth/sign-up/email', () => ({ ...person(), role: 'operator' })],
    ['a confirmed address', '/auth/sign-up/email', () => ({ ...person(), emailVerified: true })],
    ['a password of 201 letters', '/auth/sign-up/email', () => ({ ...person(), password: long(201) })],
    ['a number for a password', '/auth/sign-in/email', () => ({ email: address(), password: 7 })],
    ['a list', '/auth/sign-in/email', () => []],
    ['a token of 1 MB', '/auth/reset-password', () => ({ newPassword: PASSWORD, token: long(1_000_000) })],
  ])('is not %s: 422, and nobody is made', async (_what, path, body) => {
    const given = body()
    const response = await house.visitor().raw('POST', path, given)
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
      422,
      'invalid_input',
    ])
    const { email } = given as { email?: string }
    if (email && !email.includes('\u0000'))
      expect(await asOwner('select id from users where email = $1', [email])).toEqual([])
  })

  it.each<[what: string, change: Record<string, unknown>, status: number]>([
    ['a new name', { name: 'Ana María Ñandú' }, 200],
    ['a picture of ours', { image: `${WEB_URL}/api/v1/media/${randomUUID()}/content` }, 200],
    ['no picture any more', { image: null }, 200],
    ['a name of 1.9 MB', { name: long(1_900_000) }, 422],
    ['a name with NUL', { name: 'a\u0000b' }, 422],
    ['a picture elsewhere', { image: 'https://tracker.example/p.png' }, 422],
    ['a picture of a host that begins like ours', { image: `${WEB_URL}.evil.example/p.png` }, 422],
    ['a picture with ours as its user', { image: `http://localhost:8788@evil.example/p.png` }, 422],
    ['another address', { email: 'other@chorus.test' }, 422],
  ])('of a profile, %s', async (_what, change, status) => {
    const { as, id } = await newPerson(house)
    const profile = () => asOwner('select name, image, email from users where id = $1', [id])
    const [before] = await profile()
    expect((await as.raw('POST', '/auth/update-user', change)).status).toBe(status)
    expect(await profile()).toEqual([status === 200 ? { ...before, ...change } : before])
  })
})

/** Invalid times, and times out of range for databases or clocks here. */
const DATES = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '2200-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-13-01T00:00:00Z',
  'yesterday',
  '1767225600000',
  '',
]

describe('a date', () => {
  interface Parameter {
    name: string
    in: string
    schema?: { format?: string }
  }
  it('in any query that takes one is refused with 422 when nothing here reckons with it', async () => {
    const { paths } = (await (await fetch(`${house.url}/openapi.json`)).json()) as {
      paths: Record<string, { get?: { 'x-needs': string; parameters?: Parameter[] } }>
    }
    const taken = Object.entries(paths).flatMap(([path, { get }]) =>
      (get?.parameters ?? [])
        .filter((one) => one.in === 'query' && one.schema?.format === 'date-time')
        .map(({ name }) => `${path.replaceAll(/\{\w+\}/g, () => randomUUID())}?${name}=`),
    )
    expect(taken.length).toBeGreaterThanOrEqual(8)
    for (const query of taken)
      for (const date of DATES) {
        const { status } = await owner.raw('GET', query + encodeURIComponent(date))
        expect([query, date, status]).toEqual([query, date, 422])
      }
  })

  it.each(DATES)('%j is refused with 422 wherever a body has one', async (date) => {
    const post = { text: 'Hi', accountIds: [accountId], publishAt: '2026-12-15T09:00:00Z' }
    const recurrence = { rrule: 'FREQ=DAILY', start: '2026-12-15T09:00:00', timezone: 'UTC' }
    for (const [path, body] of [
      ['/v1/scheduled-posts', { ...post, publishAt: date }],
      ['/v1/scheduled-posts/check', { ...post, publishAt: date }],
      ['/v1/scheduled-posts', { ...post, rrule: 'FREQ=DAILY', exdate: [date] }],
      ['/v1/scheduled-posts', { ...post, rrule: 'FREQ=DAILY', rdate: [date.replace('Z', '')] }],
      ['/v1/api-keys', { name: 'Key', scopes: ['see'], expiresAt: date }],
      ['/v1/recurrences/preview', { ...recurrence, start: date.replace('Z', '') }],
      ['/v1/recurrences/preview', { ...recurrence, rdate: [date.replace('Z', '')] }],
    ] as const) {
      const { status } = await owner.raw('POST', path, body)
      expect([path, body, status]).toEqual([path, body, 422])
    }
  })
})

describe('an open screen', () => {
  interface Screen {
    closed: Promise<number>
    socket: WebSocket
  }
  async function open(as: Client, headers: Record<string, string> = {}, query = ''): Promise<Screen> {
    const cookie = as.cookie()
    const socket = new WebSocket(`${house.url.replace('http', 'ws')}/v1/live${query}`, {
      headers: { origin: WEB_URL, ...(cookie ? { cookie } : {}), ...headers },
    })
    const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)))
    await new Promise((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return { closed, socket }
  }
  /** Tests whether the screen still answers. */
  const answers = ({ socket }: Screen) =>
    new Promise<boolean>((resolve) => {
      if (socket.readyState !== WebSocket.OPEN) return resolve(false)
      socket.on('message', (data) => String(data) === 'pong' && resolve(true))
      socket.once('close', () => resolve(false))
      socket.send('ping')
    })
  const signedIn = async (email: string) => {
    const as = house.visitor()
    await as.signIn({ email, password: PASSWORD })
    return as
  }
  async function twoSessions() {
    const email = `${randomUUID()}@chorus.test`
    const { owner: first } = await newWorkspace(house, email)
    const second = await signedIn(email)
    return { email, first, second, screens: [await open(first), await open(second)] as const }
  }

  it.each<[what: string, end: (of: Awaited<ReturnType<typeof twoSessions>>) => Promise<unknown>]>([
    ['signs out', ({ second }) => second.post('/auth/sign-out')],
    [
      'is signed out by another',
      async ({ first, second }) => {
        const mine = await second.get<{ session: { token: string } }>('/auth/get-session')
        await first.post('/auth/revoke-session', { token: mine.session.token })
      },
    ],
    ['is signed out with all others', ({ first }) => first.post('/auth/revoke-other-sessions')],
    [
      'has its password changed elsewhere',
      ({ first }) =>
        first.post('/auth/change-password', {
          currentPassword: PASSWORD,
          newPassword: 'another horse battery',
          revokeOtherSessions: true,
        }),
    ],
  ])('closes when its session %s', async (_what, end) => {
    const sessions = await twoSessions()
    await end(sessions)
    expect(await sessions.screens[1].closed).toBe(4403)
  })

  it('stays open when another session of the same person ends', async () => {
    const { second, screens } = await twoSessions()
    await second.post('/auth/sign-out')
    expect(await screens[1].closed).toBe(4403)
    expect(await answers(screens[0])).toBe(true)
  })

  it('closes at the moment at which its session or its key runs out', async () => {
    const email = `${randomUUID()}@chorus.test`
    const { owner: person } = await newWorkspace(house, email)
    // Using a session prolongs it, but only to thirty days after it began.
    await asOwner(
      `update sessions set created_at = now() - interval '30 days' + interval '20 seconds'
       where user_id = (select id from users where email = $1)`,
      [email],
    )
    const { key } = await owner.post<{ key: string }>('/v1/api-keys', {
      name: 'Short',
      scopes: ['see'],
      expiresAt: new Date(Date.now() + 20_000).toISOString(),
    })
    const screens = [await open(person), await open(house.visitor(), { authorization: `Bearer ${key}` })]
    expect(await Promise.all(screens.map(answers))).toEqual([true, true])
    expect(await Promise.all(screens.map(({ closed }) => closed))).toEqual([4403, 4403])
  })

  it('closes when its key is revoked, its member is removed, or leaves', async () => {
    const { id, key } = await owner.post<{ id: string; key: string }>('/v1/api-keys', {
      name: 'K',
      scopes: ['see'],
    })
    const byKey = await open(house.visitor(), { authorization: `Bearer ${key}` })
    await owner.delete(`/v1/api-keys/${id}`)
    expect(await byKey.closed).toBe(4403)

    for (const gone of ['removed', 'leaves']) {
      const member = await newPerson(house)
      const memberId = randomUUID()
      await asOwner('insert into members (id, workspace_id, user_id, role) values ($1, $2, $3, $4)', [
        memberId,
        workspaceId,
        member.id,
        'agent',
      ])
      const screen = await open(member.as)
      if (gone === 'removed') await owner.delete(`/v1/members/${memberId}`)
      else await member.as.post('/v1/members/leave')
      expect([gone, await screen.closed]).toEqual([gone, 4403])
      await eventually(
        () => member.as.raw('GET', '/v1/conversations'),
        ({ status }) => status === 409,
      )
    }
  })

  it('that names what it has open hears who else has, each once, and when they leave', async () => {
    const at = `?at=draft:${randomUUID()}`
    const heard: string[][] = []
    const { screens, second, email } = await twoSessions()
    const mine = await open(second, {}, at)
    mine.socket.on('message', (data) => {
      const { people } = JSON.parse(String(data)) as { people: { name: string }[] }
      heard.push(people.map(({ name }) => name).toSorted())
    })
    const { key } = await second.post<{ key: string }>('/v1/api-keys', { name: 'Élan', scopes: ['see'] })
    const other = await open(house.visitor(), { authorization: `Bearer ${key}` }, at)
    const again = await open(await signedIn(email), {}, at)
    const elsewhere = await open(second, {}, `?at=draft:${randomUUID()}`)
    await eventually(
      async () => heard.length,
      (count) => count >= 2,
    )
    again.socket.close()
    other.socket.close()
    await eventually(
      async () => heard.at(-1),
      (people) => people?.length === 1 && heard.length >= 4,
    )
    expect(heard.some((people) => people.length === 2 && people[0] === 'API key Élan')).toBe(true)
    expect(Math.max(...heard.map((people) => people.length))).toBe(2)
    for (const { socket } of [mine, elsewhere, ...screens]) socket.close()
    expect((await second.raw('GET', '/v1/live?at=draft')).status).toBe(422)
  })
})
