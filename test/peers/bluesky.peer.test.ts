import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { bluesky } from '#connectors/bluesky/index.ts'
import { COLLECTION } from '#connectors/bluesky/record.ts'
import { tidOf } from '#connectors/bluesky/tid.ts'
import { wired } from '#connectors/folder.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { ConnectedAccountRef, Content, Media, PublishIntent } from '#core/lib/platform/connector.ts'

/** Bluesky's own server, which `npm run test:peers` has started, and an account on it. */
const peer = z
  .object({ url: z.string(), did: z.string(), handle: z.string(), password: z.string() })
  .parse(JSON.parse(process.env.CHORUS_PEER_BLUESKY ?? 'null'))

const connector = wired(bluesky, { apiUrl: peer.url, deadlineMs: 20_000, now: () => new Date() })
const given: ConnectedAccountRef = {
  id: 'a',
  externalId: peer.handle,
  credentials: { appPassword: peer.password },
}
const connected = await connector.connect(given, null)
const account: ConnectedAccountRef = {
  id: 'a',
  externalId: peer.did,
  credentials: (connected.kind === 'connected' && connected.credentials) || {},
}

const intent = (): PublishIntent => ({ id: newId(), fence: 1, attempt: 1, startedAt: new Date() })
const publish = (post: Content, as = intent(), by = account) => connector.posts?.publish(by, post, as)
const find = (as: PublishIntent) => connector.posts?.find?.(account, as.startedAt, as)
const xrpc = async (method: string, query: Record<string, string>) =>
  (await fetch(`${peer.url}/xrpc/${method}?${new URLSearchParams(query)}`)).json() as Promise<
    Record<string, unknown>
  >
const recordOf = async (as: PublishIntent) => {
  const place = { repo: peer.did, collection: COLLECTION, rkey: await tidOf(as.id) }
  return (await xrpc('com.atproto.repo.getRecord', place)).value as Record<string, unknown>
}
const countOf = async () => {
  const query = { repo: peer.did, collection: COLLECTION, limit: '100' }
  return ((await xrpc('com.atproto.repo.listRecords', query)).records as unknown[]).length
}
const bytes = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
const picture = (more: Partial<Media> = {}): Media => ({
  kind: 'image',
  mimeType: 'image/png',
  bytes,
  ...more,
})

describe('a session on Bluesky’s own server', () => {
  it('is opened by a handle and an app password, and is known by the DID', () => {
    expect(connected).toMatchObject({ kind: 'connected', name: peer.handle, externalId: peer.did })
    const left = Date.parse(account.credentials.expiresAt ?? '') - Date.now()
    expect(Math.abs(left - 2 * 3_600_000)).toBeLessThan(60_000)
  })

  it('is not opened by another password', async () => {
    const wrong = { ...given, credentials: { appPassword: 'abcd-efgh-ijkl-mnop' } }
    expect(await connector.connect(wrong, null)).toMatchObject({ kind: 'reauth' })
  })

  it('is renewed twice by one token, and publishes after that', async () => {
    for (const _ of [1, 2]) {
      const renewed = await connector.tokens?.refresh(account)
      if (renewed?.kind !== 'refreshed') throw new Error(`Not renewed: ${JSON.stringify(renewed)}`)
      const by = { ...account, credentials: renewed.credentials }
      expect(await publish({ text: 'Renewed' }, intent(), by)).toMatchObject({ kind: 'sent' })
    }
  })

  it('that was ended there asks a person to reconnect', async () => {
    const other = await connector.connect(given, null)
    const credentials = (other.kind === 'connected' && other.credentials) || {}
    await fetch(`${peer.url}/xrpc/com.atproto.server.deleteSession`, {
      method: 'POST',
      headers: { authorization: `Bearer ${credentials.refreshToken}` },
    })
    expect(await connector.tokens?.refresh({ ...account, credentials })).toMatchObject({ kind: 'reauth' })
  })
})

describe('a post on Bluesky’s own server', () => {
  it('is written once, however often it is tried, and found by its key', async () => {
    const before = await countOf()
    const as = intent()
    expect(await find(as)).toEqual({ kind: 'found', posts: [] })
    for (const after of [0, 0, 90_000]) {
      const again = { ...as, startedAt: new Date(as.startedAt.getTime() + after) }
      expect(await publish({ text: 'Olá 👋' }, again)).toMatchObject({
        kind: 'sent',
        id: `at://${peer.did}/${COLLECTION}/${await tidOf(as.id)}`,
        usage: [{ scope: 'account' }],
      })
    }
    expect(await find(as)).toMatchObject({ posts: [{ text: 'Olá 👋', marker: as.id }] })
    expect(await countOf()).toBe(before + 1)
    expect(await publish({ text: 'Something else' }, as)).toMatchObject({ code: 'InvalidSwap' })
  })

  it('has its links, tags and mentions, and its language', async () => {
    const as = intent()
    const text = `Olá 👨‍👩‍👧 @${peer.handle} @nobody.test https://example.com #chorus`
    expect(await publish({ text, language: 'en' }, as)).toMatchObject({ kind: 'sent' })
    const { facets, langs } = (await recordOf(as)) as {
      facets: { index: { byteStart: number; byteEnd: number }; features: Record<string, string>[] }[]
      langs: string[]
    }
    const parts = facets.map(({ index, features: [feature] }) => [
      Buffer.from(text).subarray(index.byteStart, index.byteEnd).toString(),
      feature?.did ?? feature?.uri ?? feature?.tag,
    ])
    expect(parts).toEqual([
      [`@${peer.handle}`, peer.did],
      ['https://example.com', 'https://example.com'],
      ['#chorus', 'chorus'],
    ])
    expect(langs).toEqual(['en'])
  })

  it('shows its pictures, and shows them again after it was tried twice', async () => {
    const as = intent()
    const media = [picture({ altText: 'A pixel', size: { width: 4, height: 3 } }), picture()] as const
    for (const startedAt of [as.startedAt, new Date(as.startedAt.getTime() + 20_000)])
      expect(await publish({ kind: 'media', text: 'Look', media }, { ...as, startedAt })).toMatchObject({
        kind: 'sent',
      })
    expect(await recordOf(as)).toMatchObject({
      embed: { images: [{ alt: 'A pixel', aspectRatio: { width: 4, height: 3 } }, { alt: '' }] },
    })
  })

  it.each([
    ['of 300 characters', 'é'.repeat(300)],
    ['of 3,000 bytes', '👨‍👩‍👧‍👦'.repeat(120)],
  ])('%s is taken', async (_what, text) => {
    expect(await publish({ text })).toMatchObject({ kind: 'sent' })
  })

  it('by a session that it does not know asks for another', async () => {
    const by = { ...account, credentials: { ...account.credentials, accessToken: 'a.b.c' } }
    expect(await publish({ text: 'Hello' }, intent(), by)).toMatchObject({ kind: 'reauth' })
  })
})
