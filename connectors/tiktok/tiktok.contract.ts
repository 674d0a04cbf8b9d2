import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { ConnectedAccountRef, PublishIntent, StoredMedium } from '#core/lib/platform/connector.ts'
import { bytesOf, idOf, type Stage } from '../contract/stage.ts'

const MIB = 1024 * 1024
const intent = (attempt = 1): PublishIntent => ({
  id: newId(),
  fence: attempt,
  attempt,
  startedAt: new Date(),
})

/** A video; it notes which of its bytes were asked for. */
function video(sizeBytes: number, begin = '') {
  const bytes = new Uint8Array(sizeBytes)
  bytes.set(new TextEncoder().encode(begin))
  const reads: [number, number][] = []
  const medium: StoredMedium = {
    ...{ kind: 'video', mimeType: 'video/mp4', sizeBytes, fileName: 'tour.mp4' },
    read: async (first, last) => {
      reads.push([first, last])
      return bytes.slice(first, last + 1)
    },
    link: async () => {
      throw new Error('Videos are sent.')
    },
  }
  return { medium, reads }
}

/** A photo behind an address that anybody may fetch. */
async function photo({ servers }: Pick<Stage, 'servers'>, mimeType = 'image/jpeg'): Promise<StoredMedium> {
  const bytes = bytesOf('what the photo shows')
  const url = await servers.serve((_request, response) =>
    response.writeHead(200, { 'content-type': mimeType }).end(bytes),
  )
  return {
    ...{ kind: 'image', mimeType, sizeBytes: bytes.byteLength, fileName: 'it' },
    link: async () => url,
    read: async () => {
      throw new Error('TikTok fetches photos by their address.')
    },
  }
}

const partsOf = (stage: Stage) => {
  const { posts } = stage.connector()
  if (!posts?.find || !posts.prepare) throw new Error('Not all parts are there.')
  return { ...posts, find: posts.find, prepare: posts.prepare }
}

/** Does steps until all but the last part is there. */
async function prepared(
  stage: Stage,
  files: readonly StoredMedium[],
  { account = stage.account, from = null }: { account?: ConnectedAccountRef; from?: string | null } = {},
): Promise<string> {
  for (let handle = from; ; ) {
    const post = { text: 'Tour', media: files }
    const next = await partsOf(stage).prepare.step(account, post, handle, intent())
    if (next.kind === 'ready') return next.handle
    if (next.kind !== 'pending') throw new Error(`Refused: ${JSON.stringify(next)}`)
    handle = next.handle
  }
}

/** Takes in a post of one photo. */
export async function photosTakenIn(stage: Stage) {
  const files = [await photo(stage)]
  return { handle: await prepared(stage, files), files }
}

