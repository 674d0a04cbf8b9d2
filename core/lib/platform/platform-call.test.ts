import { randomBytes } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Lost, memoryGates } from '#test/gate/objects.ts'
import { newId } from '../kernel/ids.ts'
import { openVault } from '../secrets/vault.ts'
import type { ConnectedAccountRef, Outcome } from './connector.ts'
import { type CallableAccount, callPlatform } from './platform-call.ts'
import type { Quota } from './quota.ts'

const vault = openVault([{ version: 1, key: new Uint8Array(randomBytes(32)) }])
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, with: () => quiet }
const workspaceId = newId()
let wrappedKey: string
let accounts: CallableAccount[]
beforeAll(async () => {
  wrappedKey = (await vault.newDataKey(workspaceId)).wrappedKey
  accounts = await Promise.all(['one', 'one', 'two'].map(connected))
})

async function connected(accessToken: string): Promise<CallableAccount> {
  const id = newId()
  const binding = { workspaceId, accountId: id, column: 'credentials' }
  const credentials = await vault.seal(binding, wrappedKey, JSON.stringify({ accessToken }))
  return { id, workspaceId, externalId: id, credentials, wrappedKey, status: 'active', statusReason: null }
}

let now: number
let losing: number
let gates: ReturnType<typeof memoryGates>
beforeEach(() => {
  now = Date.parse('2026-11-21T12:00:00Z')
  losing = 0
  gates = memoryGates(() => now, {
    before: () => undefined,
    after: () => {
      if (losing-- > 0) throw new Lost('the answer')
    },
  })
})

const connector = {
  credentialOf: ({ credentials }: ConnectedAccountRef) => credentials.accessToken ?? '',
}
const to = (contact: string): Quota[] => [
  { key: 'app', scope: 'credential', limit: 3, windowMs: 60_000 },
  { key: `to:${contact}`, scope: 'action', limit: 100, windowMs: 60_000 },
]
const call = (which: number, quotas: Quota[], outcome: Outcome = { kind: 'sent', id: '1' }) => {
  const account = accounts[which]
  if (!account) throw new Error('There is no such account.')
  return callPlatform(
    { vault, gate: gates.gate, log: quiet, now: () => new Date(now) },
    account,
    connector,
    quotas,
    async () => outcome,
  )
}
const inSeconds = (seconds: number) => new Date(now + seconds * 1000)

describe('what a platform stops', () => {
  it('for a credential stops every account under it, and no other', async () => {
    const until = inSeconds(30)
    await call(0, to('ana'), { kind: 'limited', scope: 'credential', until })
    expect(await call(0, to('ana'))).toEqual({ kind: 'limited', scope: 'credential', until })
    expect(await call(1, to('ana'))).toEqual({ kind: 'limited', scope: 'credential', until })
    expect(await call(2, to('ana'))).toMatchObject({ kind: 'sent' })
    now = until.getTime()
    expect(await call(1, to('ana'))).toMatchObject({ kind: 'sent' })
  })

  it('for an account stops that account alone; for a contact, that contact of that account', async () => {
    await call(0, to('ana'), { kind: 'limited', scope: 'account', until: inSeconds(30) })
    expect(await call(0, to('ben'))).toMatchObject({ kind: 'limited', scope: 'account' })
    await call(1, to('ana'), { kind: 'limited', scope: 'action', until: inSeconds(30) })
    expect(await call(1, to('ana'))).toMatchObject({ kind: 'limited', scope: 'action' })
    expect(await call(1, to('ben'))).toMatchObject({ kind: 'sent' })
  })

  it('by its headers stops as long as they say, and a budget nearly used up is listed', async () => {
    const usage = [{ scope: 'credential' as const, name: 'app_usage', usedPercent: 85 }]
    await call(0, to('ana'), { kind: 'sent', id: '1', usage })
    expect(await gates.gate.status(accounts[0]?.id ?? '')).toContainEqual(
      expect.objectContaining({ name: 'app_usage', kind: 'reported', used: 85, limit: 100 }),
    )
    const blocked = [
      {
        ...usage[0],
        scope: 'credential' as const,
        name: 'app_usage',
        usedPercent: 100,
        blockedUntil: inSeconds(90),
      },
    ]
    await call(0, to('ana'), { kind: 'sent', id: '2', usage: blocked })
    expect(await call(1, to('ana'))).toEqual({ kind: 'limited', scope: 'credential', until: inSeconds(90) })
  })
})

describe('a call', () => {
  it('finds the budget of its credential used by another account', async () => {
    for (const which of [0, 1, 0]) expect(await call(which, to(`c${which}`))).toMatchObject({ kind: 'sent' })
    expect(await call(1, to('new'))).toMatchObject({ kind: 'limited', scope: 'credential' })
    expect(await call(2, to('new'))).toMatchObject({ kind: 'sent' })
  })

  it('that was never made for want of an answer gives its places back', async () => {
    losing = 1
    expect(await call(0, to('ana'))).toMatchObject({ kind: 'retry' })
    now += 40_000
    await gates.ring()
    const used = await gates.gate.status(accounts[0]?.id ?? '')
    expect(used.filter(({ kind }) => kind === 'sliding')).toEqual([])
  })

  it('that no window has room for is refused with what to do, and takes nothing', async () => {
    const four = Array.from({ length: 4 }, () => to('ana')).flat()
    expect(await call(0, four)).toMatchObject({ kind: 'rejected', code: 'over_limit' })
    expect(gates.names()).toEqual([])
  })
})
