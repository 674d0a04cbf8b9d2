import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { StoredMedium } from '#core/lib/platform/connector.ts'
import { bytesOf, idOf, type Stage } from '../contract/stage.ts'

const intent = () => ({ id: newId(), fence: 1, attempt: 1, startedAt: new Date() })

/** A file behind an address that anybody may fetch. */
async function file(
  { servers }: Pick<Stage, 'servers'>,
  kind: 'image' | 'video',
  { altText, begin = '' }: { altText?: string; begin?: string } = {},
): Promise<StoredMedium> {
  const mimeType = kind === 'image' ? 'image/jpeg' : 'video/mp4'
  const bytes = bytesOf(`${begin}what the ${kind} shows`)
  const url = await servers.serve((_request, response) =>
    response.writeHead(200, { 'content-type': mimeType }).end(bytes),
  )
  return {
    ...{ kind, mimeType, sizeBytes: bytes.byteLength, fileName: 'it' },
    ...(altText === undefined ? {} : { altText }),
    link: async () => url,
    read: async () => {
      throw new Error('Threads fetches files by their address.')
    },
  }
}

/** Does steps until all is there, or it is refused. */
export async function prepared(stage: Stage, text: string, media: readonly StoredMedium[]): Promise<string> {
  const { prepare } = stage.connector().posts ?? {}
  if (!prepare) throw new Error('Nothing is taken in.')
  for (let handle: string | null = null; ; ) {
    const next = await prepare.step(stage.account, { text, media }, handle, intent())
    if (next.kind === 'ready') return next.handle
    if (next.kind !== 'pending') throw new Error(`Refused: ${JSON.stringify(next)}`)
    handle = next.handle
  }
}

/** Runs the tests of behaviour that only Threads has. */
export function threadsBeyond(stage: Stage): void {
  const posts = () => {
    const { posts } = stage.connector()
    if (!posts?.find || !posts.prepare) throw new Error('Not all parts are there.')
    return { ...posts, find: posts.find, prepare: posts.prepare }
  }
  const publish = (text: string, handle?: string) =>
    posts().publish(stage.account, { text }, intent(), handle)

  describe('a post on Threads', () => {
    it('of a text alone is made and published at its second, at an address of its own', async () => {
      expect(await publish('Open today')).toMatchObject({
        kind: 'sent',
        url: expect.stringContaining('https://www.threads.com/@'),
        usage: [{ scope: 'account', name: 'publishing', usedPercent: 0 }],
      })
      expect((await stage.shown()).map(({ text }) => text)).toEqual(['Open today'])
    })

    it('shows nothing where only its container was made: that is made again', async () => {
      await stage.fault('timeout-after', 'media_type=TEXT')
      expect(await publish('Once')).toMatchObject({ kind: 'retry' })
      expect(await stage.shown()).toEqual([])
      expect(await publish('Once')).toMatchObject({ kind: 'sent' })
      expect(await stage.shown()).toHaveLength(1)
    })

    it('is published once by its container, and found by its words after its answer was lost', async () => {
      const handle = await prepared(stage, 'Once', [await file(stage, 'image')])
      const since = new Date()
      await stage.fault('timeout-after', 'threads_publish')
      expect(await publish('Once', handle)).toMatchObject({ kind: 'unknown' })
      expect(await publish('Once', handle)).toMatchObject({ kind: 'unknown' })
      expect(await posts().find(stage.account, since, intent())).toMatchObject({
        kind: 'found',
        posts: [{ text: 'Once' }],
      })
      expect(await stage.shown()).toHaveLength(1)
    })

    it('of several files is a carousel in their order', async () => {
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
    })

    it('waits while a file is worked through, and says why one was refused', async () => {
      const video = await file(stage, 'video')
      const first = await posts().prepare.step(
        stage.account,
        { text: 'Tour', media: [video] },
        null,
        intent(),
      )
      expect(first.kind === 'pending' && first.at.getTime()).toBeGreaterThan(Date.now() + 10_000)
      expect(await publish('Tour', first.kind === 'pending' ? first.handle : '')).toMatchObject({
        kind: 'retry',
      })
      const broken = await file(stage, 'video', { begin: '0000fail' })
      await expect(prepared(stage, 'Tour', [broken])).rejects.toThrow('FAILED_PROCESSING_VIDEO')
    })

    it('counts an emoji as its bytes, and takes five different links', async () => {
      expect(await publish(`${'x'.repeat(496)}😀`)).toMatchObject({ kind: 'sent' })
      expect(await publish(`${'x'.repeat(497)}😀`)).toMatchObject({ kind: 'rejected', code: 'text_length' })
      const links = (count: number) =>
        Array.from({ length: count }, (_, n) => `https://example.com/${n} https://example.com/0`).join(' ')
      expect(await publish(links(5))).toMatchObject({ kind: 'sent' })
      expect(await publish(links(6))).toMatchObject({ kind: 'rejected', code: 'too_many_links' })
    })
  })

  describe('an account on Threads', () => {
    const visit = {
      ...{ redirectUri: 'http://localhost:9/back', state: 's', verifier: 'v', reportUri: '', renews: null },
      since: new Date(),
    }

    it('is connected by its consent, under an id beyond what numbers hold, with a token of sixty days', async () => {
      const { consent, tokens } = stage.connector()
      if (!consent || !tokens) throw new Error('There is no page.')
      await stage.control('POST', '/consent', { platform: 'threads', mode: 'approve', as: 'Ana' })
      const page = await consent.begin(visit, {})
      const answer = await fetch(page.kind === 'page' ? page.url : '', { redirect: 'manual' })
      const back = new URL(answer.headers.get('location') ?? '').searchParams
      const granted = await consent.finish(back, visit, {})
      if (granted.kind !== 'granted' || !granted.accounts[0]) throw new Error(JSON.stringify(granted))
      const account = { id: 'n', ...granted.accounts[0] }
      expect(account.externalId).toMatch(/^\d{17}$/)
      expect(await stage.connector().connect(account, null)).toMatchObject({ kind: 'connected', name: 'ana' })
      const days = (Date.parse(account.credentials.expiresAt ?? '') - Date.now()) / 86_400_000
      expect(days).toBeGreaterThan(59)
      // A token of this day is not renewed, and one that is not known asks for a person.
      expect(await tokens.refresh(account)).toMatchObject({ kind: 'reauth' })
    })
  })

  it('an answer below an answer cannot be hidden, which is said', async () => {
    const { comments } = stage.connector()
    const postId = idOf(await publish('We are open.'))
    const say = async (replyTo: string) =>
      (
        (await stage.control('POST', '/inbound', {
          ...{
            platform: 'threads',
            account: stage.account.externalId,
            from: stage.contact,
            text: 'Hm',
            replyTo,
          },
        })) as { id: string }
      ).id
    const nested = await say(await say(postId))
    const hidden = await comments?.hide?.(stage.account, { postId, id: nested, handle: null }, true, intent())
    expect(hidden).toMatchObject({ kind: 'rejected', advice: expect.stringMatching(/\w/) })
  })
}
