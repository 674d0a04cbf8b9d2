import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type {
  ConnectedAccountRef,
  Content,
  MediaKind,
  PublishIntent,
  StoredMedium,
} from '#core/lib/platform/connector.ts'
import type { Stage } from '../contract/stage.ts'
import { filesOf } from './media.ts'

const MIB = 1024 * 1024
/** Steps of preparation raise the fence, and are no attempts to publish. */
const intent = (attempt = 1): PublishIntent => ({
  id: newId(),
  fence: attempt + 2,
  attempt,
  startedAt: new Date(),
})
const failure = (status: number, code: string, message: string) => ({
  status,
  body: { status, code, message },
})

const TYPES: Partial<Record<MediaKind, string>> = {
  image: 'image/png',
  video: 'video/mp4',
  document: 'application/pdf',
}
/** A file whose bytes can be told by their place; it notes how much of it was asked for at once. */
function file(kind: MediaKind, sizeBytes: number, begin = '', more: Partial<StoredMedium> = {}) {
  const bytes = new Uint8Array(sizeBytes)
  for (let at = 0; at < sizeBytes; at += 1024) bytes[at] = at / 1024
  bytes.set(new TextEncoder().encode(begin))
  const reads: [number, number][] = []
  const medium: StoredMedium = {
    kind,
    mimeType: TYPES[kind] ?? '',
    sizeBytes,
    fileName: 'menu.pdf',
    read: async (first, last) => {
      reads.push([first, last])
      return bytes.slice(first, last + 1)
    },
    link: async () => {
      throw new Error('LinkedIn takes bytes.')
    },
    ...more,
  }
  return { medium, reads }
}
const picture = (altText = '') => file('image', 2_000, '', altText ? { altText } : {}).medium

