import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Account, Begun, Connection, PlatformInfo } from '#core/accounts/schemas.ts'
import { type Client, client } from '#local/client.ts'
import { asOwner } from '#test/database.ts'
import { enterHouse, type House, newWorkspace, WEB_URL } from '#test/house.ts'
import { newMember } from '#test/people.ts'

const platform = 'linkedin'

let house: House
let owner: Client
let workspaceId: string
beforeAll(async () => {
  house = await enterHouse()
  const made = await newWorkspace(house)
  owner = made.owner
  workspaceId = made.workspaceId
})
afterEach(() => house.emulators.consent({ platform, mode: 'ask' }))
afterAll(() => house?.close())

const begin = (as: Client, more: object = {}) => as.post<Begun>('/v1/accounts/connect', { platform, ...more })

/** Goes to the platform's page, where a person answers as told, and returns where it sends them back to: a path of the API. */
async function visited(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' })
  expect(answer.status).toBe(302)
  const back = new URL(answer.headers.get('location') ?? '')
  expect([back.origin, back.pathname]).toEqual([WEB_URL, `/api/connect/${platform}/callback`])
  return back.pathname.slice('/api'.length) + back.search
}
const approving = (who: string, pages: string[] = []) =>
  house.emulators.consent({ platform, mode: 'approve', as: who, pages })
const somebody = () => `Person ${randomUUID().slice(0, 8)}`

/** Comes back from the page in a browser; returns the screen that it leads to. */
async function arrived(as: Client, path: string): Promise<URL> {
  const answer = await as.raw('GET', path, undefined, { accept: 'text/html' })
  expect(answer.status).toBe(303)
  return new URL(answer.headers.get('location') ?? '')
}
const become = (as: Client, id: string) => as.get<Connection>(`/v1/connections/${id}`)
/** Comes back in a program, and returns how it is refused. */
async function refusal(as: Client, path: string): Promise<[number, string]> {
  const answer = await as.raw('GET', path)
  return [answer.status, ((await answer.json()) as { code: string }).code]
}
const accountsOf = async (as: Client) => (await as.get<{ items: Account[] }>('/v1/accounts')).items
const stored = async (id: string) =>
  (await asOwner<Record<string, unknown>>('select * from account_connections where id = $1', [id]))[0]

async function connected(as: Client, who = somebody()) {
  await approving(who)
  const { id, url } = await begin(as)
  const screen = await arrived(as, await visited(url))
  return { id, screen, who, connection: await become(as, id) }
}

