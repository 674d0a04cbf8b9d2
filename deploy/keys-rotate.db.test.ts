import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Rotation, rotateKeys } from '#core/accounts/actions/keys.ts'
import type { Connector } from '#core/lib/platform/connector.ts'
import { openAccount } from '#core/lib/platform/platform-call.ts'
import { type Keyring, openVault } from '#core/lib/secrets/vault.ts'
import { asOwner, startRooms } from '#test/database.ts'

/** Only this suite's rows may exist (see `beforeEach`): those of other suites are sealed with lost keys. */
const rooms = startRooms()
const [first, second]: Keyring = [1, 2].map((version) => ({ version, key: new Uint8Array(randomBytes(32)) }))
if (!first || !second) throw new Error('Two keys are needed.')
const before = openVault([first])
const during = openVault([second, first])
const after = openVault([second])

let told: { id: string; secret: string | null }[]
let refuses: Set<string>
let ids: string[]

beforeEach(async () => {
  told = []
  refuses = new Set()
  ids = []
  await asOwner('delete from workspace_keys')
  await asOwner(`update social_accounts set status = 'revoked'`)
  for (let n = 0; n < 3; n++) ids.push(await connected())
})

/** Makes a workspace with a data key and one account under the first master key. */
async function connected(): Promise<string> {
  const { workspaceId, accountId } = await rooms.newWorkspace()
  const { wrappedKey } = await before.newDataKey(workspaceId)
  const binding = { workspaceId, accountId, column: 'credentials' }
  const sealed = await before.seal(
    binding,
    wrappedKey,
    JSON.stringify({ accessToken: `token of ${accountId}` }),
  )
  await asOwner(
    'update workspace_keys set wrapped_key = $2, master_key_version = 1 where workspace_id = $1',
    [workspaceId, wrappedKey],
  )
  await asOwner('update social_accounts set credentials = $2 where id = $1', [accountId, sealed])
  return accountId
}

/** Seals a token as Chorus 0.1 did: with a key derived from the master key and the workspace (HKDF), and no data key. */
async function sealedByVersionOne({
  workspaceId,
  accountId,
  token,
}: {
  workspaceId: string
  accountId: string
  token: string
}): Promise<string> {
  const utf8 = new TextEncoder()
  const root = await crypto.subtle.importKey('raw', first?.key ?? new Uint8Array(), 'HKDF', false, [
    'deriveKey',
  ])
  const key = await crypto.subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: utf8.encode('chorus'),
      info: utf8.encode(`credentials/${workspaceId}`),
    },
    root,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  )
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = utf8.encode(JSON.stringify(['v1', workspaceId, accountId, 'credentials']))
  const plain = utf8.encode(JSON.stringify({ accessToken: token }))
  const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain)
  return `v1.${Buffer.from(iv).toString('base64')}.${Buffer.from(body).toString('base64')}`
}

const connector: Connector = {
  ...rooms.system.connector('telegram'),
  connect: async ({ id }, webhook) => {
    if (refuses.has(id)) return { kind: 'retry', reason: 'The platform is away.' }
    told.push({ id, secret: webhook?.secret ?? null })
    return { kind: 'connected', name: 'Channel' }
  },
}
const rotate = (vault = during, progress: (sofar: Rotation) => void = () => undefined) =>
  rotateKeys({ ...rooms.system, vault, connector: () => connector }, progress)

interface Row extends Record<string, unknown> {
  id: string
  workspaceId: string
  externalId: string
  credentials: string
  wrappedKey: string | null
}
const opened = async (vault: typeof before) => {
  const rows = await asOwner<Row>(
    `select a.id, a.workspace_id as "workspaceId", a.external_id as "externalId", a.credentials, k.wrapped_key as "wrappedKey"
     from social_accounts a join workspace_keys k on k.workspace_id = a.workspace_id where a.status <> 'revoked'`,
  )
  expect(rows).toHaveLength(3)
  const tried = await Promise.allSettled(rows.map((row) => openAccount({ vault }, row)))
  return tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value.credentials.accessToken] : []))
}
const tokens = () => ids.map((id) => `token of ${id}`).sort()

const untouched = { credentials: { done: 0, failed: 0 } }

