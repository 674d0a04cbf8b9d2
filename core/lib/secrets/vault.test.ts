import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newId } from '../kernel/ids.ts'
import { type Keyring, openVault, parseKeyring } from './vault.ts'

const newKey = () => new Uint8Array(randomBytes(32))
const ring = (...versions: number[]): Keyring => versions.map((version) => ({ version, key: newKey() }))
const binding = { workspaceId: newId(), accountId: newId(), column: 'credentials' }
/** The master key of an earlier installation, and the values made with it. */
const old = openVault([{ version: 1, key: new Uint8Array(32).fill(7) }])

describe('a sealed credential', () => {
  const vault = openVault(ring(1))

  it('opens as what it was, and looks different each time it is sealed', async () => {
    const { wrappedKey } = await vault.newDataKey(binding.workspaceId)
    const [a, b] = [
      await vault.seal(binding, wrappedKey, 'token'),
      await vault.seal(binding, wrappedKey, 'token'),
    ]
    expect(a).not.toBe(b)
    expect(a).not.toContain('token')
    expect(await vault.open(binding, wrappedKey, a)).toBe('token')
  })

  it('does not open altered, or moved to another workspace, account or column', async () => {
    const { wrappedKey } = await vault.newDataKey(binding.workspaceId)
    const sealed = await vault.seal(binding, wrappedKey, 'token')
    for (let at = 3; at < sealed.length - 3; at += 7) {
      if (sealed[at] === '.') continue
      const flipped = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      await expect(vault.open(binding, wrappedKey, flipped)).rejects.toThrow()
    }
    for (const part of ['workspaceId', 'accountId', 'column'] as const) {
      await expect(vault.open({ ...binding, [part]: newId() }, wrappedKey, sealed)).rejects.toThrow()
    }
  })

  it('does not open with another data key, be it of this workspace or of another', async () => {
    const its = await vault.newDataKey(binding.workspaceId)
    const sealed = await vault.seal(binding, its.wrappedKey, 'token')
    const ours = await vault.newDataKey(binding.workspaceId)
    const theirs = await vault.newDataKey(newId())
    await expect(vault.open(binding, ours.wrappedKey, sealed)).rejects.toThrow()
    await expect(vault.open(binding, theirs.wrappedKey, sealed)).rejects.toThrow()
    await expect(vault.open(binding, null, sealed)).rejects.toThrow('no data key')
  })

  it('does not open without the master key that wraps its data key', async () => {
    const { wrappedKey } = await vault.newDataKey(binding.workspaceId)
    const sealed = await vault.seal(binding, wrappedKey, 'token')
    await expect(openVault(ring(1)).open(binding, wrappedKey, sealed)).rejects.toThrow()
    await expect(openVault(ring(2)).open(binding, wrappedKey, sealed)).rejects.toThrow('Master key 1')
  })

  it('of before data keys still opens, with the first master key', async () => {
    const workspaceId = '0199aaaa-0000-7000-8000-000000000001'
    const accountId = '0199aaaa-0000-7000-8000-000000000002'
    const sealed = 'v1.tdLxvZJ28bH8OGKu.OTzMqBaBWw8mQs6htj58S+6ZlEMETjiS7NG5zM7x+0MOSYyezYaT6nuisA=='
    const moved = { workspaceId: newId(), accountId, column: 'credentials' }
    expect(await old.open({ workspaceId, accountId, column: 'credentials' }, null, sealed)).toBe(
      '{"accessToken":"of before"}',
    )
    await expect(old.open(moved, null, sealed)).rejects.toThrow()
  })
})