describe('connecting an account by the platform’s page', () => {
  it('is offered by the platforms, with what the page asks for', async () => {
    const { items } = await owner.get<{ items: PlatformInfo[] }>('/v1/platforms')
    expect(items.find(({ id }) => id === platform)).toMatchObject({
      connect: [{ kind: 'redirect', hint: expect.stringMatching(/\w/) }],
      apiVersion: {
        name: expect.stringMatching(/^\d{6}$/),
        endsOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    })
  })

  it('connects the account that the person agrees for, and leads back to the screen that it came from', async () => {
    const who = somebody()
    await approving(who)
    const { id, url } = await begin(owner, { returnTo: '/calendar?view=week' })
    expect(await become(owner, id)).toMatchObject({ status: 'begun', problem: null })
    const screen = await arrived(owner, await visited(url))
    expect(screen.href).toBe(`${WEB_URL}/calendar?view=week&connection=${id}`)
    const { status, accountIds } = await become(owner, id)
    expect(status).toBe('done')
    expect((await accountsOf(owner)).find((account) => account.id === accountIds[0])).toMatchObject({
      platform,
      name: who,
      status: 'active',
      externalId: expect.stringMatching(/^urn:li:person:/),
    })
  })

  it('has its tokens renewed ahead, and keeps when the person has to agree anew', async () => {
    const { connection } = await connected(owner)
    const [row] = await asOwner<{ renew: number; ends: number; credentials: string }>(
      `select extract(day from token_refresh_at - now())::int as renew, extract(day from grant_ends_at - now())::int as ends,
        credentials from social_accounts where id = $1`,
      [connection.accountIds[0]],
    )
    expect(row).toMatchObject({ renew: 54, ends: 364, credentials: expect.stringMatching(/^v2\./) })
  })

  it('that the person declines connects nothing, and says so', async () => {
    const before = await accountsOf(owner)
    await house.emulators.consent({ platform, mode: 'deny' })
    const { id, url } = await begin(owner)
    const screen = await arrived(owner, await visited(url))
    expect(screen.searchParams.get('connection')).toBe(id)
    expect(await become(owner, id)).toMatchObject({
      status: 'failed',
      problem: 'LinkedIn says that you declined. Nothing was connected.',
    })
    expect(await accountsOf(owner)).toEqual(before)
  })

  it('lets the person choose when the consent covers several, once, among those alone', async () => {
    const who = somebody()
    await approving(who, ['Café North', 'Café South'])
    const { id, url } = await begin(owner)
    await arrived(owner, await visited(url))
    const { status, choices } = await become(owner, id)
    expect([status, choices.map(({ name, kind }) => [name, kind])]).toEqual([
      'choosing',
      [
        [who, 'Member'],
        ['Café North', 'Page'],
        ['Café South', 'Page'],
      ],
    ])
    expect(await stored(id)).toMatchObject({ grant: expect.stringMatching(/^v2\./) })
    const choose = (externalIds: string[]) =>
      owner.post<Connection>(`/v1/connections/${id}/choose`, { externalIds })
    await expect(choose(['urn:li:organization:1'])).rejects.toMatchObject({ status: 422 })
    const pages = choices.slice(1).map(({ externalId }) => externalId)
    const done = await choose(pages)
    expect(done).toMatchObject({ status: 'done', accountIds: [expect.any(String), expect.any(String)] })
    const names = (await accountsOf(owner)).filter(({ id: one }) => done.accountIds.includes(one))
    expect(names.map(({ name }) => name)).toEqual(['Café North', 'Café South'])
    expect(await stored(id)).toMatchObject({ grant: null })
    await expect(choose(pages)).rejects.toMatchObject({ status: 409, body: { code: 'nothing_to_choose' } })
  })

  it('can be begun by a key, whose holder has no session to come back with', async () => {
    const { key } = await owner.post<{ key: string }>('/v1/api-keys', { name: 'Key', scopes: ['manage'] })
    const program = client(house.url, { origin: WEB_URL, apiKey: key })
    await approving(somebody())
    const { id, url } = await begin(program)
    await arrived(house.visitor(), await visited(url))
    expect(await become(program, id)).toMatchObject({ status: 'done' })
  })

  it('is refused where the platform has no page, and to screens elsewhere', async () => {
    await expect(begin(owner, { platform: 'telegram' })).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ path: 'platform' }] },
    })
    for (const returnTo of ['https://evil.example', '//evil.example', '/\\evil.example', 'accounts'])
      await expect(begin(owner, { returnTo })).rejects.toMatchObject({ status: 422 })
    await expect(
      owner.post('/v1/accounts', {
        platform,
        externalId: 'urn:li:person:x',
        name: 'Ours',
        credentials: { accessToken: 'x' },
      }),
    ).rejects.toMatchObject({ status: 422, body: { errors: [{ path: 'platform' }] } })
  })
})