describe('rotating the master key', () => {
  it('leaves every credential open before, during and after, and none to the old key alone', async () => {
    expect((await opened(before)).sort()).toEqual(tokens())
    expect((await opened(during)).sort()).toEqual(tokens())
    expect(await rotate()).toEqual({
      ...untouched,
      keys: { done: 3, failed: 0 },
      webhooks: { done: 3, failed: 0 },
    })
    expect((await opened(during)).sort()).toEqual(tokens())
    expect((await opened(after)).sort()).toEqual(tokens())
    expect(await opened(before)).toEqual([])
  })

  it('tells each platform the webhook secret that the new key makes', async () => {
    await rotate()
    expect(told.map(({ id }) => id).sort()).toEqual([...ids].sort())
    for (const { id, secret } of told) {
      expect(await after.webhookSecretVersion('telegram', id, secret ?? '')).toBe(1)
      expect(await before.webhookSecretVersion('telegram', id, secret ?? '')).toBeNull()
    }
  })

  it('run a second time finds nothing to do', async () => {
    await rotate()
    expect(await rotate()).toEqual({
      ...untouched,
      keys: { done: 0, failed: 0 },
      webhooks: { done: 0, failed: 0 },
    })
  })

  it('counts what it cannot move, moves the others, and takes it up when it is run again', async () => {
    const [away = '', broken = ''] = ids
    refuses.add(away)
    await asOwner(
      `update workspace_keys set wrapped_key = 'k1.' || repeat('A', 16) || '.' || repeat('A', 64)
       where workspace_id = (select workspace_id from social_accounts where id = $1)`,
      [broken],
    )
    const rotation = await rotate()
    expect(rotation).toEqual({ ...untouched, keys: { done: 2, failed: 1 }, webhooks: { done: 1, failed: 2 } })
    refuses.clear()
    expect(await rotate()).toEqual({
      ...untouched,
      keys: { done: 0, failed: 1 },
      webhooks: { done: 1, failed: 1 },
    })
  })

  it('seals anew what is older than data keys, so that the first key can go', async () => {
    const { workspaceId, accountId } = await rooms.newWorkspace()
    ids = [...ids.slice(1), accountId]
    await asOwner(`update social_accounts set status = 'revoked' where not (id = any ($1::uuid[]))`, [ids])
    await asOwner('delete from workspace_keys where workspace_id = $1', [workspaceId])
    await asOwner('update social_accounts set credentials = $2 where id = $1', [
      accountId,
      await sealedByVersionOne({ workspaceId, accountId, token: `token of ${accountId}` }),
    ])
    expect(await rotate()).toMatchObject({ credentials: { done: 1, failed: 0 }, keys: { failed: 0 } })
    expect((await opened(after)).sort()).toEqual(tokens())
  })

  it('interrupted between keys and webhooks goes on where it was, and everything stays open', async () => {
    const stop = new Error('interrupted')
    const interrupted = rotate(during, ({ keys }) => {
      if (keys.done > 0) throw stop
    })
    await expect(interrupted).rejects.toBe(stop)
    expect(told).toEqual([])
    expect((await opened(during)).sort()).toEqual(tokens())
    expect(await rotate()).toEqual({
      ...untouched,
      keys: { done: 0, failed: 0 },
      webhooks: { done: 3, failed: 0 },
    })
    expect((await opened(after)).sort()).toEqual(tokens())
  })

  it('interrupted among the keys leaves some under each, all open, and the next run moves the others', async () => {
    const [unreached = ''] = ids
    const versionOfUnreached = (version: number) =>
      asOwner(
        `update workspace_keys set master_key_version = $2
         where workspace_id = (select workspace_id from social_accounts where id = $1)`,
        [unreached, version],
      )
    // Hidden from the first run, like rows after the point at which a run fails.
    await versionOfUnreached(2)
    expect((await rotate()).keys).toEqual({ done: 2, failed: 0 })
    await versionOfUnreached(1)
    expect(await opened(before)).toEqual([`token of ${unreached}`])
    expect(await opened(after)).toHaveLength(2)
    expect((await opened(during)).sort()).toEqual(tokens())
    expect((await rotate()).keys).toEqual({ done: 1, failed: 0 })
    expect((await opened(after)).sort()).toEqual(tokens())
    expect(await opened(before)).toEqual([])
  })
})
