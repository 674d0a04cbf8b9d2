import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { platforms } from '#connectors/registry.ts'
import type { Account, ConnectedAccount, PlatformInfo } from '#core/accounts/schemas.ts'
import type { Client } from '#local/client.ts'
import { asOwner } from '#test/database.ts'
import { connectTelegram, enterHouse, eventually, type House, newWorkspace } from '#test/house.ts'

let house: House
let owner: Client
beforeAll(async () => {
  house = await enterHouse()
  owner = (await newWorkspace(house)).owner
})
afterAll(() => house?.close())

const accountOf = async (id: string) =>
  (await owner.get<{ items: Account[] }>('/v1/accounts')).items.find((account) => account.id === id)

describe('an account whose token the platform refuses', () => {
  it('is reconnected with another one: its post, which had waited, goes out, and old webhooks are no longer believed', async () => {
    const { id, externalId, token } = await connectTelegram(house, owner)
    await asOwner(
      `update social_accounts set status = 'expired', status_reason = 'Unauthorized' where id = $1`,
      [id],
    )
    expect(await accountOf(id)).toMatchObject({ status: 'expired', statusReason: 'Unauthorized' })
    const { id: postId } = await owner.post<{ id: string }>('/v1/scheduled-posts', {
      text: `Waits ${externalId}`,
      accountIds: [id],
      publishAt: new Date(Date.now() - 1000).toISOString(),
    })
    const statusOf = async () =>
      (await owner.get<{ targets: { status: string }[] }>(`/v1/scheduled-posts/${postId}`)).targets[0]?.status
    await eventually(statusOf, (status) => status === 'waiting')

    const wrong = owner.post(`/v1/accounts/${id}/reconnect`, {
      credentials: { accessToken: `1:${randomUUID()}` },
    })
    await expect(wrong).rejects.toMatchObject({
      status: 422,
      body: { errors: [{ path: 'credentials.accessToken' }] },
    })
    expect(await accountOf(id)).toMatchObject({ status: 'expired' })

    const again = await owner.post<ConnectedAccount>(`/v1/accounts/${id}/reconnect`, {
      credentials: { accessToken: token },
    })
    expect(again).toMatchObject({ id, status: 'active', statusReason: null })
    expect(again.webhook?.secret).toMatch(/^v2k1-/)
    expect(await owner.get<Account>(`/v1/accounts/${id}`)).toEqual(await accountOf(id))
    await asOwner(`update scheduled_post_accounts set due_at = now() where scheduled_post_id = $1`, [postId])
    await house.tick()
    await eventually(statusOf, (status) => status === 'sent')
  })
})

describe('an account that is disconnected', () => {
  it('keeps its history, loses its credentials, and may be connected again, here or elsewhere', async () => {
    const { id, externalId, token } = await connectTelegram(house, owner)
    await owner.delete(`/v1/accounts/${id}`)
    expect((await owner.raw('GET', `/v1/accounts/${id}`)).status).toBe(404)
    expect(await accountOf(id)).toBeUndefined()
    const [row] = await asOwner<{ credentials: string; status: string }>(
      'select credentials, status from social_accounts where id = $1',
      [id],
    )
    expect(row).toEqual({ credentials: '', status: 'revoked' })
    expect((await owner.raw('DELETE', `/v1/accounts/${id}`)).status).toBe(404)
    const elsewhere = (await newWorkspace(house)).owner
    const connect = { platform: 'telegram', externalId, name: 'Theirs', credentials: { accessToken: token } }
    expect(await elsewhere.post<Account>('/v1/accounts', connect)).toMatchObject({ status: 'active' })
  })
})

describe('the platforms', () => {
  it('are listed with how an account is connected, what they take and what is missing, to whoever may see', async () => {
    const { items } = await owner.get<{ items: PlatformInfo[] }>('/v1/platforms')
    expect(items.map(({ id }) => id)).toEqual(platforms.map(({ manifest }) => manifest.id))
    for (const { id, connect, icon, parts, missing, limits } of items) {
      for (const flow of connect)
        if (flow.kind === 'fields') {
          expect(flow.fields.map(({ in: where }) => where)).toContain('externalId')
          // By hand, nothing is called, so that there is nothing to keep secret.
          expect([id, flow.fields.some(({ secret }) => secret)]).toEqual([id, id !== 'handoff'])
        } else expect(flow.hint).toMatch(/\w/)
      expect(icon).toMatch(/^M[\d .a-zA-Z-]+$/)
      expect([id, parts.length > 0, missing]).toEqual([id, true, []])
      for (const part of ['messages', 'posts'] as const) {
        expect([id, part, limits[part] !== null]).toEqual([id, part, parts.includes(part)])
        // The shortest that any platform takes.
        expect(limits[part]?.text.maxLength ?? 280).toBeGreaterThanOrEqual(280)
      }
    }
    const nobody = await house.visitor().raw('GET', '/v1/platforms')
    expect(nobody.status).toBe(401)
  })

  it('refuse a form that is not theirs, each fault at its field, and a platform that nobody speaks to', async () => {
    const connect = (body: object) => owner.post('/v1/accounts', { name: 'Ours', ...body })
    await expect(
      connect({ platform: 'whatsapp', externalId: '1', credentials: { businessId: 'no digits', pin: '1' } }),
    ).rejects.toMatchObject({
      status: 422,
      body: {
        errors: [
          { path: 'credentials.pin' },
          { path: 'credentials.accessToken', code: 'required' },
          { path: 'credentials.businessId' },
        ],
      },
    })
    await expect(
      connect({ platform: 'myspace', externalId: '1', credentials: { accessToken: 't' } }),
    ).rejects.toMatchObject({ status: 422, body: { errors: [{ path: 'platform' }] } })
  })
})