describe('an answer of the platform', () => {
  it('counts once', async () => {
    await approving(somebody())
    const { url } = await begin(owner)
    const path = await visited(url)
    await arrived(owner, path)
    const calls = (await house.emulators.calls(platform)).length
    expect(await refusal(owner, path)).toEqual([409, 'connection_used'])
    expect((await arrived(owner, path)).searchParams.get('connection')).toBe('connection_used')
    expect((await house.emulators.calls(platform)).length).toBe(calls)
  })

  it('counts once when it comes twice at the same time', async () => {
    await approving(somebody())
    const { id, url } = await begin(owner)
    const path = await visited(url)
    const both = await Promise.all([owner.raw('GET', path), owner.raw('GET', path)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409])
    expect(await become(owner, id)).toMatchObject({ status: 'done' })
  })

  it('is refused when it comes from another session, of whoever it is', async () => {
    await approving(somebody())
    const { id, url } = await begin(owner)
    const path = await visited(url)
    const stranger = await newWorkspace(house)
    const colleague = await newMember(house, workspaceId, 'admin')
    for (const who of [stranger.owner, colleague.as, house.visitor()])
      expect(await refusal(who, path)).toEqual([403, 'another_session'])
    expect(await become(owner, id)).toMatchObject({ status: 'begun' })
    await expect(become(stranger.owner, id)).rejects.toMatchObject({ status: 404 })
  })

  it('is refused to a person who may no longer connect accounts', async () => {
    const admin = await newMember(house, workspaceId, 'admin')
    await approving(somebody())
    const { url } = await begin(admin.as)
    const path = await visited(url)
    await asOwner(`update members set role = 'viewer' where user_id = $1`, [admin.id])
    expect(await refusal(admin.as, path)).toEqual([403, 'another_session'])
  })

  it.each<[string, (path: URLSearchParams) => void]>([
    ['altered', (query) => query.set('state', `${query.get('state')?.slice(0, -1)}_`)],
    [
      'of another connection',
      (query) => query.set('state', `${randomUUID()}${query.get('state')?.slice(36)}`),
    ],
    ['given twice', (query) => query.append('state', 'x')],
    ['missing', (query) => query.delete('state')],
  ])('is refused when its state is %s', async (_what, spoil) => {
    await approving(somebody())
    const { url } = await begin(owner)
    const [path = '', search] = (await visited(url)).split('?')
    const query = new URLSearchParams(search)
    spoil(query)
    expect(await refusal(owner, `${path}?${query}`)).toEqual([403, 'bad_state'])
  })

  it('is refused at the door of another platform, and after its time', async () => {
    await approving(somebody())
    const { id, url } = await begin(owner)
    const path = await visited(url)
    expect(await refusal(owner, path.replace(platform, 'telegram'))).toEqual([403, 'bad_state'])
    await asOwner(`update account_connections set expires_at = now() - interval '1 second' where id = $1`, [
      id,
    ])
    expect(await refusal(owner, path)).toEqual([409, 'connection_expired'])
    await house.worker.scheduled({ cron: '*/5 * * * *', scheduledTime: new Date() })
    expect(await stored(id)).toBeUndefined()
    expect(await refusal(owner, path)).toEqual([409, 'connection_expired'])
  })

  it('with a code that the platform does not take connects nothing, and says why', async () => {
    await approving(somebody())
    const { id, url } = await begin(owner)
    const path = (await visited(url)).replace(/code=[^&]+/, 'code=another')
    await arrived(owner, path)
    expect(await become(owner, id)).toMatchObject({
      status: 'failed',
      problem: 'LinkedIn says: “The code is not valid for this request”. Begin again.',
    })
  })
})

describe('an account that is connected already', () => {
  it('gets the new consent’s tokens where it is, and keeps its id', async () => {
    const { who, connection } = await connected(owner)
    const again = await connected(owner, who)
    expect(again.connection.accountIds).toEqual(connection.accountIds)
  })

  it('in another workspace is refused, and says so', async () => {
    const { who } = await connected(owner)
    const elsewhere = (await newWorkspace(house)).owner
    const { connection } = await connected(elsewhere, who)
    expect(connection).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('is connected already'),
    })
  })

  it('and has expired is reconnected by the same page; another person’s consent is refused', async () => {
    const { who, connection } = await connected(owner)
    const [accountId = ''] = connection.accountIds
    await asOwner(`update social_accounts set status = 'expired', status_reason = 'Ended' where id = $1`, [
      accountId,
    ])
    const reconnect = async (as: string) => {
      await approving(as)
      const { id, url } = await begin(owner, { accountId })
      await arrived(owner, await visited(url))
      return become(owner, id)
    }
    const other = somebody()
    expect(await reconnect(other)).toMatchObject({
      status: 'failed',
      problem: `You agreed for ${other}, and this account is ${who}. Sign in there as the right person.`,
    })
    expect(await owner.get<Account>(`/v1/accounts/${accountId}`)).toMatchObject({ status: 'expired' })
    expect(await reconnect(who)).toMatchObject({ status: 'done', accountIds: [accountId] })
    expect(await owner.get<Account>(`/v1/accounts/${accountId}`)).toMatchObject({
      status: 'active',
      statusReason: null,
    })
  })
})