/** Runs the tests of behaviour that only TikTok has. */
export function tiktokBeyond(stage: Stage): void {
  const { externalId } = stage.given
  const publish = (
    handle: string | undefined,
    files: readonly StoredMedium[],
    { as = intent(), account = stage.account } = {},
  ) => partsOf(stage).publish(account, { text: 'Tour' }, as, handle, files)
  const look = (handle: string | undefined, as = intent()) =>
    partsOf(stage).find(stage.account, new Date(), as, handle)
  const step = (files: readonly StoredMedium[], handle: string | null = null, account = stage.account) =>
    partsOf(stage).prepare.step(account, { text: 'Tour', media: files }, handle, intent())
  const seenBy = (audience: string): ConnectedAccountRef => ({
    ...stage.account,
    credentials: { ...stage.account.credentials, audience },
  })
  /** Makes the account another one at TikTok: “(private)”, “(unaudited)”. */
  const became = (name: string) =>
    stage.control('POST', '/accounts', { platform: 'tiktok', externalId, name, token: stage.secret })
  const calls = async (part: string) =>
    ((await stage.calls()) as { method: string; path: string; body: unknown }[]).filter(({ method, path }) =>
      `${method} ${path}`.includes(part),
    )
  const infoOf = async (part: string) => {
    const [first] = await calls(part)
    return (first?.body as { post_info: Record<string, unknown> } | undefined)?.post_info
  }

  describe('a video on TikTok', () => {
    it('goes in parts of 5 MiB, and is shown with the last, which is published: not before', async () => {
      const { medium, reads } = video(12 * MIB)
      const handle = await prepared(stage, [medium])
      expect(reads).toEqual([[0, 5 * MIB - 1]])
      expect(await stage.shown()).toEqual([])
      expect(await publish(handle, [medium])).toMatchObject({
        kind: 'sent',
        id: expect.stringMatching(/^v_pub_file~v2-1\.\d{19}$/),
        url: 'https://www.tiktok.com/@contract',
      })
      expect(reads.at(-1)).toEqual([5 * MIB, 12 * MIB - 1])
      expect(await stage.shown()).toMatchObject([
        { text: 'Tour', media: [{ kind: 'video', sizeBytes: 12 * MIB }] },
      ])
    })

    it.each([1_000, 5 * MIB - 1, 5 * MIB, 10 * MIB - 1, 10 * MIB, 10 * MIB + 1])(
      'of %i bytes is divided as TikTok wants it',
      async (size) => {
        const { medium } = video(size)
        expect(await publish(await prepared(stage, [medium]), [medium])).toMatchObject({ kind: 'sent' })
        expect(await stage.shown()).toMatchObject([{ media: [{ sizeBytes: size }] }])
      },
    )

    it('goes on where it broke off: a part that TikTok has is not sent again', async () => {
      const { medium, reads } = video(16 * MIB)
      await stage.fault('timeout-after', 'PUT')
      const broken = await step([medium])
      if (broken.kind !== 'pending') throw new Error(`Not pending: ${JSON.stringify(broken)}`)
      const handle = await prepared(stage, [medium], { from: broken.handle })
      expect(reads.map(([first]) => first / MIB)).toEqual([0, 0, 5])
      expect(await publish(handle, [medium])).toMatchObject({ kind: 'sent' })
      expect(await calls('video/init')).toHaveLength(1)
    })

    it('whose last part was not answered is looked for by its name, and never published twice', async () => {
      const { medium } = video(1_000)
      const handle = await prepared(stage, [medium])
      await stage.fault('timeout-after', 'PUT')
      const as = intent()
      expect(await publish(handle, [medium], { as })).toMatchObject({ kind: 'unknown' })
      expect(await publish(handle, [medium], { as: intent(2) })).toMatchObject({ kind: 'sent' })
      expect(await look(handle, as)).toMatchObject({ kind: 'found', posts: [{ marker: as.id }] })
      expect(await calls('PUT')).toHaveLength(1)
      expect(await stage.shown()).toHaveLength(1)
    })

    it('whose last part did not arrive is not there, and goes out with the next attempt', async () => {
      const { medium } = video(1_000)
      const handle = await prepared(stage, [medium])
      await stage.fault('timeout-before', 'PUT')
      expect(await publish(handle, [medium])).toMatchObject({ kind: 'unknown' })
      expect(await look(handle)).toEqual({ kind: 'found', posts: [] })
      expect(await publish(handle, [medium], { as: intent(2) })).toMatchObject({ kind: 'sent' })
      expect(await stage.shown()).toHaveLength(1)
    })

    it('has the id under which everybody sees it once it is moderated, to its last digit', async () => {
      const { medium } = video(1_000)
      const handle = await prepared(stage, [medium])
      const [, digits = ''] = /(\d{19})$/.exec(idOf(await publish(handle, [medium]))) ?? []
      await expect
        .poll(() => look(handle), { timeout: 5_000 })
        .toMatchObject({
          posts: [{ id: digits, url: `https://www.tiktok.com/@contract/video/${digits}` }],
        })
    })

    it.each([
      ['file_format_check_failed', 'Save it anew'],
      ['duration_check_failed', 'Shorten the video'],
      ['frame_rate_check_failed', 'Save it anew'],
      ['internal', 'Try again'],
      ['auth_removed', 'Try again'],
      ['spam_risk_too_many_posts', 'Try again'],
    ])(
      'that TikTok fails for %s is refused with what to do, also by a later attempt',
      async (reason, advice) => {
        const { medium } = video(1_000, reason)
        const handle = await prepared(stage, [medium])
        const refused = { kind: 'rejected', code: reason, advice: expect.stringContaining(advice) }
        expect(await publish(handle, [medium])).toMatchObject(refused)
        expect(await look(handle)).toEqual({ kind: 'found', posts: [] })
        expect(await publish(handle, [medium], { as: intent(2) })).toMatchObject(refused)
        expect(await stage.shown()).toEqual([])
      },
    )

    it('that TikTok is still working on is looked for again', async () => {
      const { medium } = video(1_000)
      const handle = await prepared(stage, [medium])
      const busy = {
        status: 200,
        body: { data: { status: 'PROCESSING_UPLOAD', uploaded_bytes: 1_000 }, error: { code: 'ok' } },
      }
      const late = { ...intent(), startedAt: new Date(Date.now() - 60_000) }
      await stage.fault(busy, 'status/fetch')
      expect(await publish(handle, [medium], { as: late })).toMatchObject({
        kind: 'unknown',
        reason: expect.stringContaining('still working'),
        handle,
      })
      await stage.fault(busy, 'status/fetch')
      expect(await look(handle)).toMatchObject({ kind: 'retry' })
      await expect.poll(() => look(handle)).toMatchObject({ kind: 'found', posts: [{}] })
    })

    it('is marked as made by a machine where a character that says so shows it', async () => {
      const post = { text: 'Tour', media: [video(1_000).medium], synthetic: true } as const
      await partsOf(stage).prepare.step(stage.account, post, null, intent())
      expect(await infoOf('video/init')).toMatchObject({ is_aigc: true, title: 'Tour' })
    })

    it('whose bytes are out of order, or whose address is not its own, is not taken', async () => {
      const { medium } = video(12 * MIB)
      const { uploadUrl } = JSON.parse(await prepared(stage, [medium])) as { uploadUrl: string }
      const put = async (url: string, range: string) =>
        (await fetch(url, { method: 'PUT', headers: { 'content-range': range }, body: new Uint8Array(10) }))
          .status
      expect(await put(uploadUrl, 'bytes 0-9/12582912')).toBe(416)
      expect(await put(uploadUrl, 'bytes 5242880-5242889/12582912')).toBe(416)
      expect(await put(`${uploadUrl}x`, 'bytes 0-9/12582912')).toBe(403)
    })

    it('whose upload TikTok has forgotten is refused with what to do', async () => {
      const { medium } = video(1_000)
      const handle = await prepared(stage, [medium])
      const gone = handle.replace(/upload_token=\w+/, 'upload_token=old')
      expect(await publish(gone, [medium])).toMatchObject({
        kind: 'rejected',
        code: 'upload',
        advice: expect.stringContaining('Try again'),
      })
      expect(await stage.shown()).toEqual([])
    })

    it('is never sent to an address that is not TikTok’s', async () => {
      const { medium } = video(1_000)
      const asked: string[] = []
      const elsewhere = await stage.servers.serve((request, response) => {
        asked.push(request.url ?? '')
        response.end()
      })
      const handle = (await prepared(stage, [medium])).replace(/http:[^"]+/, `${elsewhere}/?upload_token=x`)
      expect(await publish(handle, [medium])).toMatchObject({ kind: 'retry' })
      expect(asked).toEqual([])
    })
  })

  describe('photos on TikTok', () => {
    it('are fetched from their addresses, in order, with the text', async () => {
      const files = [await photo(stage), await photo(stage, 'image/webp')]
      expect(await publish(await prepared(stage, files), files)).toMatchObject({
        kind: 'sent',
        id: expect.stringMatching(/^p_pub_url~v2\.\d+$/),
      })
      expect(await stage.shown()).toMatchObject([
        { text: 'Tour', media: [{ mimeType: 'image/jpeg' }, { mimeType: 'image/webp' }] },
      ])
    })

    it('of another format are refused, and those that cannot be fetched are tried once more', async () => {
      const png = [await photo(stage, 'image/png')]
      expect(await publish(await prepared(stage, png), png)).toMatchObject({
        kind: 'rejected',
        code: 'file_format_check_failed',
      })
      const [gone] = [await photo(stage)]
      await stage.servers.close()
      const handle = await prepared(stage, [gone])
      expect(await publish(handle, [gone])).toMatchObject({ kind: 'retry' })
      expect(await publish(handle, [gone], { as: intent(2) })).toMatchObject({
        kind: 'rejected',
        code: 'photo_pull_failed',
      })
    })

    it('at an address that nobody has verified are refused with who can mend it', async () => {
      const files = [{ ...(await photo(stage)), link: async () => 'https://files.example/it.jpg' }]
      expect(await publish(await prepared(stage, files), files)).toMatchObject({
        kind: 'rejected',
        code: 'url_ownership_unverified',
        advice: expect.stringContaining('CHORUS_PUBLIC_URL'),
      })
    })

    it('whose answer was lost are not sent again by a machine: nobody can look for them', async () => {
      const { handle, files } = await photosTakenIn(stage)
      await stage.fault('timeout-after', 'content/init')
      expect(await publish(handle, files)).toMatchObject({ kind: 'unknown' })
      expect(await look(handle)).toMatchObject({ kind: 'rejected', advice: expect.stringMatching(/profile/) })
      expect(await look(undefined)).toMatchObject({ kind: 'rejected' })
    })

    it('that TikTok is still working on are looked for by the name that it gave them', async () => {
      const { handle, files } = await photosTakenIn(stage)
      const late = { ...intent(), startedAt: new Date(Date.now() - 60_000) }
      const busy = { status: 200, body: { data: { status: 'PROCESSING_DOWNLOAD' }, error: { code: 'ok' } } }
      await stage.fault(busy, 'status/fetch')
      const outcome = await publish(handle, files, { as: late })
      const named = outcome.kind === 'unknown' ? outcome.handle : undefined
      await expect
        .poll(() => look(named, late))
        .toMatchObject({ kind: 'found', posts: [{ marker: late.id }] })
      expect(await publish(named, files, { as: intent(2) })).toMatchObject({ kind: 'sent' })
      expect(await calls('content/init')).toHaveLength(1)
    })

    it('or a video are needed: a text alone is no post', async () => {
      expect(await publish(undefined, [])).toMatchObject({ kind: 'rejected', code: 'media_needed' })
    })
  })

  describe('who sees a post on TikTok', () => {
    it('is nobody but its owner, and all is switched off, unless somebody chose otherwise', async () => {
      const { audience: _, ...credentials } = stage.account.credentials
      await step([video(1_000).medium], null, { ...stage.account, credentials })
      expect(await infoOf('video/init')).toMatchObject({
        ...{ privacy_level: 'SELF_ONLY', disable_comment: true, disable_duet: true, disable_stitch: true },
        is_aigc: false,
      })
    })

    it('is whom a person chose; what the account has switched off stays off', async () => {
      await became('Contract (private)')
      const account = seenBy('followers')
      const open = { ...account, credentials: { ...account.credentials, interaction: 'all' } }
      await step([video(1_000).medium], null, open)
      expect(await infoOf('video/init')).toMatchObject({
        ...{ privacy_level: 'FOLLOWER_OF_CREATOR', disable_comment: false },
        ...{ disable_duet: true, disable_stitch: true },
      })
    })

    it('is asked before each post: where the choice is gone, nothing is sent', async () => {
      await became('Contract (private)')
      expect(await step([video(1_000).medium])).toMatchObject({ kind: 'rejected', code: 'audience' })
      expect(await calls('video/init')).toEqual([])
      expect(await stage.connect()).toMatchObject({ kind: 'rejected', code: 'audience' })
    })

    it('may change once photos are taken in: TikTok refuses them, and nothing is shown', async () => {
      const { handle, files } = await photosTakenIn(stage)
      await became('Contract (private)')
      expect(await publish(handle, files)).toMatchObject({
        kind: 'rejected',
        code: 'privacy_level_option_mismatch',
      })
      expect(await stage.shown()).toEqual([])
    })

    it('of an app that is not audited is its owner alone, and the account has to be private', async () => {
      await became('Contract (unaudited)')
      expect(await step([video(1_000).medium], null, seenBy('me'))).toMatchObject({
        kind: 'rejected',
        code: 'unaudited_client_can_only_post_to_private_accounts',
        advice: expect.stringContaining('private'),
      })
      await became('Contract (private) (unaudited)')
      const { medium } = video(1_000)
      const account = seenBy('me')
      expect(
        await publish(await prepared(stage, [medium], { account }), [medium], { account }),
      ).toMatchObject({
        kind: 'sent',
      })
    })

    it('is told of the account when it is connected', async () => {
      expect(await stage.connect()).toMatchObject({ kind: 'connected', limits: { ownerOnly: false } })
      expect(await stage.connect(undefined, seenBy('me'))).toMatchObject({ limits: { ownerOnly: true } })
    })
  })

  describe('the limits of TikTok', () => {
    it('are six posts a minute: the seventh waits', async () => {
      for (let n = 0; n < 6; n++) await step([video(1_000).medium])
      expect(await step([video(1_000).medium])).toMatchObject({ kind: 'limited', scope: 'account' })
    })

    it('are fifteen a day, after which posts wait for the next', async () => {
      await became('Contract (full)')
      const outcome = await step([video(1_000).medium])
      const midnight = new Date().setUTCHours(24, 0, 0, 0)
      expect(outcome).toMatchObject({ kind: 'limited' })
      expect(outcome.kind === 'limited' && outcome.until.getTime()).toBeGreaterThanOrEqual(midnight)
      expect(partsOf(stage).rules.quotas(1)).toContainEqual({ key: 'posts', limit: 15, windowMs: 86_400_000 })
    })
  })

  describe('a consent on TikTok', () => {
    const visit = {
      ...{ redirectUri: 'https://app.example/cb', state: 's', verifier: 'v', reportUri: '', renews: null },
      since: new Date(),
    }
    async function agreed(without: string[] = [], given: Record<string, string> = {}) {
      const { consent } = stage.connector()
      if (!consent) throw new Error('There is no page.')
      await stage.control('POST', '/consent', { platform: 'tiktok', mode: 'approve', as: 'Ana', without })
      const page = await consent.begin(visit, given)
      if (page.kind !== 'page') throw new Error(JSON.stringify(page))
      const answer = await fetch(page.url, { redirect: 'manual' })
      const back = new URL(answer.headers.get('location') ?? '').searchParams
      return consent.finish(back, visit, page.keep ?? {})
    }

    it('is of two hours, and keeps who may see the posts', async () => {
      const granted = await agreed([], { audience: 'friends' })
      const [account] = granted.kind === 'granted' ? granted.accounts : []
      expect(account).toMatchObject({ name: 'Ana', kind: 'Account', credentials: { audience: 'friends' } })
      const lives = (at = '') => (Date.parse(at) - Date.now()) / 3_600_000
      expect(lives(account?.credentials.expiresAt)).toBeCloseTo(2, 1)
      expect(lives(account?.credentials.grantEndsAt)).toBeCloseTo(180 * 24, 1)
    })

    it('without posting is no use, and says so', async () => {
      expect(await agreed(['video.publish'])).toMatchObject({
        kind: 'rejected',
        advice: expect.stringContaining('leave all switches on'),
      })
    })

    it('is renewed once by each token: the one before is good no more', async () => {
      const granted = await agreed([], { audience: 'friends' })
      const [account] = granted.kind === 'granted' ? granted.accounts : []
      const { tokens } = stage.connector()
      if (!account || !tokens) throw new Error('There is nothing to renew.')
      const ref = { id: 'n', externalId: account.externalId, credentials: account.credentials }
      const renewed = await tokens.refresh(ref)
      expect(renewed).toMatchObject({ kind: 'refreshed', credentials: { audience: 'friends' } })
      expect(await tokens.refresh(ref)).toMatchObject({ kind: 'reauth' })
      const fresh = renewed.kind === 'refreshed' ? renewed.credentials : {}
      expect(await stage.connect(undefined, { ...ref, credentials: fresh })).toMatchObject({
        kind: 'connected',
      })
    })
  })
}
