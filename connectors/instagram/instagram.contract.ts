import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { MediaKind, StoredMedium } from '#core/lib/platform/connector.ts'
import { bytesOf, type Stage } from '../contract/stage.ts'
import { postRules } from './rules.ts'

const intent = (attempt = 1) => ({ id: newId(), fence: attempt, attempt, startedAt: new Date() })

const TYPES: Partial<Record<MediaKind, string>> = { image: 'image/jpeg', video: 'video/mp4' }

/** A file behind an address that anybody may fetch. */
async function file(
  { servers }: Pick<Stage, 'servers'>,
  kind: 'image' | 'video',
  {
    altText,
    begin = '',
    mimeType = TYPES[kind] ?? '',
  }: { altText?: string; begin?: string; mimeType?: string } = {},
): Promise<StoredMedium> {
  const bytes = bytesOf(`${begin}what the ${kind} shows`)
  const url = await servers.serve((_request, response) =>
    response.writeHead(200, { 'content-type': mimeType }).end(bytes),
  )
  return {
    ...{ kind, mimeType, sizeBytes: bytes.byteLength, fileName: 'it' },
    ...(altText === undefined ? {} : { altText }),
    link: async () => url,
    read: async () => {
      throw new Error('Instagram fetches files by their address.')
    },
  }
}

/** Does steps until all is there, at the times that they name, or sooner: the emulated platform counts how often it is asked. */
async function prepared(
  stage: Stage,
  text: string,
  media: readonly StoredMedium[],
  from: string | null = null,
): Promise<string> {
  const { prepare } = stage.connector().posts ?? {}
  if (!prepare) throw new Error('Nothing is taken in.')
  let handle = from
  for (;;) {
    const next = await prepare.step(stage.account, { text, media }, handle, intent())
    if (next.kind === 'ready') return next.handle
    if (next.kind !== 'pending') throw new Error(`Refused: ${JSON.stringify(next)}`)
    handle = next.handle
  }
}

/** Takes a picture in for a post of these words. */
export const takenIn = async (stage: Stage, text: string): Promise<string> =>
  prepared(stage, text.slice(0, postRules.text.maxLength), [await file(stage, 'image')])