describe('connecting by the page of a service in between', () => {
  const platform = 'unipile'
  const consenting = (more: {
    mode?: 'approve' | 'deny'
    as?: string
    pages?: string[]
    reports?: 'before' | 'after' | 'never'
  }) => house.emulators.consent({ platform, mode: 'approve', as: somebody(), ...more })
  afterEach(() => house.emulators.consent({ platform, mode: 'ask' }))

  /** Begins, goes through the page, and returns the path with which it leads back, and where the service reports. */
  async function passed(as: Client, more: object = {}) {
    const { id, url } = await as.post<Begun>('/v1/accounts/connect', { platform, ...more })
    const answer = await fetch(url, { redirect: 'manual' })
    const { pathname, search } = new URL(answer.headers.get('location') ?? '')
    return { id, path: pathname.slice('/api'.length) + search, report: await reportOf() }
  }
  /** Returns the address to which the service was asked to report last, as a path. */
  async function reportOf(): Promise<string> {
    const calls = (await house.emulators.calls(platform)) as unknown as {
      path: string
      body: { notify_url?: string }
    }[]
    const link = calls.findLast(({ path }) => path.endsWith('/hosted/accounts/link'))
    return new URL(link?.body.notify_url ?? '').pathname
  }
  const tell = (path: string, body: unknown) =>
    fetch(house.url + path, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(body),
    })
  const names = async (as: Client, ids: string[]) =>
    (await accountsOf(as)).filter(({ id }) => ids.includes(id)).map(({ name }) => name)

  it('ends by the report that comes before the person, who then sees what was connected', async () => {
    const who = somebody()
    await consenting({ as: who })
    const { id, path } = await passed(owner)
    const connection = await become(owner, id)
    expect(connection).toMatchObject({ status: 'done', problem: null })
    expect(await names(owner, connection.accountIds)).toEqual([who])
    expect((await arrived(owner, path)).searchParams.get('connection')).toBe(id)
    expect(await become(owner, id)).toMatchObject({ status: 'done', accountIds: connection.accountIds })
  })

  it('waits for a report that comes after the person, and stays begun without one', async () => {
    const who = somebody()
    await consenting({ as: who, pages: ['Harbour'], reports: 'never' })
    const { id, path, report } = await passed(owner)
    await arrived(owner, path)
    expect(await become(owner, id)).toMatchObject({ status: 'begun', accountIds: [] })
    const token = await connectedAt(who)
    const told = { status: 'CREATION_SUCCESS', account_id: token, name: 'as it was given' }
    expect((await tell(report, told)).status).toBe(200)
    const { status, choices } = await become(owner, id)
    expect([status, choices.map(({ name, kind }) => [name, kind])]).toEqual([
      'choosing',
      [
        [who, 'Member'],
        ['Harbour', 'Page'],
      ],
    ])
    // Again, as services do: the choice stays as it is.
    expect((await tell(report, told)).status).toBe(200)
    expect(await become(owner, id)).toMatchObject({ status: 'choosing' })
  })

  it('that the person leaves connects nothing, and says so; a report after that changes nothing', async () => {
    await consenting({ mode: 'deny' })
    const { id, path, report } = await passed(owner)
    await arrived(owner, path)
    expect(await become(owner, id)).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('declined'),
    })
    expect((await tell(report, { status: 'CREATION_SUCCESS', account_id: 'x' })).status).toBe(200)
    expect(await become(owner, id)).toMatchObject({ status: 'failed' })
  })

  it('takes no report without the proof that only the service has: the state of the browser is none', async () => {
    await consenting({ reports: 'never' })
    const { id, path, report } = await passed(owner)
    const state = new URLSearchParams(path.split('?')[1]).get('state')?.split('.').slice(1).join('.') ?? ''
    const place = report.slice(0, report.lastIndexOf('/') + 1)
    const told = { status: 'CREATION_SUCCESS', account_id: 'x' }
    for (const proof of [state, 'x', `${report.slice(place.length, -1)}_`])
      expect((await tell(place + encodeURIComponent(proof), told)).status).toBe(403)
    for (const body of ['{', { status: 'OK' }, null]) expect((await tell(report, body)).status).toBe(403)
    expect(await become(owner, id)).toMatchObject({ status: 'begun' })
  })

  it('takes no account that was connected by somebody else before', async () => {
    const who = somebody()
    await consenting({ as: who })
    await passed((await newWorkspace(house)).owner)
    const token = await connectedAt(who)
    await consenting({ reports: 'never' })
    const { id, report } = await passed(owner)
    await asOwner(
      `update account_connections set created_at = created_at + interval '1 hour' where id = $1`,
      [id],
    )
    await tell(report, { status: 'CREATION_SUCCESS', account_id: token })
    expect(await become(owner, id)).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('was not connected on this page'),
    })
  })

  it('reconnects an account where it is', async () => {
    const who = somebody()
    await consenting({ as: who })
    const first = await become(owner, (await passed(owner)).id)
    const [accountId = ''] = first.accountIds
    await asOwner(`update social_accounts set status = 'expired' where id = $1`, [accountId])
    const again = await become(owner, (await passed(owner, { accountId })).id)
    expect(again).toMatchObject({ status: 'done', accountIds: [accountId] })
    expect(await owner.get<Account>(`/v1/accounts/${accountId}`)).toMatchObject({ status: 'active' })
  })

  /** Returns the id that a person's account has at the service. */
  async function connectedAt(name: string): Promise<string> {
    const answer = await fetch(`${house.emulatorUrl}/unipile/api/v1/accounts`, {
      headers: { 'x-api-key': house.secrets.UNIPILE_API_KEY ?? '' },
    })
    const { items } = (await answer.json()) as { items: { id: string; name: string }[] }
    return items.find((one) => one.name === name)?.id ?? ''
  }
})

