import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { openAccount } from '#core/lib/platform/platform-call.ts'
import { asOwner, type Room, startRooms } from '#test/database.ts'
import { refreshingConnector, startProvider } from '#test/oauth-provider.ts'
import { mailExpired, refreshToken, refreshTokens, tokenRefused } from './actions/tokens.ts'
import { accountsById } from './queries.ts'

const rooms = startRooms()
const { outside, system } = rooms
let provider: Awaited<ReturnType<typeof startProvider>>
let room: Room
let ctx: Ctx
let first: string
beforeAll(async () => {
  provider = await startProvider()
})
afterAll(() => provider?.close())

const renewing = <C extends Pick<Ctx, 'connector'>>(of: C): C => ({
  ...of,
  connector: (platform: never) =>
    refreshingConnector(of.connector(platform), provider.url, () => outside.now),
})
const cron = (): SystemCtx => ({
  ...renewing(system),
  // Accounts of other suites are left alone: their tokens must not be tried.
  workspace: (id) => (id === room.workspaceId ? renewing(system.workspace(id)) : system.workspace(id)),
})
const row = async () => {
  const [[account]] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId: room.workspaceId, ids: [room.accountId] }),
  ])
  if (!account) throw new Error('The account is gone.')
  return account
}
const credentials = async () => (await openAccount(ctx, await row())).credentials
const refresh = async (version = 1) => refreshToken(ctx, room.accountId, version)
const later = (ms: number) => {
  outside.now = new Date(outside.now.getTime() + ms)
}
const MINUTE = 60_000

beforeEach(async () => {
  Object.assign(outside, { now: new Date(), delivered: [], deliveryError: null, mails: [] })
  Object.assign(provider.seen, { calls: 0, refused: 0 })
  provider.faults.length = 0
  room = await rooms.newWorkspace()
  ctx = renewing(room.ctx)
  first = provider.issue()
  const { wrappedKey } = await row()
  if (!wrappedKey) throw new Error('The workspace has no key.')
  const binding = { workspaceId: room.workspaceId, accountId: room.accountId, column: 'credentials' }
  const sealed = await ctx.vault.seal(
    binding,
    wrappedKey,
    JSON.stringify({ accessToken: 'access-1', refreshToken: first, expiresAt: outside.now.toISOString() }),
  )
  await asOwner('update social_accounts set credentials = $1, token_refresh_at = $2 where id = $3', [
    sealed,
    outside.now,
    room.accountId,
  ])
})

describe('a token that runs out', () => {
  it('is refreshed ahead of its end by the tick, with the next time set', async () => {
    const ends = await refreshTokens(cron())
    expect(ends.fresh).toBeGreaterThanOrEqual(1)
    const account = await row()
    expect(account).toMatchObject({ status: 'active', credentialsVersion: 2 })
    expect(account.tokenRefreshAt?.getTime()).toBe(outside.now.getTime() + (120 - 15) * MINUTE)
    expect((await credentials()).accessToken).toMatch(/^access-.{36}$/)
    expect(provider.isGood((await credentials()).refreshToken ?? '')).toBe(true)
    await refreshTokens(cron())
    expect(provider.seen.calls).toBe(1)
    expect(
      JSON.stringify(await asOwner('select * from audit_log where object_id = $1', [room.accountId])),
    ).not.toContain('refresh-')
  })

  it('is refreshed once by twenty who try at the same time', async () => {
    provider.faults.push('slow')
    const ends = await Promise.all(Array.from({ length: 20 }, () => refresh()))
    expect(provider.seen).toEqual({ calls: 1, refused: 0 })
    expect(ends.filter((end) => end === 'fresh').length).toBeGreaterThanOrEqual(1)
    expect(ends.every((end) => end === 'fresh' || end === 'busy')).toBe(true)
    expect(await row()).toMatchObject({ status: 'active', credentialsVersion: 2 })
  })

  it('whose new one could not be written is written by the next, without asking the platform again', async () => {
    const broken: Ctx = {
      ...ctx,
      db: {
        ...ctx.db,
        batch: ctx.db.batch.bind(ctx.db),
        tx: async () => Promise.reject(new Error('database away')),
      },
    }
    await expect(refreshToken(broken, room.accountId, 1)).rejects.toThrow('database away')
    expect(await row()).toMatchObject({ status: 'active', credentialsVersion: 1 })
    expect(await refresh()).toBe('fresh')
    expect(provider.seen).toEqual({ calls: 1, refused: 0 })
    expect(provider.isGood((await credentials()).refreshToken ?? '')).toBe(true)
  })

  it('is tried again after a failure of the platform: that is no revocation', async () => {
    provider.faults.push('down')
    expect(await refresh()).toBe('later')
    expect(await row()).toMatchObject({ status: 'active', credentialsVersion: 1 })
    expect(await refresh()).toBe('fresh')
    expect(provider.seen).toEqual({ calls: 2, refused: 0 })
  })

  it('whose answer was lost is tried once more when the turn has run out; refused, a person is told why', async () => {
    provider.faults.push('lost')
    expect(await refresh()).toBe('later')
    expect(await refresh()).toBe('busy')
    expect(await row()).toMatchObject({ status: 'active' })
    later(MINUTE + 1)
    expect(await refresh()).toBe('refused')
    expect(await row()).toMatchObject({
      status: 'expired',
      statusReason: expect.stringContaining('was lost'),
    })
  })
})

describe('a token that the platform refuses', () => {
  it('is renewed where it can be, and what waited is taken up', async () => {
    await tokenRefused(ctx, {
      type: 'account.expired',
      accountId: room.accountId,
      version: 1,
      reason: 'Unauthorized',
    })
    expect(await row()).toMatchObject({ status: 'active', credentialsVersion: 2 })
    expect(outside.delivered.map(({ job }) => job.type)).toContain('account.usable')
  })

  it('and cannot be renewed expires the account, and each owner and admin is told once', async () => {
    provider.revoke(first)
    await tokenRefused(ctx, {
      type: 'account.expired',
      accountId: room.accountId,
      version: 1,
      reason: 'Unauthorized',
    })
    expect(await row()).toMatchObject({ status: 'expired' })
    const jobs = outside.delivered.flatMap(({ job }) => (job.type === 'account.expired_mail' ? [job] : []))
    expect(jobs).toHaveLength(1)
    for (const job of jobs) await mailExpired(ctx, job)
    expect(outside.mails).toMatchObject([
      {
        to: `${room.userId}@chorus.test`,
        text: expect.stringContaining('https://app.chorus.example.org/accounts'),
      },
    ])
  })

  it('right after it was renewed is not renewed again and again', async () => {
    expect(await refresh()).toBe('fresh')
    await tokenRefused(ctx, {
      type: 'account.expired',
      accountId: room.accountId,
      version: 2,
      reason: 'Forbidden',
    })
    expect(await row()).toMatchObject({ status: 'expired', statusReason: 'Forbidden' })
    expect(provider.seen.calls).toBe(1)
  })

  it('is none of the account’s business once it has another one', async () => {
    expect(await refresh()).toBe('fresh')
    await tokenRefused(ctx, {
      type: 'account.expired',
      accountId: room.accountId,
      version: 1,
      reason: 'Unauthorized',
    })
    expect(await row()).toMatchObject({ status: 'active', credentialsVersion: 2 })
  })
})