describe('a practice account', () => {
  it.each(['whatsapp', 'telegram'] as const)(
    'on %s is connected for whoever asks, and what a contact writes to it arrives',
    async (platform) => {
      const { owner } = await newWorkspace(house)
      expect((await owner.get<{ phoneUrl: string | null }>('/v1/practice')).phoneUrl).toMatch(/^http/)
      const { id, externalId, status, webhook } = await owner.post<ConnectedAccount>('/v1/practice', {
        platform,
      })
      expect({ status, byHand: webhook?.byHand?.fields }).toEqual({
        status: 'active',
        byHand: platform === 'whatsapp' ? ['messages'] : undefined,
      })
      const from = { id: '16505550177', name: 'Grace' }
      await house.emulators.inbound({ platform, account: externalId, from, text: 'Is anybody there?' })
      const [conversation] = await eventually(
        async () => (await owner.get<{ items: { accountId: string }[] }>('/v1/conversations')).items,
        (items) => items.length > 0,
      )
      expect(conversation).toMatchObject({ accountId: id })
    },
  )
})

describe('an account that is connected by a password for a session', () => {
  it('is known by its own id, keeps no password, and publishes with the session, renewed where it has run out', async () => {
    const { externalId: did, token: appPassword } = await house.emulators.invent('bluesky')
    const account = await owner.post<ConnectedAccount>('/v1/accounts', {
      platform: 'bluesky',
      externalId: `@practice-${did.slice(8, 14)}.bsky.social`,
      name: 'Café',
      credentials: { appPassword },
    })
    expect(account).toMatchObject({
      externalId: did,
      webhook: null,
      posts: { maxLength: 300, maxBytes: 3000 },
    })
    const [row] = await asOwner<{ ahead: boolean }>(
      `select token_refresh_at between now() + interval '1 hour' and now() + interval '2 hours' as ahead
       from social_accounts where id = $1`,
      [account.id],
    )
    expect(row).toEqual({ ahead: true })

    const error = { status: 400, body: { error: 'ExpiredToken', message: 'Token has expired' } }
    await house.emulators.fault({ platform: 'bluesky', match: 'Fresh bread', times: 1, fault: error })
    const { id: postId } = await owner.post<{ id: string }>('/v1/scheduled-posts', {
      text: 'Fresh bread',
      accountIds: [account.id],
      publishAt: new Date().toISOString(),
    })
    const targetOf = async () =>
      (
        await owner.get<{ targets: { status: string; url: string | null }[] }>(
          `/v1/scheduled-posts/${postId}`,
        )
      ).targets[0]
    await eventually(targetOf, (target) => target?.status === 'waiting')
    await eventually(
      () =>
        asOwner(`select from social_accounts where id = $1 and token_refreshed_at is not null`, [account.id]),
      (rows) => rows.length === 1,
    )
    // The account is usable again; the next tick takes up what waited for it.
    const ticked = async () => {
      await house.tick()
      return targetOf()
    }
    const target = await eventually(ticked, (one) => one?.status === 'sent')
    expect(target?.url).toContain(`https://bsky.app/profile/${did}/post/`)
    expect((await house.emulators.sent('bluesky')).filter((post) => post.account === did)).toHaveLength(1)
  })

  it('is refused with credentials of another account, and goes on with its own', async () => {
    const ours = await house.emulators.invent('bluesky')
    const account = await owner.post<ConnectedAccount>('/v1/accounts', {
      platform: 'bluesky',
      externalId: ours.externalId,
      name: 'Café',
      credentials: ours.credentials,
    })
    const theirs = await house.emulators.invent('bluesky')
    await expect(
      owner.post(`/v1/accounts/${account.id}/reconnect`, { credentials: theirs.credentials }),
    ).rejects.toMatchObject({ status: 422, body: { errors: [{ path: 'credentials.appPassword' }] } })
    expect(await accountOf(account.id)).toMatchObject({ status: 'active', externalId: ours.externalId })
  })
})

describe('connecting an account', () => {
  it('that its platform refuses says what to do, once, at the field', async () => {
    const refused = owner.post('/v1/accounts', {
      platform: 'telegram',
      externalId: '@nowhere',
      name: 'Nowhere',
      credentials: { accessToken: `1:${randomUUID()}` },
    })
    await expect(refused).rejects.toMatchObject({
      status: 422,
      body: {
        errors: [
          {
            path: 'credentials.accessToken',
            message: expect.stringMatching(
              /^The platform does not take this token: copy it again, whole\. \(/,
            ),
          },
        ],
      },
    })
  })
})
