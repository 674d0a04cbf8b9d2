import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type {
  ConnectedAccountRef,
  MediaKind,
  PublishIntent,
  StoredMedium,
} from '#core/lib/platform/connector.ts'
import { ANA, bytesOf, idOf, type Stage } from '../contract/stage.ts'

const intent = (id = newId()): PublishIntent => ({ id, fence: 1, attempt: 1, startedAt: new Date() })
const FAMILY = '👨‍👩‍👧‍👦'
const TYPES: Partial<Record<MediaKind, string>> = { image: 'image/png', video: 'video/mp4' }

function file(
  kind: 'image' | 'video',
  { altText, begin = '' }: { altText?: string; begin?: string } = {},
): StoredMedium {
  const bytes = bytesOf(`${begin}what the ${kind} shows`)
  return {
    ...{ kind, mimeType: TYPES[kind] ?? '', sizeBytes: bytes.byteLength, fileName: 'it' },
    ...(altText === undefined ? {} : { altText }),
    link: async () => {
      throw new Error('Servers are sent the bytes.')
    },
    read: async (first, last) => bytes.slice(first, last + 1),
  }
}

/** Runs the tests of behaviour that only Mastodon has. */
export function mastodonBeyond(stage: Stage): void {
  const posts = () => {
    const { posts } = stage.connector()
    if (!posts?.find || !posts.prepare) throw new Error('Not all parts are there.')
    return { ...posts, find: posts.find, prepare: posts.prepare }
  }
  const publish = (text: string, as = intent(), handle?: string, account = stage.account) =>
    posts().publish(account, { text }, as, handle)
  const step = (media: readonly StoredMedium[], handle: string | null = null) =>
    posts().prepare.step(stage.account, { text: '', media }, handle, intent())
  async function prepared(media: readonly StoredMedium[]): Promise<string> {
    for (let handle: string | null = null; ; ) {
      const next = await step(media, handle)
      if (next.kind === 'ready') return next.handle
      if (next.kind !== 'pending') throw new Error(`Refused: ${JSON.stringify(next)}`)
      handle = next.handle
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
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as Record<string, unknown>,
    }
  }
  const comments = () => {
    const { comments } = stage.connector()
    if (!comments?.find || !comments.like) throw new Error('There are no comments.')
    return comments
  }
  const says = async (text: string, replyTo: string) =>
    (
      (await stage.control('POST', '/inbound', {
        ...{ platform: 'mastodon', account: stage.account.externalId, from: ANA, text, replyTo },
      })) as { id: string }
    ).id

  describe('a post on Mastodon', () => {
    it('sent twice under one intent is one, also after its answer was lost and with a server’s error', async () => {
      const as = intent()
      await stage.fault('timeout-after', 'api/v1/statuses')
      expect(await publish('Once', as)).toMatchObject({ kind: 'unknown' })
      const found = await posts().find(stage.account, as.startedAt, as)
      expect(found).toMatchObject({ kind: 'found', posts: [{ text: 'Once' }] })
      const again = await publish('Once', as)
      expect(again).toMatchObject({ kind: 'sent', id: found.kind === 'found' && found.posts[0]?.id })
      expect(await publish('With other words', { ...as, startedAt: new Date() })).toMatchObject({
        kind: 'rejected',
        code: 'earlier_version',
      })
      expect((await stage.shown()).map(({ text }) => text)).toEqual(['Once'])
    })

    it('is found by its text as it was written, with links and mentions whole', async () => {
      const text = `See https://example.com/${'a'.repeat(60)}?b=1&c=2\n\n@ana@people.example #tea <b>`
      const id = idOf(await publish(text))
      const found = await posts().find(stage.account, new Date(Date.now() - 10_000), intent())
      expect(found).toMatchObject({ kind: 'found', posts: [{ id, text }] })
    })

    it('is counted as the server counts it: links 23, of a mention the name, a family 1', async () => {
      const full = `https://example.com/${'a'.repeat(300)} @ana@${'b'.repeat(100)}.example ${FAMILY}`
      const left = 500 - 23 - 1 - 4 - 1 - 1
      expect(await publish(full + 'x'.repeat(left))).toMatchObject({ kind: 'sent' })
      expect(await publish(full + 'x'.repeat(left + 1))).toMatchObject({
        kind: 'rejected',
        advice: 'Shorten the text.',
      })
    })

    it('is seen by whom its owner has chosen there, in its language', async () => {
      await posts().publish(stage.account, { text: 'Bonjour', language: 'fr-FR' }, intent())
      const [made] = (await stage.calls()) as { body: Record<string, unknown> }[]
      expect(made?.body).toEqual({ status: 'Bonjour', language: 'fr' })
    })

    it('carries the server’s mark where it is for adults only', async () => {
      await posts().publish(stage.account, { text: 'Only for adults', nsfw: true }, intent())
      const [made] = (await stage.calls()) as { body: Record<string, unknown> }[]
      expect(made?.body).toEqual({ status: 'Only for adults', sensitive: true })
    })

    it('shows its pictures with their descriptions, which are taken in ahead', async () => {
      const handle = await prepared([file('image', { altText: 'The terrace' }), file('image')])
      expect(await stage.shown()).toEqual([])
      await publish('Two', intent(), handle)
      expect(await stage.shown()).toMatchObject([
        { text: 'Two', media: [{ kind: 'image', name: 'The terrace', mimeType: 'image/png' }, { name: '' }] },
      ])
    })

    it('waits for a video that is worked through, and goes on from where a step broke off', async () => {
      const media = [file('video')]
      const first = await step(media)
      expect(first.kind === 'pending' && first.at.getTime()).toBeGreaterThan(Date.now() + 5_000)
      const early = first.kind === 'pending' ? first.handle : ''
      expect(await publish('Early', intent(), early)).toMatchObject({ kind: 'retry' })
      await stage.fault('timeout-after', 'api/v1/media')
      expect(await step(media, early)).toMatchObject({ kind: 'retry' })
      let next = await step(media, early)
      while (next.kind === 'pending') next = await step(media, next.handle)
      const handle = next.kind === 'ready' ? next.handle : ''
      expect(await publish('Tour', intent(), handle)).toMatchObject({ kind: 'sent' })
      const uploads = ((await stage.calls()) as { path: string }[]).filter(({ path }) =>
        path.endsWith('/api/v2/media'),
      )
      expect(uploads).toHaveLength(1)
    })

    it('with a video that the server cannot read is refused, with what to do', async () => {
      let next = await step([file('video', { begin: '0000fail' })])
      while (next.kind === 'pending') next = await step([file('video')], next.handle)
      expect(next).toMatchObject({ kind: 'rejected', advice: expect.stringMatching(/\w/) })
    })

    it('tells how far the limit is used, and waits where it is at its end', async () => {
      const sent = await publish('First')
      expect(sent).toMatchObject({ usage: [{ scope: 'account', name: 'requests_usage' }] })
      for (let n = 0; n < 298; n++) await call('GET', '/api/v1/accounts/verify_credentials')
      const last = await publish('Last')
      expect(last.usage?.[0]?.blockedUntil?.getTime()).toBeGreaterThan(Date.now() + 60_000)
      expect(await publish('One more')).toMatchObject({ kind: 'limited' })
      expect(await stage.shown()).toHaveLength(2)
    })
  })

  describe('a server', () => {
    const visit = (redirectUri = 'https://app.example/cb') => ({
      ...{ redirectUri, state: 'the-state', verifier: 'v'.repeat(43), reportUri: '', renews: null },
      since: new Date(),
    })
    const consent = () => {
      const { consent } = stage.connector()
      if (!consent) throw new Error('There is no page.')
      return consent
    }
    const agree = (mode: 'approve' | 'deny', as = 'Ana') =>
      stage.control('POST', '/consent', { platform: 'mastodon', mode, as })
    async function begun(server?: string) {
      const page = await consent().begin(visit(), server === undefined ? {} : { server })
      if (page.kind !== 'page') throw new Error(JSON.stringify(page))
      const answer = await fetch(page.url, { redirect: 'manual' })
      const back = new URL(answer.headers.get('location') ?? '').searchParams
      return { page, back, kept: page.keep ?? {} }
    }
    async function connectedAt(domain: string): Promise<ConnectedAccountRef> {
      await agree('approve', `Ana of ${domain}`)
      const { back, kept } = await begun(`${stage.url()}/at/${domain}/`)
      const granted = await consent().finish(back, visit(), kept)
      if (granted.kind !== 'granted' || !granted.accounts[0]) throw new Error(JSON.stringify(granted))
      return { id: 'b', ...granted.accounts[0] }
    }

    it('knows an app of each visit, and gives a token without an end to whom its owner agrees for', async () => {
      await agree('approve')
      const first = await begun()
      expect(new URL(first.page.url).searchParams.get('force_login')).toBe('true')
      expect((await begun()).kept.clientId).not.toBe(first.kept.clientId)
      const granted = await consent().finish(first.back, visit(), first.kept)
      expect(granted).toMatchObject({
        kind: 'granted',
        accounts: [{ externalId: 'ana@mastodon.example', name: 'Ana', credentials: first.kept }],
      })
      const [account] = granted.kind === 'granted' ? granted.accounts : []
      expect(account?.credentials.expiresAt).toBeUndefined()
      expect(account?.credentials.grantEndsAt).toBeUndefined()
      expect(await consent().finish(first.back, visit(), first.kept)).toMatchObject({ kind: 'retry' })
    })

    it('that is told no connects nothing, and a code that another visit got is refused', async () => {
      await agree('deny')
      const denied = await begun()
      expect(await consent().finish(denied.back, visit(), denied.kept)).toEqual({ kind: 'denied' })
      await agree('approve')
      const { back, kept } = await begun()
      const other = { ...visit(), verifier: 'w'.repeat(43) }
      expect(await consent().finish(back, other, kept)).toMatchObject({ kind: 'retry' })
    })

    it('that may not be called is refused, with what to do', async () => {
      expect(await consent().begin(visit(), { server: 'https://elsewhere.example' })).toMatchObject({
        kind: 'rejected',
        advice: expect.stringContaining('address'),
      })
    })

    it.each(['small.example', 'old.example'])(
      'of one’s own (%s) is asked in place of the first',
      async (domain) => {
        const account = await connectedAt(domain)
        expect(account.externalId).toMatch(new RegExp(`^ana_of_\\w+@${domain}$`))
        expect(await stage.connector().connect(account, null)).toMatchObject({ kind: 'connected' })
        expect(await publish('Hello', intent(), undefined, account)).toMatchObject({
          kind: 'sent',
          url: expect.stringContaining(`https://${domain}/`),
        })
      },
    )

    it('has limits of its own, which the account is connected with', async () => {
      const account = await connectedAt('small.example')
      expect(await stage.connector().connect(account, null)).toMatchObject({
        limits: { text: 300, files: 2, bytes: { image: 1024 * 1024 } },
      })
      expect(await stage.connect()).toMatchObject({ limits: { text: 500, files: 4 } })
      expect(await publish('x'.repeat(301), intent(), undefined, account)).toMatchObject({ kind: 'rejected' })
    })
  })

  describe('a post of another server', () => {
    it('is found by its address on the account’s own, since ids are local to a server', async () => {
      await stage.control('POST', '/consent', { platform: 'mastodon', mode: 'approve', as: 'Ana of small' })
      const { connector } = stage
      const visit = {
        ...{ redirectUri: 'https://app.example/cb', state: 's', verifier: 'v'.repeat(43), reportUri: '' },
        ...{ renews: null, since: new Date() },
      }
      const page = await connector().consent?.begin(visit, { server: `${stage.url()}/at/small.example` })
      if (page?.kind !== 'page') throw new Error(JSON.stringify(page))
      const left = await fetch(page.url, { redirect: 'manual' })
      const back = new URL(left.headers.get('location') ?? '').searchParams
      const granted = await connector().consent?.finish(back, visit, page.keep ?? {})
      const [ana] = granted?.kind === 'granted' ? granted.accounts : []
      if (!ana) throw new Error(JSON.stringify(granted))
      const elsewhere = { id: 'b', ...ana }
      const posted = await publish('We open on Sunday.')
      const address = {
        id: 'another-number-there',
        url: posted.kind === 'sent' ? (posted.url ?? null) : null,
      }
      const { actions } = connector()
      expect(await actions?.like(elsewhere, address, intent())).toMatchObject({ kind: 'sent' })
      expect(await actions?.comment(elsewhere, address, 'See you there!', intent())).toMatchObject({
        kind: 'sent',
      })
      expect((await stage.shown()).at(-1)).toMatchObject({ parent: idOf(posted) })
      const nowhere = { ...address, url: 'https://mastodon.example/@nobody/1' }
      expect(await actions?.like(elsewhere, nowhere, intent())).toMatchObject({ kind: 'rejected' })
      expect(await actions?.like(elsewhere, { ...address, url: null }, intent())).toMatchObject({
        kind: 'rejected',
      })
    })
  })

  describe('an answer on Mastodon', () => {
    const asked = async (text: string) => {
      const postId = idOf(await publish('We are open.'))
      const id = await says(text, postId)
      const page = await comments().list(stage.account, postId, null)
      const [comment] = page.kind === 'page' ? page.comments : []
      return { postId, comment, to: { postId, id, handle: comment?.handle ?? null } }
    }

    it('mentions whom it answers, which is not shown as a part of its words', async () => {
      const { postId, to, comment } = await asked('Is it <b>vegan</b>? <script>alert(1)</script>')
      expect(comment?.text).toBe('Is it <b>vegan</b>? <script>alert(1)</script>')
      await comments().reply(stage.account, to, 'It is.', intent())
      expect((await stage.shown()).at(-1)).toMatchObject({
        text: '@ana_ruiz@people.example It is.',
        parent: to.id,
      })
      const page = await comments().list(stage.account, postId, null)
      expect(page.kind === 'page' && page.comments.map(({ text }) => text)).toContain('It is.')
    })

    it.each([
      ['public', 'unlisted'],
      ['unlisted', 'unlisted'],
      ['private', 'private'],
      ['direct', 'direct'],
    ])('to what is %s is %s: nobody else comes to see it', async (comment, reply) => {
      const { to } = await asked(`[${comment}] A question`)
      const id = idOf(await comments().reply(stage.account, to, 'An answer', intent()))
      expect((await call('GET', `/api/v1/statuses/${id}`)).body.visibility).toBe(reply)
    })

    it('stands behind the content warning of what it answers', async () => {
      const { to } = await asked('A question')
      const handle = JSON.stringify({ ...JSON.parse(to.handle ?? ''), warning: 'Spoiler' })
      const id = idOf(await comments().reply(stage.account, { ...to, handle }, 'An answer', intent()))
      expect((await call('GET', `/api/v1/statuses/${id}`)).body.spoiler_text).toBe('Spoiler')
    })
  })
}
