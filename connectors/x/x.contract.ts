import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Content, PublishIntent, StoredMedium } from '#core/lib/platform/connector.ts'
import { idOf, type Stage } from '../contract/stage.ts'

const MIB = 1024 * 1024
const intent = (attempt = 1): PublishIntent => ({
  id: newId(),
  fence: attempt,
  attempt,
  startedAt: new Date(),
})

/** A file; it notes how much of it was asked for at once. */
function file(kind: 'image' | 'video', sizeBytes: number, { altText = '', begin = '' } = {}) {
  const bytes = new Uint8Array(sizeBytes)
  bytes.set(new TextEncoder().encode(begin))
  const reads: [number, number][] = []
  const medium: StoredMedium = {
    ...{ kind, mimeType: kind === 'image' ? 'image/png' : 'video/mp4', sizeBytes, fileName: 'it' },
    ...(altText === '' ? {} : { altText }),
    read: async (first, last) => {
      reads.push([first, last])
      return bytes.slice(first, last + 1)
    },
    link: async () => {
      throw new Error('X takes bytes.')
    },
  }
  return { medium, reads }
}

/** Runs the tests of behaviour that only X has. */
export function xBeyond(stage: Stage): void {
  const posts = () => {
    const { posts } = stage.connector()
    if (!posts?.find || !posts.prepare) throw new Error('Not all parts are there.')
    return { ...posts, find: posts.find, prepare: posts.prepare }
  }
  const publish = (post: Content, handle?: string, as = intent()) =>
    posts().publish(stage.account, post, as, handle)
  const step = (media: readonly StoredMedium[], handle: string | null = null) =>
    posts().prepare.step(stage.account, { text: '', media }, handle, intent())
  /** Does steps until all is there, at the times that they name. */
  async function prepared(media: readonly StoredMedium[], from: string | null = null): Promise<string> {
    for (let handle = from; ; ) {
      const next = await step(media, handle)
      if (next.kind === 'ready') return next.handle
      if (next.kind !== 'pending') throw new Error(`Refused: ${JSON.stringify(next)}`)
      handle = next.handle
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next.at.getTime() - Date.now())))
    }
  }
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(stage.url() + path, {
      method,
      headers: {
        authorization: `Bearer ${stage.account.credentials.accessToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const calls = async (part: string) =>
    ((await stage.calls()) as { method: string; path: string }[]).filter(({ method, path }) =>
      `${method} ${path}`.includes(part),
    )

  describe('a post on X', () => {
    it('is found by its words with its links whole, and has an address', async () => {
      const text = 'Fish & chips <3 &amp; https://example.com/open?b=1&c=$& and https://example.com/else'
      const outcome = await publish({ text })
      const id = idOf(outcome)
      expect(outcome).toMatchObject({ url: `https://x.com/i/web/status/${id}` })
      expect(await posts().find(stage.account, new Date(Date.now() - 10_000), intent())).toMatchObject({
        kind: 'found',
        posts: [{ id, text }],
      })
    })

    it('is not found where there is none: X leaves the list out', async () => {
      expect(await posts().find(stage.account, new Date(Date.now() - 10_000), intent())).toEqual({
        kind: 'found',
        posts: [],
      })
    })

    it('whose answer was lost is looked for when X calls it a double; the first of another post is refused', async () => {
      await stage.fault('timeout-after', '2/tweets')
      expect(await publish({ text: 'Once' })).toMatchObject({ kind: 'unknown' })
      expect(await publish({ text: 'Once' }, undefined, intent(2))).toMatchObject({ kind: 'unknown' })
      expect(await publish({ text: 'Once' })).toMatchObject({
        kind: 'rejected',
        code: 'duplicate',
        advice: expect.stringContaining('change the text'),
      })
      expect(await stage.shown()).toHaveLength(1)
    })

    it('is counted as X counts: a link 23, an emoji and a sign of Chinese 2', async () => {
      const full = `https://example.com/${'a'.repeat(300)} 👨‍👩‍👧‍👦茶`
      const left = 280 - 23 - 1 - 2 - 2
      expect(await publish({ text: full + 'x'.repeat(left) })).toMatchObject({ kind: 'sent' })
      expect(await publish({ text: full + 'y'.repeat(left + 1) })).toMatchObject({
        kind: 'rejected',
        code: 'text_length',
      })
      const { status } = await call('POST', '/2/tweets', { text: full + 'z'.repeat(left + 1) })
      expect(status).toBe(400)
    })

    it('waits at the end of the window’s limit, until the second that X names', async () => {
      let last = await publish({ text: 'Post 0' })
      for (let n = 1; n < 100; n++) last = await publish({ text: `Post ${n}` })
      expect(last.usage?.[0]?.blockedUntil?.getTime()).toBeGreaterThan(Date.now() + 60_000)
      const outcome = await publish({ text: 'One more' })
      expect(outcome).toMatchObject({ kind: 'limited' })
      expect(outcome.kind === 'limited' && outcome.until.getTime()).toBeGreaterThan(Date.now() + 60_000)
    })

    it('that nobody has credits for is refused with who can mend it', async () => {
      await stage.fault(
        { status: 402, body: { title: 'Payment Required', detail: 'No credits' } },
        '2/tweets',
      )
      expect(await publish({ text: 'Paid' })).toMatchObject({
        kind: 'rejected',
        code: 'credits',
        advice: expect.stringContaining('developer.x.com'),
      })
    })

    it.each([
      'The user used for authentication is suspended',
      'Your account is suspended and is not permitted to access this feature.',
      'To protect our users, this account is temporarily locked.',
    ])('of an account that X has stopped is refused with what its owner does: %s', async (detail) => {
      await stage.fault({ status: 403, body: { title: 'Forbidden', detail } }, '2/tweets')
      expect(await publish({ text: 'Stopped' })).toMatchObject({
        kind: 'rejected',
        code: 'suspended',
        advice: expect.stringContaining('as this account'),
      })
    })

    it.each([
      ['POST', '/2/tweets', { text: 'A reply', reply: { in_reply_to_tweet_id: '1' } }],
      ['POST', '/2/tweets', { text: 'A quote', quote_tweet_id: '1' }],
      ['POST', '/2/users/2244994945/likes', { tweet_id: '1' }],
      ['POST', '/2/users/2244994945/following', { target_user_id: '1' }],
    ])('is all that self-serve tiers may do: %s %s is forbidden', async (method, path, body) => {
      expect(await call(method, path, body)).toMatchObject({ status: 403, body: { title: 'Forbidden' } })
    })
  })

  describe('files on X', () => {
    it('show nothing before the post, and stand in it in order with their descriptions', async () => {
      const media = [file('image', 2_000, { altText: 'The terrace' }).medium, file('image', 1_000).medium]
      const handle = await prepared(media)
      expect(await stage.shown()).toEqual([])
      expect(await publish({ text: 'Look' }, handle)).toMatchObject({ kind: 'sent' })
      expect(await stage.shown()).toMatchObject([
        { text: 'Look', media: [{ kind: 'image', name: 'The terrace', sizeBytes: 2_000 }, { name: '' }] },
      ])
    })

    it('a video goes in parts of 4 MiB, and goes on at the part that X has where it broke off', async () => {
      const { medium, reads } = file('video', 9 * MIB, { altText: 'A tour' })
      await stage.fault('timeout-before', 'append')
      const broken = await step([medium])
      if (broken.kind !== 'pending') throw new Error(`Not pending: ${JSON.stringify(broken)}`)
      const handle = await prepared([medium], broken.handle)
      expect(reads.map(([first]) => first / MIB)).toEqual([0, 0, 4, 8])
      expect(await calls('media/upload/initialize')).toHaveLength(1)
      expect(await publish({ text: 'Tour' }, handle)).toMatchObject({ kind: 'sent' })
      expect(await stage.shown()).toMatchObject([
        { media: [{ kind: 'video', name: 'A tour', sizeBytes: 9 * MIB }] },
      ])
    })

    it('a video whose end was not heard of is not put together twice', async () => {
      const { medium } = file('video', 100_000)
      await stage.fault('timeout-after', 'finalize')
      const unheard = await step([medium])
      if (unheard.kind !== 'pending') throw new Error(`Not pending: ${JSON.stringify(unheard)}`)
      expect(await publish({ text: 'Tour' }, await prepared([medium], unheard.handle))).toMatchObject({
        kind: 'sent',
      })
    })

    it('a video that is still worked on is waited for; one that cannot be read is refused with what to do', async () => {
      const worked = await step([file('video', 100_000).medium])
      expect(worked.kind === 'pending' && worked.at.getTime()).toBeGreaterThan(Date.now() + 500)
      await expect(prepared([file('video', 100_000, { begin: 'fail' }).medium])).rejects.toThrow(
        'could not work this file through',
      )
    })

    it('belong to the account that sent them: no other shows them', async () => {
      const handle = await prepared([file('image', 2_000).medium])
      const other = { externalId: '7'.repeat(18), token: newId() }
      await stage.control('POST', '/accounts', { platform: 'x', name: 'Ana', ...other })
      const by = { id: 'o', externalId: other.externalId, credentials: { accessToken: other.token } }
      expect(await posts().publish(by, { text: 'Not mine' }, intent(), handle)).toMatchObject({
        kind: 'rejected',
        code: 'media',
      })
    })
  })

  describe('an account on X', () => {
    const visit = {
      state: 'the-state',
      verifier: 'v'.repeat(43),
      reportUri: '',
      renews: null,
      since: new Date(),
    }
    const come = { ...visit, redirectUri: 'https://app.example/cb' }
    async function granted() {
      const { consent } = stage.connector()
      if (!consent) throw new Error('There is no page.')
      await stage.control('POST', '/consent', { platform: 'x', mode: 'approve', as: 'Ana' })
      const page = await consent.begin(come, {})
      if (page.kind !== 'page') throw new Error(JSON.stringify(page))
      const answer = await fetch(page.url, { redirect: 'manual' })
      const back = new URL(answer.headers.get('location') ?? '').searchParams
      return { found: await consent.finish(back, come, {}), again: () => consent.finish(back, come, {}) }
    }

    it('is whoever agreed, and its code is good once', async () => {
      const { found, again } = await granted()
      expect(found).toMatchObject({ kind: 'granted', accounts: [{ name: 'Ana', kind: 'Account' }] })
      expect(await again()).toMatchObject({ kind: 'rejected' })
    })

    it('has its tokens renewed once: the one before is good no more, and its owner agrees anew', async () => {
      const { found } = await granted()
      const [account] = found.kind === 'granted' ? found.accounts : []
      const { tokens } = stage.connector()
      if (!account || !tokens) throw new Error('There is nothing to renew.')
      const ref = { id: 'n', externalId: account.externalId, credentials: account.credentials }
      const renewed = await tokens.refresh(ref)
      expect(renewed).toMatchObject({ kind: 'refreshed' })
      const fresh = renewed.kind === 'refreshed' ? renewed.credentials : {}
      expect(fresh.refreshToken).not.toBe(account.credentials.refreshToken)
      expect(await tokens.refresh(ref)).toMatchObject({ kind: 'reauth' })
      expect(await stage.connect(undefined, { ...ref, credentials: fresh })).toMatchObject({
        kind: 'connected',
      })
    })
  })
}