/** Runs the tests of behaviour that only LinkedIn has. */
export function linkedinBeyond(stage: Stage): void {
  const posts = () => {
    const { posts } = stage.connector()
    if (!posts?.find || !posts.prepare) throw new Error('Not all parts are there.')
    return { ...posts, find: posts.find, prepare: posts.prepare }
  }
  const publish = (post: Content, handle?: string, as = intent(), by = stage.account) =>
    posts().publish(by, post, as, handle)
  const step = (media: readonly StoredMedium[], handle: string | null, by = stage.account) =>
    posts().prepare.step(by, { text: '', media }, handle, intent())
  /** Does steps until all is there, from where an earlier one has left off, at the times that they name. */
  const prepared = async (media: readonly StoredMedium[], from: string | null = null): Promise<string> => {
    let handle = from
    for (;;) {
      const next = await step(media, handle)
      if (next.kind === 'ready') return next.handle
      if (next.kind !== 'pending') throw new Error(`Refused: ${JSON.stringify(next)}`)
      handle = next.handle
      await new Promise((resolve) =>
        setTimeout(resolve, Math.max(0, Math.min(1_100, next.at.getTime() - Date.now()))),
      )
    }
  }
  const calls = async (part: string) =>
    ((await stage.calls()) as { method: string; path: string; body: unknown; status: number }[]).filter(
      ({ method, path }) => `${method} ${path}`.includes(part),
    )
  /** Makes a member who has an account of their own, with a token. */
  const member = async (): Promise<ConnectedAccountRef> => {
    const account = { externalId: `urn:li:person:${newId().slice(-8)}`, token: newId() }
    await stage.control('POST', '/accounts', { platform: 'linkedin', name: 'Ana', ...account })
    return { id: 'm', externalId: account.externalId, credentials: { accessToken: account.token } }
  }

  describe('a post on LinkedIn', () => {
    it('has the address that people open, and shows brackets, hashtags and mentions as they were written', async () => {
      const text = 'Open (again) #coffee with @[Café du Port](urn:li:organization:77) {_*~|}'
      const outcome = await publish({ text })
      expect(outcome).toMatchObject({ kind: 'sent', id: expect.stringMatching(/^urn:li:share:\d+$/) })
      const id = outcome.kind === 'sent' ? outcome.id : ''
      expect(outcome).toMatchObject({ url: `https://www.linkedin.com/feed/update/${id}` })
      expect((await stage.shown()).map((post) => post.text)).toEqual([
        'Open (again) #coffee with Café du Port {_*~|}',
      ])
    })

    it('of an organisation whose answer was lost is found by its words; one that never arrived is not', async () => {
      const since = new Date(Date.now() - 1_000)
      for (const [fault, text] of [
        ['timeout-after', 'Once (only)'],
        ['timeout-before', 'Never'],
      ] as const) {
        await stage.fault(fault, 'rest/posts')
        expect(await publish({ text })).toMatchObject({ kind: 'unknown' })
      }
      const found = await posts().find(stage.account, since, intent())
      expect(found.kind === 'found' && found.posts.map(({ text }) => text)).toEqual(['Once (only)'])
    })

    it('of a member is published, and cannot be looked for: a person is told to look', async () => {
      const by = await member()
      expect(await publish({ text: 'As myself' }, undefined, intent(), by)).toMatchObject({ kind: 'sent' })
      expect(await posts().find(by, new Date(0), intent())).toMatchObject({
        kind: 'rejected',
        advice: expect.stringContaining('profile'),
      })
    })

    it('by somebody who no longer administers the page is refused', async () => {
      const by = { ...(await member()), externalId: stage.account.externalId }
      expect(await publish({ text: 'Hello' }, undefined, intent(), by)).toMatchObject({
        kind: 'rejected',
        code: 'ACCESS_DENIED',
        advice: expect.stringContaining('administer'),
      })
    })

    it('that LinkedIn shows already is our own only where we have tried before', async () => {
      const first = await publish({ text: 'Same' })
      const url = first.kind === 'sent' ? first.url : ''
      expect(await publish({ text: 'Same' })).toMatchObject({
        kind: 'rejected',
        code: 'duplicate',
        advice: expect.stringContaining(url ?? '-'),
      })
      expect(await publish({ text: 'Same' }, undefined, intent(2))).toMatchObject({ kind: 'sent', url })
      expect(await stage.shown()).toHaveLength(1)
    })

    it.each([
      ['of no version', {}, 400],
      [
        'of a version that has ended',
        { 'linkedin-version': '202511', 'x-restli-protocol-version': '2.0.0' },
        426,
      ],
      ['without the protocol', { 'linkedin-version': '202608', 'x-restli-protocol-version': '1' }, 400],
    ])('%s is refused on every route', async (_what, headers, status) => {
      const authorization = `Bearer ${stage.account.credentials.accessToken}`
      for (const path of ['posts', 'images?action=initializeUpload', 'organizationAcls?q=roleAssignee']) {
        const answer = await fetch(`${stage.url()}/rest/${path}`, {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json', ...headers },
          body: '{}',
        })
        expect(answer.status).toBe(status)
      }
    })

    it('that meets the limit waits for the next day, by UTC, since nothing says until when', async () => {
      await stage.fault('limited:9', 'rest/posts')
      const outcome = await publish({ text: 'Hello' })
      const tomorrow = new Date(new Date().setUTCHours(24, 0, 0, 0))
      expect(outcome).toMatchObject({ kind: 'limited', until: tomorrow })
    })
  })

  describe('files', () => {
    it('show nothing before the post, and stand in it in order with their descriptions', async () => {
      const handle = await prepared([picture('The terrace'), picture()])
      expect(await stage.shown()).toEqual([])
      expect(await publish({ text: 'Look' }, handle)).toMatchObject({ kind: 'sent' })
      expect(await stage.shown()).toMatchObject([
        {
          text: 'Look',
          media: [
            { kind: 'image', name: 'The terrace', sizeBytes: 2_000 },
            { kind: 'image', name: '' },
          ],
        },
      ])
    })

    it('one picture stands alone, and a PDF under its title', async () => {
      await publish({ text: 'One' }, await prepared([picture('The terrace')]))
      await publish({ text: 'Menu' }, await prepared([file('document', 3_000, '%PDF-1.7').medium]))
      expect((await stage.shown()).map(({ media }) => media)).toMatchObject([
        [{ kind: 'image', name: 'The terrace' }],
        [{ kind: 'document', name: 'menu' }],
      ])
    })

    it('a video goes in parts of 4 MiB, of which one at a time is held, and its post is of the older kind of URN', async () => {
      const { medium, reads } = file('video', 9 * MIB)
      const handle = await prepared([medium])
      expect(reads).toEqual([
        [0, 4 * MIB - 1],
        [4 * MIB, 8 * MIB - 1],
        [8 * MIB, 9 * MIB - 1],
      ])
      expect(await publish({ text: 'Tour' }, handle)).toMatchObject({
        id: expect.stringMatching(/^urn:li:ugcPost:/),
      })
      expect(await stage.shown()).toMatchObject([{ media: [{ kind: 'video', sizeBytes: 9 * MIB }] }])
    })

    it('a video whose upload broke off goes on at the part that LinkedIn has', async () => {
      const { medium, reads } = file('video', 9 * MIB)
      // The third call is the second part.
      await stage.fault(failure(503, 'SERVICE_UNAVAILABLE', 'Service Unavailable'), '/1')
      const broken = await step([medium], null)
      if (broken.kind !== 'pending') throw new Error(`Not pending: ${broken.kind}`)
      expect(filesOf(broken.handle)[0]?.parts.map(({ tag }) => tag !== null)).toEqual([true, false, false])
      await publish({ text: 'Tour' }, await prepared([medium], broken.handle))
      expect(reads.map(([first]) => first / MIB)).toEqual([0, 4, 4, 8])
      expect(await calls('videos?action=initializeUpload')).toHaveLength(1)
      expect(await stage.shown()).toMatchObject([{ media: [{ sizeBytes: 9 * MIB }] }])
    })

    it('a video whose end was not heard of is not put together twice', async () => {
      const { medium } = file('video', 100 * 1024)
      await stage.fault('timeout-after', 'finalizeUpload')
      const unheard = await step([medium], null)
      if (unheard.kind !== 'pending') throw new Error(`Not pending: ${unheard.kind}`)
      expect(await publish({ text: 'Tour' }, await prepared([medium], unheard.handle))).toMatchObject({
        kind: 'sent',
      })
    })

    it('parts in another order are refused when they are put together', async () => {
      const { medium } = file('video', 9 * MIB)
      await stage.fault(failure(503, 'SERVICE_UNAVAILABLE', 'Service Unavailable'), 'finalizeUpload')
      const whole = await step([medium], null)
      if (whole.kind !== 'pending') throw new Error(`Not pending: ${whole.kind}`)
      const taken = JSON.parse(whole.handle)
      taken.files[0].parts.reverse()
      expect(await step([medium], JSON.stringify(taken))).toMatchObject({ kind: 'rejected' })
    })

    it('a video that is still worked on is waited for, and a post with it is refused', async () => {
      const { medium } = file('video', 100 * 1024)
      const sent = await step([medium], null)
      if (sent.kind !== 'pending') throw new Error(`Not pending: ${sent.kind}`)
      expect(sent.at.getTime()).toBeGreaterThan(Date.now() + 1_000)
      expect(filesOf(sent.handle)[0]?.state).toBe('working')
      expect(await publish({ text: 'Too soon' }, sent.handle)).toMatchObject({
        kind: 'rejected',
        reason: expect.stringContaining('PROCESSING'),
      })
    })

    it('that LinkedIn cannot work through are refused with what to do', async () => {
      await expect(prepared([file('video', 100 * 1024, '____fail').medium])).rejects.toThrow(
        'PROCESSING_FAILED',
      )
      await expect(prepared([file('document', 3_000, 'no PDF').medium])).rejects.toThrow('PROCESSING_FAILED')
    })

    it('belong to the account that announced them: no other shows them', async () => {
      const handle = await prepared([picture()])
      const by = await member()
      expect(await publish({ text: 'Not mine' }, handle, intent(), by)).toMatchObject({
        kind: 'rejected',
        reason: expect.stringContaining('owner'),
      })
    })

    it.each([
      [failure(401, 'EXPIRED_ACCESS_TOKEN', 'The token used in the request has expired'), 'reauth'],
      [failure(403, 'ACCESS_DENIED', 'Not enough permissions'), 'rejected'],
      [failure(500, 'INTERNAL', 'Internal Server Error'), 'retry'],
      ['limited:9', 'limited'],
      ['timeout-after', 'retry'],
    ] as const)('that meet %j are %s', async (fault, kind) => {
      await stage.fault(fault, 'initializeUpload')
      expect(await step([picture()], null)).toMatchObject({ kind })
    })

    it('are sent to LinkedIn’s own addresses alone', async () => {
      const elsewhere = {
        value: { uploadUrl: 'https://example.com/steal', image: 'urn:li:image:C5', uploadUrlExpiresAt: 1 },
      }
      await stage.fault({ status: 200, body: elsewhere }, 'initializeUpload')
      const named = await step([picture()], null)
      const next = named.kind === 'pending' ? await step([picture()], named.handle) : named
      expect(next).toMatchObject({ kind: 'retry', reason: expect.stringContaining('not one of its own') })
    })
  })
}
