import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Content, Media, PublishIntent } from '#core/lib/platform/connector.ts'
import type { Stage } from '../contract/stage.ts'
import { wired } from '../folder.ts'
import { bluesky } from './index.ts'
import { COLLECTION } from './record.ts'
import { tidOf } from './tid.ts'

const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
const picture = (more: Partial<Media> = {}): Media => ({
  kind: 'image',
  mimeType: 'image/png',
  bytes: PNG,
  altText: 'One pixel',
  size: { width: 4, height: 3 },
  ...more,
})
const withMedia = (media: readonly Media[], text = 'Look'): Content => ({
  kind: 'media',
  text,
  media: media as [Media, ...Media[]],
})
const intent = (id = newId()): PublishIntent => ({ id, fence: 1, attempt: 1, startedAt: new Date() })
const failure = (status: number, error: string, message = error) => ({ status, body: { error, message } })
const FAMILY = '👨‍👩‍👧‍👦'

/** Runs the tests of behaviour that only Bluesky has. */
export function blueskyBeyond(stage: Stage): void {
  const posts = () => {
    const { posts } = stage.connector()
    if (!posts?.find) throw new Error('Posts cannot be read back.')
    return { publish: posts.publish, find: posts.find }
  }
  const publish = (post: Content, as = intent()) => posts().publish(stage.account, post, as)
  const calls = async () => (await stage.calls()) as { method: string; path: string; body: unknown }[]
  const callsOf = async (method: string) => (await calls()).filter(({ path }) => path.includes(method))
  const recordOf = async (as: PublishIntent) => {
    const put = (await callsOf('putRecord')).at(-1)?.body as { rkey: string; record: Record<string, unknown> }
    expect(put.rkey).toBe(await tidOf(as.id))
    return put.record
  }
  const published = async (post: Content) => {
    const as = intent()
    expect(await publish(post, as)).toMatchObject({ kind: 'sent' })
    return recordOf(as)
  }

  describe('a post on Bluesky', () => {
    it('has the address that people open', async () => {
      const as = intent()
      const rkey = await tidOf(as.id)
      const did = stage.account.externalId
      expect(await publish({ text: 'Hello' }, as)).toMatchObject({
        id: `at://${did}/${COLLECTION}/${rkey}`,
        url: `https://bsky.app/profile/${did}/post/${rkey}`,
      })
    })

    it('whose answer was lost is found by its key, and published again it is still one', async () => {
      const as = intent()
      await stage.fault('timeout-after', 'putRecord')
      expect(await publish({ text: 'Once' }, as)).toMatchObject({ kind: 'unknown' })
      const found = await posts().find(stage.account, as.startedAt, as)
      expect(found).toMatchObject({ kind: 'found', posts: [{ text: 'Once', marker: as.id }] })
      // Write the same bytes again, then the same post as a later try would.
      for (const startedAt of [as.startedAt, new Date(as.startedAt.getTime() + 90_000)])
        expect(await publish({ text: 'Once' }, { ...as, startedAt })).toMatchObject({
          kind: 'sent',
          id: found.kind === 'found' && found.posts[0]?.id,
        })
      expect(await stage.shown()).toHaveLength(1)
    })

    it('that never arrived is not found', async () => {
      const as = intent()
      await stage.fault('timeout-before', 'putRecord')
      expect(await publish({ text: 'Once' }, as)).toMatchObject({ kind: 'unknown' })
      expect(await posts().find(stage.account, as.startedAt, as)).toEqual({ kind: 'found', posts: [] })
    })

    it('that is there with other words is left as it is, and said so', async () => {
      const as = intent()
      await publish({ text: 'First' }, as)
      expect(await publish({ text: 'Second' }, as)).toMatchObject({
        kind: 'rejected',
        code: 'InvalidSwap',
        advice: expect.stringContaining('delete'),
      })
      expect((await stage.shown()).map(({ text }) => text)).toEqual(['First'])
    })

    it('that is there, and cannot be shown, may be ours', async () => {
      const as = intent()
      await publish({ text: 'Once' }, as)
      await stage.fault(failure(502, 'UpstreamFailure'), 'getRecord')
      const later = { ...as, startedAt: new Date(as.startedAt.getTime() + 1000) }
      expect(await publish({ text: 'Once' }, later)).toMatchObject({ kind: 'unknown' })
      expect(await stage.shown()).toHaveLength(1)
    })

    it('names its language', async () => {
      expect(await published({ text: 'Bonjour', language: 'fr' })).toMatchObject({ langs: ['fr'] })
      expect(await published({ text: 'Olá' })).not.toHaveProperty('langs')
    })
  })

  describe('the length of a post', () => {
    it.each([
      ['301 characters', 'é'.repeat(301)],
      ['300 characters of more than 3,000 bytes', FAMILY.repeat(121)],
    ])('%s are refused before a byte leaves', async (_what, text) => {
      expect(await publish({ text })).toMatchObject({ kind: 'rejected', advice: 'Shorten the text.' })
      expect(await calls()).toEqual([])
    })

    it.each([
      ['300 characters of two bytes', 'é'.repeat(300)],
      ['120 families, which are 3,000 bytes', FAMILY.repeat(120)],
    ])('%s are published', async (_what, text) => {
      expect(await publish({ text })).toMatchObject({ kind: 'sent' })
    })
  })

  describe('what readers can follow', () => {
    it('stands in bytes of UTF-8, whatever is before it', async () => {
      const text = `Olá 👋 ${FAMILY} https://example.com/é #chorus`
      const { facets } = await published({ text })
      const parts = (facets as { index: { byteStart: number; byteEnd: number } }[]).map(({ index }) =>
        Buffer.from(text).subarray(index.byteStart, index.byteEnd).toString(),
      )
      expect(parts).toEqual(['https://example.com/é', '#chorus'])
    })

    it('is the account of a handle that exists, and plain text where nobody has it', async () => {
      const did = 'did:plc:anaanaanaanaanaanaanaana'
      await stage.control('POST', '/accounts', {
        platform: 'bluesky',
        externalId: did,
        name: 'Ana',
        token: 'aaaa-bbbb-cccc-dddd',
      })
      const { facets } = await published({
        text: `@practice-${did.slice(8, 14)}.bsky.social and @nobody.bsky.social`,
      })
      expect(facets).toEqual([
        {
          index: { byteStart: 0, byteEnd: 28 },
          features: [{ $type: 'app.bsky.richtext.facet#mention', did }],
        },
      ])
    })

    it('cannot be looked up for the moment: the post waits', async () => {
      await stage.fault(failure(503, 'NotEnoughResources'), 'resolveHandle')
      expect(await publish({ text: 'Hello @ana.bsky.social' })).toMatchObject({ kind: 'retry' })
      expect(await callsOf('putRecord')).toEqual([])
    })
  })

  describe('pictures', () => {
    it('carry a label where they are for adults only', async () => {
      const { labels } = await published({ ...withMedia([picture()]), nsfw: true })
      expect(labels).toEqual({ $type: 'com.atproto.label.defs#selfLabels', values: [{ val: 'porn' }] })
    })

    it('are shown in order, with their descriptions and proportions', async () => {
      const other = picture({ bytes: Uint8Array.from([...PNG, 0]), altText: '' })
      const { embed } = await published(withMedia([picture(), other]))
      expect(embed).toMatchObject({
        $type: 'app.bsky.embed.images',
        images: [
          {
            alt: 'One pixel',
            aspectRatio: { width: 4, height: 3 },
            image: { $type: 'blob', mimeType: 'image/png', size: PNG.length },
          },
          { alt: '', image: { size: PNG.length + 1 } },
        ],
      })
      expect(await stage.shown()).toMatchObject([{ media: [{ kind: 'image' }, { kind: 'image' }] }])
    })

    it.each([
      ['five of them', Array.from({ length: 5 }, () => picture())],
      ['of 2,000,001 bytes', [picture({ bytes: new Uint8Array(2_000_001) })]],
      ['of a format that is not shown', [picture({ mimeType: 'image/heic' })]],
      ['a video', [picture({ kind: 'video', mimeType: 'video/mp4' })]],
    ])('%s are refused before a byte leaves', async (_what, media) => {
      expect(await publish(withMedia(media))).toMatchObject({ kind: 'rejected' })
      expect(await calls()).toEqual([])
    })

    it('of 2,000,000 bytes are taken', async () => {
      const bytes = new Uint8Array(2_000_000)
      bytes.set(PNG)
      expect(await publish(withMedia([picture({ bytes })]))).toMatchObject({ kind: 'sent' })
    })

    it('that Bluesky has dropped are uploaded again, once', async () => {
      await stage.fault(failure(400, 'BlobNotFound'), 'putRecord')
      expect(await publish(withMedia([picture()]))).toMatchObject({ kind: 'sent' })
      expect(await callsOf('uploadBlob')).toHaveLength(2)
      for (const _ of [1, 2]) await stage.fault(failure(400, 'BlobNotFound'), 'putRecord')
      expect(await publish(withMedia([picture()]))).toMatchObject({ kind: 'rejected', code: 'BlobNotFound' })
    })

    it('of a post that was deleted are uploaded again with it', async () => {
      const as = intent()
      await publish(withMedia([picture()]), as)
      await procedure('com.atproto.repo.deleteRecord', {
        repo: stage.account.externalId,
        collection: COLLECTION,
        rkey: await tidOf(as.id),
      })
      expect(await stage.shown()).toEqual([])
      expect(await publish(withMedia([picture()]))).toMatchObject({ kind: 'sent' })
    })

    it('whose upload fails keep the post back', async () => {
      for (const [fault, kind] of [
        [{ status: 502, body: '<html>Bad gateway</html>' }, 'retry'],
        [failure(500, 'InternalServerError'), 'retry'],
        [failure(413, 'PayloadTooLarge', 'request entity too large'), 'rejected'],
        [failure(400, 'ExpiredToken', 'Token has expired'), 'reauth'],
        ['limited:9', 'limited'],
      ] as const) {
        await stage.fault(fault, 'uploadBlob')
        expect((await publish(withMedia([picture()]))).kind).toBe(kind)
      }
      expect(await callsOf('putRecord')).toEqual([])
    })

    it('that took too long leave the record unwritten: the lease may be over', async () => {
      const early = { ...intent(), startedAt: new Date(Date.now() - 31_000) }
      expect(await publish(withMedia([picture()]), early)).toMatchObject({ kind: 'retry' })
      expect(await callsOf('putRecord')).toEqual([])
    })
  })

  const procedure = async (method: string, json: unknown, account = stage.account) => {
    const url = `${stage.url()}/xrpc/${method}`
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${account.credentials.accessToken}`,
      },
      body: JSON.stringify(json),
    })
    return { status: answer.status, headers: answer.headers, body: await answer.text() }
  }

  describe('a session', () => {
    const refresh = (account = stage.account) => stage.connector().tokens?.refresh(account)
    const idOf = (token = '') => JSON.parse(atob(token.split('.')[1] ?? '')).jti

    it('is opened by an app password, which is not kept, and runs two hours', async () => {
      const { credentials } = stage.account
      expect(JSON.stringify(credentials)).not.toContain(stage.secret)
      const left = Date.parse(credentials.expiresAt ?? '') - Date.now()
      expect(left).toBeGreaterThan(100 * 60_000)
      expect(left).toBeLessThan(121 * 60_000)
    })

    it('is found by a handle, with or without @, and stored by the DID', async () => {
      const handle = `practice-${stage.given.externalId.slice(8, 14)}.bsky.social`
      for (const externalId of [handle, `@${handle}`])
        expect(await stage.connect(stage.connector(), { ...stage.given, externalId })).toMatchObject({
          kind: 'connected',
          name: handle,
          externalId: stage.given.externalId,
        })
    })

    it('keeps its DID when the handle changes', async () => {
      const handle = `renamed-${Date.now()}.example.com`
      await procedure('com.atproto.identity.updateHandle', { handle })
      expect(await stage.connect()).toMatchObject({ name: handle, externalId: stage.given.externalId })
    })

    it('that has run out is renewed, and the same post goes out then', async () => {
      const as = intent()
      await stage.fault(failure(400, 'ExpiredToken', 'Token has expired'), 'putRecord')
      expect(await publish({ text: 'Once' }, as)).toMatchObject({ kind: 'reauth' })
      const renewed = await refresh()
      expect(renewed?.kind).toBe('refreshed')
      const credentials = renewed?.kind === 'refreshed' ? renewed.credentials : {}
      expect(await posts().publish({ ...stage.account, credentials }, { text: 'Once' }, as)).toMatchObject({
        kind: 'sent',
      })
      expect(await stage.shown()).toHaveLength(1)
    })

    it('renewed twice by one token goes on as one', async () => {
      const twice = [await refresh(), await refresh()]
      const ids = twice.map((one) => one?.kind === 'refreshed' && idOf(one.credentials.refreshToken))
      expect(ids[0]).toMatch(/\w/)
      expect(ids[1]).toBe(ids[0])
    })

    it.each([
      [{ status: 504, body: '<html>Gateway timeout</html>' }, 'retry'],
      [failure(502, 'UpstreamFailure'), 'retry'],
      ['limited:9', 'limited'],
    ] as const)('whose renewal meets %j is tried again', async (fault, kind) => {
      await stage.fault(fault, 'refreshSession')
      expect(await refresh()).toMatchObject({ kind })
    })

    it('that was ended on Bluesky asks a person to reconnect', async () => {
      const opened = await stage.connect()
      if (opened.kind !== 'connected' || !opened.credentials) throw new Error('Not connected.')
      const account = { ...stage.account, credentials: opened.credentials }
      const ended = { ...account, credentials: { accessToken: opened.credentials.refreshToken ?? '' } }
      expect((await procedure('com.atproto.server.deleteSession', {}, ended)).status).toBe(200)
      expect(await refresh(account)).toMatchObject({
        kind: 'reauth',
        reason: expect.stringContaining('app password'),
      })
    })

    it('is not opened 31 times within five minutes', async () => {
      const kinds: string[] = []
      for (let time = 0; time < 31; time++) kinds.push((await stage.connect()).kind)
      expect(kinds.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'connected'))
      expect(kinds[30]).toBe('retry')
    })

    it('asks for an app password where the main one wants a code', async () => {
      await stage.fault(failure(401, 'AuthFactorTokenRequired'), 'createSession')
      expect(await stage.connect()).toMatchObject({
        kind: 'reauth',
        reason: expect.stringContaining('app password'),
      })
    })
  })

  describe('a server of one’s own', () => {
    const elsewhere = () => {
      const asked: string[] = []
      const from: typeof fetch = (input, init) => {
        asked.push(String(input))
        return fetch(input, init)
      }
      const apiUrl = 'https://entryway.example'
      return {
        asked,
        connector: wired(bluesky, { apiUrl, deadlineMs: 2_000, now: () => new Date(), elsewhere: from }),
      }
    }
    const own = () => ({
      ...stage.given,
      credentials: { ...stage.given.credentials, pds: `${stage.url()}/` },
    })

    it('is asked in place of Bluesky’s, and kept with the account', async () => {
      const { connector, asked } = elsewhere()
      const answer = await connector.connect(own(), null)
      expect(answer).toMatchObject({ kind: 'connected', credentials: { service: stage.url() } })
      const credentials = (answer.kind === 'connected' && answer.credentials) || {}
      const sent = await connector.posts?.publish(
        { ...stage.given, credentials },
        { text: 'Hello' },
        intent(),
      )
      expect(sent).toMatchObject({ kind: 'sent' })
      expect(asked).toHaveLength(2)
      expect(asked.every((url) => url.startsWith(asked[0]?.split('/xrpc')[0] ?? '-'))).toBe(true)
    })

    it('that may not be called is refused, with what to do', async () => {
      const connector = stage.at('https://entryway.example')
      expect(await connector.connect(own(), null)).toMatchObject({
        kind: 'rejected',
        advice: expect.stringContaining('address'),
      })
    })
  })

  describe('the limits', () => {
    it('are told with each answer, of the one that is nearest to its end', async () => {
      expect(await publish({ text: 'Hello' })).toMatchObject({
        usage: [{ scope: 'account', name: 'requests_usage' }],
      })
    })

    it('count a post as two points of the hour and the day, and each picture as an upload', () => {
      const quotas = (media: number) => stage.connector().posts?.rules.quotas(media) ?? []
      expect(quotas(0).map(({ key, cost }) => [key, cost])).toEqual([
        ['points', 2],
        ['points', 2],
      ])
      expect(quotas(4).find(({ key }) => key === 'uploads')?.cost).toBe(4)
    })
  })
}
