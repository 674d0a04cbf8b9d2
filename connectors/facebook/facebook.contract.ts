import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { MediaKind, StoredMedium } from '#core/lib/platform/connector.ts'
import { bytesOf, idOf, type Stage } from '../contract/stage.ts'
import { PART_MAX_BYTES } from './unverified.ts'

const intent = (attempt = 1) => ({ id: newId(), fence: attempt, attempt, startedAt: new Date() })

const TYPES: Partial<Record<MediaKind, string>> = { image: 'image/jpeg', video: 'video/mp4' }

/** A file whose bytes are read in ranges. */
function file(
  kind: 'image' | 'video',
  { altText, begin = '', sizeBytes }: { altText?: string; begin?: string; sizeBytes?: number } = {},
): StoredMedium {
  const said = bytesOf(`${begin}what the ${kind} shows`)
  const bytes = new Uint8Array(sizeBytes ?? said.byteLength)
  bytes.set(said)
  return {
    ...{ kind, mimeType: TYPES[kind] ?? '', sizeBytes: bytes.byteLength, fileName: 'it' },
    ...(altText === undefined ? {} : { altText }),
    link: async () => {
      throw new Error('Facebook gets the bytes of files.')
    },
    read: async (first, last) => bytes.slice(first, last + 1),
  }
}

