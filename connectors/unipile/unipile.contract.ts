import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { ConnectedAccountRef, Content, Media, Visit } from '#core/lib/platform/connector.ts'
import { bytesOf, type Stage } from '../contract/stage.ts'

const intent = () => ({ id: newId(), fence: 1, attempt: 1, startedAt: new Date() })
const picture = (name: string): Media => ({
  kind: 'image',
  mimeType: 'image/png',
  bytes: bytesOf(`the picture ${name}`),
  fileName: name,
})
const withPictures = (text: string, first: string, ...more: string[]): Content => ({
  kind: 'media',
  text,
  media: [picture(first), ...more.map(picture)],
})

/** Runs the tests of behaviour that only Unipile has. */
export function unipileBeyond(stage: Stage): void {
  const posts = () => {
    const { posts } = stage.connector()
    if (!posts?.find) throw new Error('Not all parts are there.')
    return { ...posts, find: posts.find }
  }
  const publish = (post: Content, by: ConnectedAccountRef = stage.account) =>
    posts().publish(by, post, intent())
  const found = async (by: ConnectedAccountRef = stage.account, since = new Date(Date.now() - 1_000)) => {
    const answer = await posts().find(by, since, intent())
    if (answer.kind !== 'found') throw new Error(JSON.stringify(answer))
    return answer.posts
  }
  /** Registers a page that the account's member administers. */
  const page = async (externalId = '5515715'): Promise<ConnectedAccountRef> => {
    const token = stage.account.credentials.accessToken ?? ''
    await stage.control('POST', '/accounts', { platform: 'unipile', name: 'Café', externalId, token })
    return { ...stage.account, externalId }
  }

  describe('a post through Unipile', () => {
    it('is named by a number, and leads to the page that LinkedIn has for it under another', async () => {
      const plain = await publish({ text: 'Open today' })
      expect(plain).toMatchObject({ kind: 'sent', id: expect.stringMatching(/^\d{19}$/) })
      const id = plain.kind === 'sent' ? plain.id : ''
      expect(plain).toMatchObject({ url: `https://www.linkedin.com/feed/update/urn:li:activity:${id}` })
      const pictured = await publish(withPictures('Look', 'one.png'))
      expect(pictured).toMatchObject({ url: expect.stringContaining('urn:li:ugcPost:') })
      expect(pictured.kind === 'sent' && pictured.url?.includes(pictured.id)).toBe(false)
    })

    it('shows its pictures in order, byte for byte', async () => {
      await publish(withPictures('Two', 'one.png', 'twice as long.png'))
      const sizes = ['one.png', 'twice as long.png'].map((name) => picture(name).bytes.byteLength)
      expect((await stage.shown())[0]?.media).toMatchObject([
        { name: 'one.png', mimeType: 'image/png', sizeBytes: sizes[0] },
        { name: 'twice as long.png', sizeBytes: sizes[1] },
      ])
    })

    it('mentions people and pages by their names', async () => {
      await publish({ text: 'Thanks @[Ada L.](ACoAAB1_2-x) and @[Café](42): {{7}} @[no](one)' })
      expect((await stage.shown())[0]?.text).toBe('Thanks Ada L. and Café: {{7}} @[no](one)')
    })

    it('whose own text has a place of a mention is refused before a word leaves', async () => {
      expect(await publish({ text: '{{0}} and @[Ada](ACoAA1)' })).toMatchObject({
        kind: 'rejected',
        code: 'mention_place',
      })
      expect(await stage.calls()).toEqual([])
    })

    it('whose page cannot be read is published all the same', async () => {
      await stage.fault({ status: 500, body: {} }, 'GET /unipile/api/v1/posts')
      const outcome = await publish({ text: 'Open today' })
      expect(outcome.kind).toBe('sent')
      expect(outcome).not.toHaveProperty('url')
    })

    it('of a page is the page’s alone, and refused when the member does not administer it', async () => {
      const by = await page()
      await publish({ text: 'As the café' }, by)
      await publish({ text: 'As myself' })
      expect((await found(by)).map(({ text }) => text)).toEqual(['As the café'])
      expect((await found()).map(({ text }) => text)).toEqual(['As myself'])
      expect(await publish({ text: 'No' }, { ...by, externalId: '999' })).toMatchObject({ kind: 'rejected' })
    })

    it('whose answer was lost is found by its words; one that never arrived is not', async () => {
      for (const [fault, text] of [
        ['timeout-after', 'Once (only)'],
        ['timeout-before', 'Never'],
      ] as const) {
        await stage.fault(fault, text)
        expect(await publish({ text })).toMatchObject({ kind: 'unknown' })
      }
      expect((await found()).map(({ text }) => text)).toEqual(['Once (only)'])
    })

    it('is found behind pages that are shorter than was asked for', async () => {
      const by = await page('5515716')
      for (let at = 0; at < 99; at++) await publish({ text: `Post ${at}` }, by)
      expect(await found(by)).toHaveLength(99)
    })
  })

  describe('the hosted page', () => {
    const visit = (more: Partial<Visit> = {}): Visit => ({
      redirectUri: 'http://localhost:9/api/connect/unipile/callback',
      state: 'a-state',
      verifier: 'v',
      reportUri: 'http://localhost:9/report',
      since: new Date(),
      renews: null,
      ...more,
    })
    const consent = () => {
      const { consent } = stage.connector()
      if (!consent?.hosted) throw new Error('There is no hosted page.')
      return { ...consent, hosted: consent.hosted }
    }
    const opened = async (more: Partial<Visit> = {}) => {
      const page = await consent().begin(visit(more), {})
      if (page.kind !== 'page') throw new Error(JSON.stringify(page))
      const answer = await fetch(page.url, { redirect: 'manual' })
      return new URL(answer.headers.get('location') ?? 'about:blank')
    }

    it('leads back with the state, and says when nothing was connected', async () => {
      await stage.control('POST', '/consent', {
        platform: 'unipile',
        mode: 'approve',
        as: 'Ada',
        reports: 'never',
      })
      const back = await opened()
      expect([back.searchParams.get('state'), consent().hosted.failed(back.searchParams)]).toEqual([
        'a-state',
        false,
      ])
      await stage.control('POST', '/consent', { platform: 'unipile', mode: 'deny' })
      const declined = await opened()
      expect(consent().hosted.failed(declined.searchParams)).toBe(true)
      expect(await consent().finish(declined.searchParams, visit(), {})).toEqual({ kind: 'denied' })
    })

    it.each([
      null,
      'CREATION_SUCCESS',
      { status: 'CREATION_FAILED', account_id: 'x' },
      { status: 'RECONNECTED' },
    ])('reads no report in %j', (body) => {
      expect(consent().hosted.report(body)).toBeNull()
    })

    it('covers the member and the pages, only where the account was connected on it', async () => {
      await page('77')
      const answer = consent().hosted.report({
        status: 'CREATION_SUCCESS',
        account_id: stage.account.credentials.accessToken,
        name: 'a-state',
      })
      if (!answer) throw new Error('The report was not read.')
      const earlier = new Date(Date.now() - 3_600_000)
      const granted = await consent().finish(answer, visit({ since: earlier }), {})
      expect(granted).toMatchObject({
        kind: 'granted',
        accounts: expect.arrayContaining([
          expect.objectContaining({
            externalId: stage.account.externalId,
            kind: 'Member',
            credentials: stage.given.credentials,
          }),
          expect.objectContaining({ externalId: '77', name: 'Café', kind: 'Page' }),
        ]),
      })
      // Somebody else's account, that was there before the page was opened.
      const later = visit({ since: new Date(Date.now() + 3_600_000) })
      expect(await consent().finish(answer, later, {})).toMatchObject({
        kind: 'rejected',
        code: 'another_account',
      })
      expect(await consent().finish(answer, { ...later, renews: stage.account }, {})).toMatchObject({
        kind: 'granted',
      })
    })

    it('of an account that is connected anew opens for that account', async () => {
      await stage.control('POST', '/consent', {
        platform: 'unipile',
        mode: 'approve',
        as: 'Contract',
        reports: 'never',
      })
      await opened({ renews: stage.account })
      const [link] = ((await stage.calls()) as { path: string; body: unknown }[]).filter(({ path }) =>
        path.endsWith('/hosted/accounts/link'),
      )
      expect(link?.body).toMatchObject({
        type: 'reconnect',
        reconnect_account: stage.account.credentials.accessToken,
        notify_url: 'http://localhost:9/report',
        expiresOn: expect.stringMatching(/\.\d{3}Z$/),
      })
      expect(link?.body).not.toHaveProperty('providers')
    })
  })

  it('a call without the operator’s key is refused as such, not as an account to be connected anew', async () => {
    const answer = await fetch(`${stage.url()}/api/v1/accounts/${stage.account.credentials.accessToken}`)
    expect([answer.status, await answer.json()]).toMatchObject([401, { type: 'errors/missing_credentials' }])
  })
}