describe('connecting an account on one of many servers', () => {
  const many = 'mastodon'
  const at = (domain: string) => `${house.emulatorUrl}/mastodon/at/${domain}`
  const begun = (credentials: object, more: object = {}) =>
    owner.post<Begun>('/v1/accounts/connect', { platform: many, credentials, ...more })
  async function agreed(url: string, who: string): Promise<void> {
    await house.emulators.consent({ platform: many, mode: 'approve', as: who })
    const answer = await fetch(url, { redirect: 'manual' })
    const back = new URL(answer.headers.get('location') ?? '')
    await arrived(owner, back.pathname.slice('/api'.length) + back.search)
  }

  it('asks for the server before the page, and refuses what it does not ask for', async () => {
    const { items } = await owner.get<{ items: PlatformInfo[] }>('/v1/platforms')
    expect(items.find(({ id }) => id === many)?.connect).toMatchObject([
      { kind: 'redirect', fields: [{ key: 'server', optional: true, secret: false }] },
    ])
    for (const credentials of [{ server: 'no address' }, { password: 'x' }])
      expect(await refused(owner, '/v1/accounts/connect', { platform: many, credentials })).toEqual([
        `credentials.${Object.keys(credentials)[0]}`,
      ])
  })

  it('leads to that server, keeps nothing of the way there in the open, and the account has its limits', async () => {
    const { id, url } = await begun({ server: at('small.example') })
    expect(url).toContain('/at/small.example/oauth/authorize?')
    const { grant } = (await stored(id)) as { grant: string }
    expect(grant).toMatch(/\w/)
    expect(grant).not.toMatch(/clientSecret|small/)
    const who = somebody()
    await agreed(url, who)
    const { status, accountIds } = await become(owner, id)
    expect(status).toBe('done')
    expect(await stored(id)).toMatchObject({ grant: null })
    const account = await owner.get<Account>(`/v1/accounts/${accountIds[0]}`)
    expect(account).toMatchObject({
      externalId: expect.stringMatching(/@small\.example$/),
      posts: { maxLength: 300, count: 'short_links', mediaMax: 2 },
    })
    const { posts } = await owner.get<{ posts: { text: object } }>(`/v1/accounts/${account.id}/capabilities`)
    expect(posts.text).toMatchObject({ maxLength: 300 })
    const post = { text: 'x'.repeat(301), accountIds: [account.id], publishAt: new Date().toISOString() }
    expect(await refused(owner, '/v1/scheduled-posts', { ...post, timezone: 'UTC' })).toEqual([
      'accountIds.0',
    ])
    // Connected anew, its server is known.
    const again = await begun({}, { accountId: account.id })
    expect(again.url).toContain('/at/small.example/oauth/authorize?')
    await agreed(again.url, who)
    expect(await become(owner, again.id)).toMatchObject({ status: 'done', accountIds: [account.id] })
  })

  /** Returns the fields at which an input is refused. */
  async function refused(as: Client, path: string, body: object): Promise<string[]> {
    const answer = await as.raw('POST', path, body)
    expect(answer.status).toBe(422)
    return ((await answer.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path)
  }
})