/** Runs the tests of behaviour that only Facebook has. */
export function facebookBeyond(stage: Stage): void {
  const parts = () => {
    const { posts, comments } = stage.connector()
    if (!posts?.find || !posts.prepare || !comments) throw new Error('Not all parts are there.')
    return { comments, posts: { ...posts, find: posts.find, prepare: posts.prepare } }
  }
  const step = (text: string, media: readonly StoredMedium[], handle: string | null = null) =>
    parts().posts.prepare.step(stage.account, { text, media }, handle, intent())
  async function prepared(text: string, media: readonly StoredMedium[], from: string | null = null) {
    for (let handle = from; ; ) {
      const next = await step(text, media, handle)
      if (next.kind === 'ready') return next.handle
      if (next.kind !== 'pending') throw new Error(`Refused: ${JSON.stringify(next)}`)
      handle = next.handle
    }
  }
  const publish = (text: string, handle?: string, as = intent()) =>
    parts().posts.publish(stage.account, { text }, as, handle)
  const found = async (since = new Date(Date.now() - 10_000)) => {
    const answer = await parts().posts.find(stage.account, since, intent())
    if (answer.kind !== 'found') throw new Error(JSON.stringify(answer))
    return answer.posts
  }
  const calls = async (part: string) =>
    ((await stage.calls()) as { method: string; path: string; body: unknown }[]).filter(({ method, path }) =>
      `${method} ${path}`.includes(part),
    )

  describe('a post on Facebook', () => {
    it('has an address of its own, and shows the link in its text', async () => {
      expect(await publish('Our menu: https://cafe.fr/menu, from ten.')).toMatchObject({
        kind: 'sent',
        id: expect.stringMatching(new RegExp(`^${stage.account.externalId}_\\d+$`)),
        url: expect.stringContaining('https://www.facebook.com/'),
      })
      expect((await calls('POST'))[0]?.body).toMatchObject({ link: 'https://cafe.fr/menu' })
    })

    it('with a link to Facebook itself is refused with what to do', async () => {
      expect(await publish('See https://www.facebook.com/cafe')).toMatchObject({
        kind: 'rejected',
        code: '1609008',
        advice: expect.stringContaining('link'),
      })
    })

    it('that says what was just said is refused as a duplicate', async () => {
      await publish('Open today')
      expect(await publish('Open today')).toMatchObject({ kind: 'rejected', code: '506' })
      expect(await stage.shown()).toHaveLength(1)
    })

    it('with pictures shows them in their order with their descriptions, and nothing before it is published', async () => {
      const media = [file('image', { altText: 'The terrace' }), file('image', { altText: 'The bar' })]
      const handle = await prepared('Two', media)
      expect(await stage.shown()).toEqual([])
      expect(await publish('Two', handle)).toMatchObject({ kind: 'sent' })
      expect(await stage.shown()).toMatchObject([
        {
          text: 'Two',
          media: [
            { kind: 'image', name: 'The terrace' },
            { kind: 'image', name: 'The bar' },
          ],
        },
      ])
    })

    it('whose pictures another post shows already is refused', async () => {
      const handle = await prepared('One', [file('image')])
      await publish('One', handle)
      expect(await publish('Other words', handle)).toMatchObject({ kind: 'rejected', code: '1366051' })
    })

    it('whose answer was lost is found by its words, page after page to the empty last one', async () => {
      const since = new Date()
      await publish('Before')
      await stage.fault('timeout-after', 'Once')
      expect(await publish('Once')).toMatchObject({ kind: 'unknown' })
      expect((await found(since)).map(({ text }) => text)).toEqual(['Once', 'Before'])
      expect(await calls('published_posts')).toHaveLength(2)
    })

    it('that Meta says it may try later may have been made: it is looked for first', async () => {
      const transient = { error: { code: 1, message: 'An unknown error occurred', is_transient: true } }
      await stage.fault({ status: 400, body: transient }, 'feed')
      expect(await publish('Perhaps')).toMatchObject({ kind: 'unknown' })
    })
  })

  describe('a video on Facebook', () => {
    it('is taken part by part, published at its second, and has its post’s id once it is worked through', async () => {
      const media = [file('video', { sizeBytes: 2.5 * 1024 * 1024 })]
      const handle = await prepared('Tour', media)
      expect(await stage.shown()).toEqual([])
      const outcome = await publish('Tour', handle)
      expect(outcome).toMatchObject({ kind: 'sent', id: expect.stringMatching(/^\d+$/) })
      expect(await stage.shown()).toMatchObject([{ text: 'Tour', media: [{ kind: 'video' }] }])
      // One call begins the upload, three bring it, one ends it.
      expect(await calls('/videos')).toHaveLength(5)
      // Its comments are read by the video's own id, too.
      expect(await parts().comments.list(stage.account, idOf(outcome), null)).toMatchObject({ comments: [] })
      await found()
      expect((await found()).map(({ text }) => text)).toEqual(['Tour'])
    })

    it('of which a part arrived without an answer goes on at the part that Facebook wants', async () => {
      const media = [file('video', { sizeBytes: 1.5 * 1024 * 1024 })]
      await stage.fault('timeout-after', 'transfer')
      const first = await step('Tour', media)
      expect(first).toMatchObject({ kind: 'pending' })
      const handle = await prepared('Tour', media, first.kind === 'pending' ? first.handle : null)
      expect(await publish('Tour', handle)).toMatchObject({ kind: 'sent' })
      expect((await stage.shown())[0]?.media).toMatchObject([{ sizeBytes: 1.5 * 1024 * 1024 }])
    })

    it('is sent in parts that a Worker can hold, whatever Facebook asks for', async () => {
      const size = PART_MAX_BYTES * 3
      const asked: number[] = []
      const whole = file('video')
      const media: StoredMedium[] = [
        {
          ...whole,
          sizeBytes: size,
          read: async (first, last) => {
            asked.push(last - first + 1)
            return new Uint8Array(1)
          },
        },
      ]
      const begun = { video_id: '1', upload_session_id: '2', start_offset: '0', end_offset: String(size) }
      await stage.fault({ status: 200, body: begun }, 'upload_phase=start')
      await step('Tour', media)
      expect(Math.max(...asked)).toBe(PART_MAX_BYTES)
    })

    it('whose last answer was lost is published once: a second try finds it there, and asks to look for it', async () => {
      const handle = await prepared('Once', [file('video')])
      await stage.fault('timeout-after', 'finish')
      expect(await publish('Once', handle)).toMatchObject({ kind: 'unknown' })
      expect(await publish('Once', handle, intent(2))).toMatchObject({
        kind: 'unknown',
        reason: expect.stringContaining('already'),
      })
      expect(await stage.shown()).toHaveLength(1)
    })

    it('that cannot be worked through is refused with what to do', async () => {
      const handle = await prepared('No', [file('video', { begin: '0000fail' })])
      expect(await publish('No', handle)).toMatchObject({
        kind: 'rejected',
        advice: expect.stringContaining('MP4'),
      })
      expect(await stage.shown()).toEqual([])
    })
  })

  describe('a comment on Facebook', () => {
    const say = async (replyTo: string) =>
      (
        (await stage.control('POST', '/inbound', {
          ...{ platform: 'facebook', account: stage.account.externalId },
          ...{ from: stage.contact, text: 'Hm', replyTo },
        })) as { id: string }
      ).id

    it('whose author is not told is kept as of somebody unknown, each as somebody else', async () => {
      const postId = idOf(await publish('We are open.'))
      const nameless = (id: string) => ({ id, message: 'Hi', created_time: '2026-11-20T10:00:00+0000' })
      await stage.fault({ status: 200, body: { data: [nameless('1_2'), nameless('1_3')] } })
      const page = await parts().comments.list(stage.account, postId, null)
      const authors = page.kind === 'page' ? page.comments.map(({ author }) => author) : []
      expect(authors.map(({ name }) => name)).toEqual(['Facebook user', 'Facebook user'])
      expect(new Set(authors.map(({ id }) => id)).size).toBe(2)
    })

    it('that answers an answer stands beside it: there are two depths', async () => {
      const postId = idOf(await publish('We are open.'))
      const first = await say(postId)
      const third = await say(await say(first))
      const page = await parts().comments.list(stage.account, postId, null)
      const own = page.kind === 'page' ? page.comments.find(({ id }) => id === third) : undefined
      expect(own?.parentId).toBe(first)
    })

    it('gets a message that goes to its author, which is said to be too long before it leaves', async () => {
      const postId = idOf(await publish('We are open.'))
      const to = { postId, id: await say(postId), handle: null }
      const send = (text: string) => parts().comments.privateReply?.send(stage.account, to, text, intent())
      expect(await send('x'.repeat(2_001))).toMatchObject({ kind: 'rejected', code: 'text_length' })
      expect(await send('Your code is 7.')).toMatchObject({ kind: 'sent' })
      expect((await stage.shown()).at(-1)).toMatchObject({
        ...{ kind: 'message', text: 'Your code is 7.', to: stage.contact.id },
      })
    })
  })

  describe('a page of Facebook', () => {
    const visit = {
      ...{ redirectUri: 'http://localhost:9/back', state: 's', verifier: 'v', reportUri: '', renews: null },
      since: new Date(),
    }
    async function agreed(pages: readonly string[]) {
      const { consent } = stage.connector()
      if (!consent) throw new Error('There is no page.')
      await stage.control('POST', '/consent', { platform: 'facebook', mode: 'approve', as: newId(), pages })
      const page = await consent.begin(visit, {})
      const answer = await fetch(page.kind === 'page' ? page.url : '', { redirect: 'manual' })
      const granted = await consent.finish(
        new URL(answer.headers.get('location') ?? '').searchParams,
        visit,
        {},
      )
      if (granted.kind !== 'granted') throw new Error(JSON.stringify(granted))
      return granted.accounts
    }

    it('is among those that a consent covers, also through a business, where the person may write for it', async () => {
      const accounts = await agreed(['north', 'south'])
      expect(accounts.map(({ name, kind }) => [name, kind])).toEqual([
        ['north', 'Page'],
        ['south', 'Page'],
      ])
      expect(new Set(accounts.map(({ credentials }) => credentials.accessToken)).size).toBe(2)
      for (const one of accounts)
        expect(await stage.connector().connect({ id: 'n', ...one }, null)).toMatchObject({
          kind: 'connected',
          name: one.name,
        })
    })

    it('does not act by the token of its person, nor once their password has changed', async () => {
      const [north] = await agreed(['north'])
      if (!north) throw new Error('No page.')
      const exchange = await calls('oauth/access_token')
      const { body } = exchange.at(-1) as { body: { fb_exchange_token: string } }
      const person = { ...north, id: 'n', credentials: { accessToken: body.fb_exchange_token } }
      expect(await parts().posts.publish(person, { text: 'No' }, intent())).toMatchObject({
        kind: 'reauth',
        reason: expect.stringContaining('210'),
      })
      await stage.control('DELETE', '/accounts', { platform: 'facebook', externalId: north.externalId })
      expect(await parts().posts.publish({ id: 'n', ...north }, { text: 'No' }, intent())).toMatchObject({
        kind: 'reauth',
        reason: expect.stringContaining('460'),
      })
    })

    it('that has used up its calls waits as long as the headers say, and no other page with it', async () => {
      const usage = [{ type: 'pages', call_count: 100, estimated_time_to_regain_access: 19 }]
      const url = await stage.servers.serve((request, response) =>
        request
          .resume()
          .on('end', () =>
            response
              .writeHead(400, { 'x-business-use-case-usage': JSON.stringify({ 1: usage }) })
              .end(JSON.stringify({ error: { code: 80001, message: 'There have been too many calls' } })),
          ),
      )
      const outcome = await stage.at(url).posts?.publish(stage.account, { text: 'Hello' }, intent())
      expect(outcome).toMatchObject({ kind: 'limited', scope: 'account' })
      const until = outcome?.kind === 'limited' ? outcome.until.getTime() : 0
      expect(until).toBeGreaterThan(Date.now() + 18 * 60_000)
    })
  })
}