describe('rotating the master key', () => {
  const [first, second] = [newKey(), newKey()]
  const before = openVault([{ version: 1, key: first }])
  const during = openVault([
    { version: 2, key: second },
    { version: 1, key: first },
  ])
  const after = openVault([{ version: 2, key: second }])

  it('re-wraps the data key and leaves every credential as it is, open at each step', async () => {
    const { wrappedKey } = await before.newDataKey(binding.workspaceId)
    const sealed = await before.seal(binding, wrappedKey, 'token')
    expect(await during.open(binding, wrappedKey, sealed)).toBe('token')
    const moved = await during.rewrap(binding.workspaceId, wrappedKey)
    expect(moved.masterKeyVersion).toBe(2)
    expect(await during.open(binding, moved.wrappedKey, sealed)).toBe('token')
    expect(await after.open(binding, moved.wrappedKey, sealed)).toBe('token')
    await expect(after.open(binding, wrappedKey, sealed)).rejects.toThrow('Master key 1')
    await expect(during.rewrap(newId(), wrappedKey)).rejects.toThrow()
  })

  it('keeps links and webhook secrets of the earlier key until it leaves the ring', async () => {
    const signature = await before.sign('invitations', 'x')
    const secret = await before.webhookSecret('telegram', 'a', 3)
    expect(await during.verify('invitations', 'x', signature)).toBe(true)
    expect(await during.webhookSecretVersion('telegram', 'a', secret)).toBe(3)
    expect(await after.verify('invitations', 'x', signature)).toBe(false)
    expect(await after.webhookSecretVersion('telegram', 'a', secret)).toBeNull()
    const renewed = await during.webhookSecret('telegram', 'a', 3)
    expect(await after.webhookSecretVersion('telegram', 'a', renewed)).toBe(3)
  })
})

describe('a derived secret', () => {
  const vault = openVault(ring(1))

  it('is good for one source, account and version', async () => {
    const secret = await vault.webhookSecret('telegram', 'a', 2)
    expect(await vault.webhookSecretVersion('telegram', 'a', secret)).toBe(2)
    expect(await vault.webhookSecretVersion('telegram', 'b', secret)).toBeNull()
    expect(await vault.webhookSecretVersion('other', 'a', secret)).toBeNull()
    expect(await vault.webhookSecretVersion('telegram', 'a', secret.replace('v2', 'v3'))).toBeNull()
    expect(await vault.webhookSecretVersion('telegram', 'a', '')).toBeNull()
    // Telegram takes 1–256 characters of A-Z, a-z, 0-9, _ and -.
    expect(secret).toMatch(/^[\w-]{1,256}$/)
  })

  it('that a platform was told before keys had versions is still good', async () => {
    const secret = 'v2-17b0be74ad50c6383163d204c77d83c49418ebcf01d0b36e26e7c1b3ae76d074'
    expect(await old.webhookSecretVersion('telegram', 'a', secret)).toBe(2)
    expect(await old.webhookSecretVersion('telegram', 'b', secret)).toBeNull()
  })

  it('of one purpose is worthless for another', async () => {
    const signature = await vault.sign('invitations', 'x')
    expect(await vault.verify('invitations', 'x', signature)).toBe(true)
    expect(await vault.verify('webhooks', 'x', signature)).toBe(false)
    expect(await vault.verify('invitations', 'y', signature)).toBe(false)
    expect(await vault.verify('invitations', 'x', signature.replace(/^1/, '2'))).toBe(false)
    expect(await vault.verify('invitations', 'x', '')).toBe(false)
  })
})

describe('the keyring', () => {
  const key = () => randomBytes(32).toString('base64')

  it('is one key, or several by version with the current one first', () => {
    expect(parseKeyring(key()).map(({ version }) => version)).toEqual([1])
    expect(parseKeyring(`2:${key()}, 1:${key()}`).map(({ version }) => version)).toEqual([2, 1])
  })

  it.each([
    ['empty', ''],
    ['too short', 'c2hvcnQ='],
    ['followed by nothing', `${key()},`],
    ['version 0', `0:${key()}`],
    ['without a number', `x:${key()}`],
    ['two of one version', `1:${key()},1:${key()}`],
  ])('that is %s is refused without being repeated', (_what, text) => {
    const refused = () => parseKeyring(text)
    expect(refused).toThrow(/32 bytes|twice/)
    expect(refused).not.toThrow(text === '' ? 'nothing to repeat' : text)
  })
})