/** Runs the tests of behaviour that only Instagram has. */
export function instagramBeyond(stage: Stage): void {
  const posts = () => {
    const { posts } = stage.connector()
    if (!posts?.find || !posts.prepare) throw new Error('Not all parts are there.')
    return { ...posts, find: posts.find, prepare: posts.prepare }
  }
  const step = (text: string, media: readonly StoredMedium[], handle: string | null = null) =>
    posts().prepare.step(stage.account, { text, media }, handle, intent())
  const publish = (text: string, handle?: string, as = intent()) =>
    posts().publish(stage.account, { text }, as, handle)
  const found = async () => {
    const answer = await posts().find(stage.account, new Date(Date.now() - 10_000), intent())
    if (answer.kind !== 'found') throw new Error(JSON.stringify(answer))
    return answer.posts
  }
  const calls = async (part: string) =>
    ((await stage.calls()) as { method: string; path: string; body: unknown }[]).filter(({ method, path }) =>
      `${method} ${path}`.includes(part),
    )

  describe('a post on Instagram', () => {
    it('shows nothing before it is published, and then its picture with the description, at an address of its own', async () => {
      const handle = await prepared(stage, 'Open today', [
        await file(stage, 'image', { altText: 'The terrace' }),
      ])
      expect(await stage.shown()).toEqual([])
      const outcome = await publish('Open today', handle)
      expect(outcome).toMatchObject({
        kind: 'sent',
        url: expect.stringContaining('https://www.instagram.com/p/'),
      })
      expect(await stage.shown()).toMatchObject([
        { text: 'Open today', media: [{ kind: 'image', name: 'The terrace', mimeType: 'image/jpeg' }] },
      ])
    })

    it('of several files is a carousel in their order, with the caption on the whole', async () => {
      const media = [
        await file(stage, 'image', { altText: 'First' }),
        await file(stage, 'video'),
        await file(stage, 'image', { altText: 'Third' }),
      ]
      expect(await publish('All three', await prepared(stage, 'All three', media))).toMatchObject({
        kind: 'sent',
      })
      expect(await stage.shown()).toMatchObject([
        { text: 'All three', media: [{ name: 'First' }, { kind: 'video' }, { name: 'Third' }] },
      ])
      const bodies = (await calls('/media')).map(({ body }) => body as Record<string, string>)
      const items = bodies.filter((body) => body?.is_carousel_item === 'true')
      expect(items.map(({ media_type, caption }) => [media_type, caption])).toEqual([
        [undefined, undefined],
        ['VIDEO', undefined],
        [undefined, undefined],
      ])
    })

    it('of one video is a reel, waited for while it is worked through', async () => {
      const media = [await file(stage, 'video')]
      const first = await step('Tour', media)
      expect(first).toMatchObject({ kind: 'pending' })
      expect(first.kind === 'pending' && first.at.getTime()).toBeGreaterThan(Date.now() + 10_000)
      const early = first.kind === 'pending' ? first.handle : ''
      expect(await publish('Tour', early)).toMatchObject({ kind: 'retry' })
      expect(await publish('Tour', await prepared(stage, 'Tour', media, early))).toMatchObject({
        kind: 'sent',
      })
      expect((await calls('/media')).map(({ body }) => body)).toContainEqual(
        expect.objectContaining({ media_type: 'REELS', caption: 'Tour' }),
      )
    })

    it('without a file is refused before a word leaves', async () => {
      expect(await publish('Only words')).toMatchObject({ kind: 'rejected', code: 'media_needed' })
      expect(await stage.calls()).toEqual([])
    })

    it('whose answer was lost is published once: a second try finds it there, and asks to look for it', async () => {
      const handle = await prepared(stage, 'Once', [await file(stage, 'image')])
      await stage.fault('timeout-after', 'media_publish')
      expect(await publish('Once', handle)).toMatchObject({ kind: 'unknown' })
      expect(await publish('Once', handle, intent(2))).toMatchObject({
        kind: 'unknown',
        reason: expect.stringContaining('already'),
      })
      expect(await stage.shown()).toHaveLength(1)
      expect((await found()).map(({ text }) => text)).toEqual(['Once'])
    })

    it('that never arrived is not found, though the list begins with an empty page', async () => {
      await publish('Before', await prepared(stage, 'Before', [await file(stage, 'image')]))
      const handle = await prepared(stage, 'Never', [await file(stage, 'image')])
      await stage.fault('timeout-before', 'media_publish')
      expect(await publish('Never', handle)).toMatchObject({ kind: 'unknown' })
      expect((await found()).map(({ text }) => text)).toEqual(['Before'])
      expect(await publish('Never', handle, intent(2))).toMatchObject({ kind: 'sent' })
    })

    it('says how much of the account’s own quota is used', async () => {
      const outcome = await publish('Counted', await prepared(stage, 'Counted', [await file(stage, 'image')]))
      expect(outcome.usage).toContainEqual({ scope: 'account', name: 'publishing', usedPercent: 2 })
    })
  })

  describe('a file', () => {
    it.each([
      [{ mimeType: 'image/png' }, '2207005'],
      [{ mimeType: 'text/html' }, '2207005'],
    ])('that is %j is refused with what to do', async (more, code) => {
      expect(await step('No', [await file(stage, 'image', more)])).toMatchObject({ kind: 'rejected', code })
    })

    it('that cannot be fetched is refused: the operator has to open the address', async () => {
      const nobody: StoredMedium = {
        ...(await file(stage, 'image')),
        link: async () => 'http://127.0.0.1:9/it',
      }
      expect(await step('No', [nobody])).toMatchObject({
        kind: 'rejected',
        advice: expect.stringContaining('CHORUS_PUBLIC_URL'),
      })
    })

    it('that cannot be worked through is refused with Instagram’s words', async () => {
      const media = [await file(stage, 'video', { begin: '____fail' })]
      await expect(prepared(stage, 'No', media)).rejects.toThrow('2207026')
    })

    it('whose container has run out is taken in anew', async () => {
      const media = [await file(stage, 'video')]
      const first = await step('Late', media)
      await stage.fault({ status: 200, body: { status_code: 'EXPIRED' } }, 'status_code')
      const handle = first.kind === 'pending' ? first.handle : ''
      expect(await publish('Late', await prepared(stage, 'Late', media, handle))).toMatchObject({
        kind: 'sent',
      })
      const reels = (await calls('/media')).filter(({ body }) => JSON.stringify(body)?.includes('REELS'))
      expect(reels).toHaveLength(2)
    })

    it('whose container was made without an answer is made again, and nothing is shown twice', async () => {
      const media = [await file(stage, 'image')]
      await stage.fault('timeout-after', 'image_url')
      expect(await step('Again', media)).toMatchObject({ kind: 'retry' })
      await publish('Again', await prepared(stage, 'Again', media))
      expect(await stage.shown()).toHaveLength(1)
    })
  })

  it('a consent covers each linked account with the token of its page', async () => {
    const { consent } = stage.connector()
    if (!consent) throw new Error('There is no page.')
    const visit = {
      ...{ redirectUri: 'http://localhost:9/back', state: 's', verifier: 'v', reportUri: '', renews: null },
      since: new Date(),
    }
    await stage.control('POST', '/consent', {
      platform: 'instagram',
      mode: 'approve',
      as: 'Ana',
      pages: ['north', 'south'],
    })
    const page = await consent.begin(visit, {})
    const answer = await fetch(page.kind === 'page' ? page.url : '', { redirect: 'manual' })
    const back = new URL(answer.headers.get('location') ?? '').searchParams
    const granted = await consent.finish(back, visit, {})
    if (granted.kind !== 'granted') throw new Error(JSON.stringify(granted))
    expect(granted.accounts.map(({ name, kind }) => [name, kind])).toEqual([
      ['north', 'Account'],
      ['south', 'Account'],
    ])
    const [north, south] = granted.accounts
    expect(north?.credentials.accessToken).not.toBe(south?.credentials.accessToken)
    for (const one of granted.accounts)
      expect(await stage.connector().connect({ id: 'n', ...one }, null)).toMatchObject({
        kind: 'connected',
        name: one.name,
      })
  })
}
