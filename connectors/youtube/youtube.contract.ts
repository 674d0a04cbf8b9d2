import { describe, expect, it } from 'vitest'
import { ANA, idOf, type Stage } from '../contract/stage.ts'
import { SCOPES } from './consent.ts'
import { film, intent, prepared, uploadingContract } from './uploading.contract.ts'

/** Publishes a video under a text, and returns its id. */
export async function published(stage: Stage, text: string): Promise<string> {
  const handle = await prepared(stage, text)
  const outcome = await stage.connector().posts?.publish(stage.account, { text }, intent(), handle)
  if (!outcome) throw new Error('There are no posts.')
  return idOf(outcome)
}

/** Has somebody write under a video or in a thread; returns the comment's id. */
export async function say(stage: Stage, replyTo: string, text: string, from = ANA): Promise<string> {
  const inbound = { platform: 'youtube', account: stage.account.externalId, from, text, replyTo }
  return ((await stage.control('POST', '/inbound', inbound)) as { id: string }).id
}

/** Runs the tests of behaviour that only YouTube has. */
export function youtubeBeyond(stage: Stage): void {
  const posts = () => {
    const { posts } = stage.connector()
    if (!posts?.find) throw new Error('Not all parts are there.')
    return { ...posts, find: posts.find }
  }
  const comments = () => {
    const { comments } = stage.connector()
    if (!comments?.hide) throw new Error('Not all parts are there.')
    return { ...comments, hide: comments.hide }
  }
  const publish = (text: string, handle: string, by = stage.account) =>
    posts().publish(by, { text }, intent(), handle)
  const found = () => posts().find(stage.account, new Date(Date.now() - 10_000), intent())
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${stage.url()}/youtube/v3/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${stage.account.credentials.accessToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
  }

  uploadingContract(stage)

  describe('a post on YouTube', () => {
    it('is a video with its first line as title and its text as description, public at one call', async () => {
      const text = 'Our terrace opens\n\nCome by from ten. #Lyon'
      const outcome = await publish(text, await prepared(stage, text))
      expect(outcome).toMatchObject({ kind: 'sent', url: `https://www.youtube.com/watch?v=${idOf(outcome)}` })
      expect(await stage.shown()).toMatchObject([
        { text, media: [{ kind: 'video', name: 'Our terrace opens', sizeBytes: 2_000 }] },
      ])
    })

    it.each([
      ['', 'A tour', 'A tour.mp4'],
      ['', 'Video', '.mp4'],
      ['5 > 3 <3', '5 › 3 ‹3', 'it.mp4'],
      [`${'a'.repeat(60)} ${'b'.repeat(60)}`, `${'a'.repeat(60)}…`, 'it.mp4'],
      ['é'.repeat(101), `${'é'.repeat(99)}…`, 'it.mp4'],
      [`${'x'.repeat(95)}👨‍👩‍👧‍👦 and more`, `${'x'.repeat(95)}…`, 'it.mp4'],
      ['x'.repeat(100), 'x'.repeat(100), 'it.mp4'],
    ])('of “%s” has the title “%s”', async (text, title, fileName) => {
      await publish(text, await prepared(stage, text, film(2_000, '', fileName)))
      expect(await stage.shown()).toMatchObject([{ media: [{ name: title }] }])
    })

    it('is counted in bytes', async () => {
      const full = 'é'.repeat(2_500)
      expect(await publish(full, await prepared(stage, full))).toMatchObject({ kind: 'sent' })
      await expect(prepared(stage, `${full}e`)).rejects.toThrow('text_length')
    })

    it('that YouTube keeps private has failed, with whose step is missing and where it lies', async () => {
      const by = { id: 'u', externalId: `UC${'u'.repeat(22)}`, credentials: { accessToken: 'unaudited' } }
      const { externalId } = by
      await stage.control('POST', '/accounts', {
        ...{ platform: 'youtube', externalId, name: 'Unaudited films', token: 'unaudited' },
      })
      const handle = await prepared(stage, 'Tour', film(), { by })
      expect(await publish('Tour', handle, by)).toMatchObject({
        kind: 'rejected',
        code: 'stays_private',
        reason: expect.stringContaining('https://www.youtube.com/watch?v='),
        advice: expect.stringContaining('audit'),
      })
      expect(await stage.shown()).toEqual([])
    })

    it('whose answer was lost is found by its words, and published again it is public once', async () => {
      expect(await found()).toEqual({ kind: 'found', posts: [] })
      const text = 'Fish <3 & chips\n> fresh'
      const handle = await prepared(stage, text)
      await prepared(stage, 'Still private')
      await stage.fault('timeout-after', 'videos?part=status')
      expect(await publish(text, handle)).toMatchObject({ kind: 'unknown' })
      expect(await found()).toMatchObject({ kind: 'found', posts: [{ text }] })
      expect(await publish(text, handle)).toMatchObject({ kind: 'sent' })
      expect(await stage.shown()).toHaveLength(1)
    })

    it('of a character that says it is an AI is marked as synthetic, also once it is public', async () => {
      for (const synthetic of [true, false]) {
        const handle = await prepared(stage, 'Tour', film(), { synthetic })
        const id = idOf(await publish('Tour', handle))
        const { body } = await call('GET', `videos?part=status&id=${id}`)
        expect(body.items[0].status).toMatchObject({ containsSyntheticMedia: synthetic, embeddable: true })
      }
    })

    it('waits for midnight in California once the project’s units are used up; uploads have a bucket of their own', async () => {
      const handle = await prepared(stage, 'Tour')
      for (let n = 0; n < 200; n++) await call('PUT', 'videos?part=status', { id: 'none' })
      expect(await publish('Tour', handle)).toMatchObject({ kind: 'limited', scope: 'credential' })
      expect(
        await posts().prepare?.step(stage.account, { text: '', media: [film().medium] }, null, intent()),
      ).toMatchObject({
        kind: 'pending',
      })
      expect((await call('GET', 'search?q=x')).status).toBe(200)
    })

    it('may be begun a hundred times a day, and searched for as often', async () => {
      const begin = () =>
        posts().prepare?.step(stage.account, { text: '', media: [film().medium] }, null, intent())
      for (let n = 0; n < 100; n++) expect(await begin()).toMatchObject({ kind: 'pending' })
      expect(await begin()).toMatchObject({ kind: 'limited' })
      for (let n = 0; n < 100; n++) await call('GET', 'search?q=x')
      expect((await call('GET', 'search?q=x')).body.error.errors[0].reason).toBe('quotaExceeded')
      expect((await call('GET', 'channels?part=snippet&mine=true')).status).toBe(200)
    })

    it('has figures as strings, and words that are replaced as a whole', async () => {
      const id = await published(stage, 'Tour')
      const snippet = { title: 'New', categoryId: '22' }
      for (const missing of [{ title: 'New' }, { categoryId: '22' }])
        expect(await call('PUT', 'videos?part=snippet', { id, snippet: missing })).toMatchObject({
          status: 400,
        })
      expect(await call('PUT', 'videos?part=snippet', { id, snippet })).toMatchObject({ status: 200 })
      const { body } = await call('GET', `videos?part=snippet,statistics&id=${id}`)
      expect(body.items[0]).toMatchObject({ snippet, statistics: { viewCount: expect.any(String) } })
      expect(body.items[0].snippet.description).toBeUndefined()
    })
  })

  describe('a thread on YouTube', () => {
    const all = async (postId: string) => {
      const pages: string[][] = []
      for (let cursor: string | null = null; ; ) {
        const page = await comments().list(stage.account, postId, cursor)
        if (page.kind !== 'page') throw new Error(JSON.stringify(page))
        pages.push(page.comments.map(({ id }) => id))
        cursor = page.nextCursor
        if (cursor === null) return pages
      }
    }

    it('of more replies than come with it is listed whole, each once', async () => {
      const postId = await published(stage, 'Tour')
      const first = await say(stage, postId, 'First')
      const short = await say(stage, postId, 'Short')
      const replies = [await say(stage, short, 'One reply')]
      for (let n = 0; n < 7; n++) replies.push(await say(stage, first, `Reply ${n}`))
      const pages = await all(postId)
      expect(pages).toHaveLength(2)
      expect(pages.flat().toSorted()).toEqual([first, short, ...replies].toSorted())
    })

    it('takes an answer to a reply under its first comment', async () => {
      const postId = await published(stage, 'Tour')
      const first = await say(stage, postId, 'First')
      const second = await say(stage, first, 'Second')
      const id = idOf(
        await comments().reply(stage.account, { postId, id: second, handle: first }, 'Yes', intent()),
      )
      expect(id.startsWith(`${first}.`)).toBe(true)
      expect((await all(postId)).flat()).toContain(id)
      expect(
        await comments().find?.(stage.account, { postId, id: second, handle: first }, new Date(0), intent()),
      ).toMatchObject({ posts: [{ id, text: 'Yes' }] })
    })

    it('leaves out what is held for review, and what was hidden until it is shown again', async () => {
      const postId = await published(stage, 'Tour')
      await say(stage, postId, '[held] Buy this')
      const id = await say(stage, postId, 'Rude')
      const to = { postId, id, handle: null }
      expect((await all(postId)).flat()).toEqual([id])
      expect(await comments().hide(stage.account, to, true, intent())).toMatchObject({ kind: 'sent' })
      expect((await all(postId)).flat()).toEqual([])
      await comments().hide(stage.account, to, false, intent())
      expect((await all(postId)).flat()).toEqual([id])
    })

    it('is not there under a video whose comments are off, and says where they are switched on', async () => {
      const postId = await published(stage, 'Tour [comments off]')
      expect(await comments().list(stage.account, postId, null)).toMatchObject({
        kind: 'rejected',
        code: 'commentsDisabled',
        advice: expect.stringContaining('Studio'),
      })
    })
  })

  describe('a channel', () => {
    const visit = { state: 'the-state', verifier: 'v'.repeat(43), reportUri: '', renews: null }
    const come = { ...visit, since: new Date(), redirectUri: 'https://app.example/cb' }
    async function granted(as: string, pages: string[], scope?: string) {
      const { consent } = stage.connector()
      if (!consent) throw new Error('There is no page.')
      await stage.control('POST', '/consent', { platform: 'youtube', mode: 'approve', as, pages })
      const begun = await consent.begin(come, {})
      if (begun.kind !== 'page') throw new Error(JSON.stringify(begun))
      const page = new URL(begun.url)
      expect(Object.fromEntries(page.searchParams)).toMatchObject({
        access_type: 'offline',
        prompt: 'consent',
      })
      if (scope !== undefined) page.searchParams.set('scope', scope)
      const answer = await fetch(page, { redirect: 'manual' })
      const back = new URL(answer.headers.get('location') ?? '').searchParams
      const finish = () => consent.finish(back, come, {})
      return { found: await finish(), finish }
    }
    const refOf = ({ found }: Awaited<ReturnType<typeof granted>>) => {
      const [account] = found.kind === 'granted' ? found.accounts : []
      if (!account) throw new Error(JSON.stringify(found))
      return { id: 'n', externalId: account.externalId, credentials: account.credentials }
    }

    it('is the one that a person chose of those under one login, and its token speaks for no other', async () => {
      const cooks = await granted('Ana', ['Ana cooks', 'Ana sings'])
      expect(cooks.found).toMatchObject({
        kind: 'granted',
        accounts: [{ name: 'Ana cooks', kind: 'Channel' }],
      })
      const sings = await granted('Ana sings', [])
      expect(sings.found).toMatchObject({ accounts: [{ name: 'Ana sings' }] })
      const [one, other] = [refOf(cooks), refOf(sings)]
      expect(await stage.connect(undefined, one)).toMatchObject({ kind: 'connected', name: 'Ana cooks' })
      expect(await stage.connect(undefined, { ...one, credentials: other.credentials })).toMatchObject({
        kind: 'rejected',
        code: 'another_account',
      })
    })

    it('has its access renewed by a token that stays, until the person takes it back', async () => {
      const grant = await granted('Ana', [])
      const ref = refOf(grant)
      const { tokens } = stage.connector()
      const renewed = await tokens?.refresh(ref)
      const { accessToken, refreshToken } = ref.credentials
      expect(renewed).toMatchObject({ kind: 'refreshed', credentials: { refreshToken } })
      expect(renewed?.kind === 'refreshed' && renewed.credentials.accessToken).not.toBe(accessToken)
      // A code that comes twice ends what it was exchanged for.
      expect(await grant.finish()).toMatchObject({ kind: 'retry' })
      expect(await tokens?.refresh(ref)).toMatchObject({ kind: 'reauth' })
    })

    it('is not connected with a part of what is needed, and a person without one hears so', async () => {
      expect((await granted('Ana', [], SCOPES[0])).found).toMatchObject({
        kind: 'rejected',
        code: 'scope_missing',
      })
      await stage.fault({ status: 200, body: { kind: 'youtube#channelListResponse' } }, 'channels')
      expect((await granted('Ana', [])).found).toMatchObject({
        kind: 'rejected',
        code: 'youtubeSignupRequired',
      })
    })
  })
}
