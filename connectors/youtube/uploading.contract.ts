import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Intent, PublishIntent, StoredMedium } from '#core/lib/platform/connector.ts'
import type { Stage } from '../contract/stage.ts'

const MIB = 1024 * 1024

export const intent = (): PublishIntent => ({ id: newId(), fence: 1, attempt: 1, startedAt: new Date() })

/** A video; it notes what was read of it. */
export function film(sizeBytes = 2_000, begin = '', fileName = 'A tour.mp4') {
  const bytes = new Uint8Array(sizeBytes)
  bytes.set(new TextEncoder().encode(begin))
  const reads: number[] = []
  const medium: StoredMedium = {
    ...{ kind: 'video', mimeType: 'video/mp4', sizeBytes, fileName },
    read: async (first, last) => {
      reads.push(first / MIB)
      return bytes.slice(first, last + 1)
    },
    link: async () => {
      throw new Error('YouTube takes bytes.')
    },
  }
  return { medium, reads }
}

const prepareOf = (stage: Stage) => {
  const { prepare } = stage.connector().posts ?? {}
  if (!prepare?.quotas || !prepare.discard) throw new Error('Not all parts are there.')
  return { ...prepare, quotas: prepare.quotas, discard: prepare.discard }
}

/** Does steps until the video is there and worked through, or it is refused. */
export async function prepared(
  stage: Stage,
  text: string,
  { medium }: Pick<ReturnType<typeof film>, 'medium'> = film(),
  { from = null, by = stage.account, synthetic = false }: Partial<Steps> = {},
): Promise<string> {
  for (let handle = from; ; ) {
    const post = { text, media: [medium], ...(synthetic ? ({ synthetic: true } as const) : {}) }
    const next = await prepareOf(stage).step(by, post, handle, intent())
    if (next.kind === 'ready') return next.handle
    if (next.kind !== 'pending') throw new Error(`Refused: ${JSON.stringify(next)}`)
    handle = next.handle
    // The emulator works on a video for a moment.
    if (next.at.getTime() > Date.now() + 1_000) await new Promise((resolve) => setTimeout(resolve, 30))
  }
}
interface Steps {
  from: string | null
  by: Stage['account']
  synthetic: boolean
}

/** Runs the tests of how a video is taken in, and taken away. */
export function uploadingContract(stage: Stage): void {
  const step = (of: ReturnType<typeof film>, handle: string | null, as: Intent = intent()) =>
    prepareOf(stage).step(stage.account, { text: 'Tour', media: [of.medium] }, handle, as)
  /** Does one step, which leaves something to go on from. */
  async function begun(of: ReturnType<typeof film>, handle: string | null = null): Promise<string> {
    const next = await step(of, handle)
    if (next.kind !== 'pending') throw new Error(`Not pending: ${JSON.stringify(next)}`)
    return next.handle
  }
  const calls = async (part: string) =>
    ((await stage.calls()) as { method: string; path: string }[]).filter(({ method, path }) =>
      `${method} ${path}`.includes(part),
    )
  const opened = () => calls('POST /youtube/upload/')
  const discard = (handle: string) => prepareOf(stage).discard.call(stage.account, handle)
  const isThere = async (handle: string): Promise<boolean> => {
    const { id } = JSON.parse(handle).video as { id: string }
    const answer = await fetch(`${stage.url()}/youtube/v3/videos?part=status&id=${id}`, {
      headers: { authorization: `Bearer ${stage.account.credentials.accessToken}` },
    })
    return ((await answer.json()) as { items: [] }).items.length > 0
  }

  describe('a video that YouTube takes in', () => {
    it('is seen by nobody, and its address is kept before a byte is sent', async () => {
      const video = film()
      const handle = await begun(video)
      expect(video.reads).toEqual([])
      expect(await opened()).toHaveLength(1)
      await prepared(stage, 'Tour', video, { from: handle })
      expect(await opened()).toHaveLength(1)
      expect(await stage.shown()).toEqual([])
    })

    it('counts as an upload where it begins, as a unit where it is asked for, and as nothing while it is sent', async () => {
      const { quotas } = prepareOf(stage)
      const keys = (handle: string | null) => quotas(handle).map(({ key, cost = 1 }) => `${key} ${cost}`)
      expect(keys(null)).toEqual(['uploads 1'])
      expect(quotas(null)).toMatchObject([{ limit: 100, kind: 'fixed', zone: 'America/Los_Angeles' }])
      const video = film()
      const session = await begun(video)
      expect(keys(session)).toEqual([])
      expect(keys(await begun(video, session))).toEqual(['units 1'])
    })

    it('goes in parts of 4 MiB, and on from the byte that YouTube has where an answer was lost', async () => {
      const video = film(9 * MIB)
      const session = await begun(video)
      await stage.fault('timeout-after', '/bytes 0-/')
      await stage.fault('timeout-after', '/upload_id=[^ ]+ ./')
      const broken = await begun(video, session)
      await prepared(stage, 'Tour', video, { from: broken })
      // The first part arrived, though its answer did not.
      expect(video.reads).toEqual([0, 4, 8])
      expect(await opened()).toHaveLength(1)
    })

    it('goes on after a 503 in mid-upload, and from the middle of a part of which a half was taken', async () => {
      const video = film(9 * MIB, 'half')
      const session = await begun(video)
      await stage.fault({ status: 503, body: 'Backend error' }, '/upload_id=[^ ]+ ./')
      const broken = await begun(video, session)
      await prepared(stage, 'Tour', video, { from: broken })
      expect(video.reads).toEqual([0, 0, 2, 6])
    })

    it('that was whole when the client gave up is not uploaded twice', async () => {
      const video = film()
      const session = await begun(video)
      await stage.fault('timeout-after', '/upload_id=[^ ]+ ./')
      const unheard = await begun(video, session)
      await prepared(stage, 'Tour', video, { from: unheard })
      expect(video.reads).toEqual([0])
      expect(await opened()).toHaveLength(1)
    })

    it('whose address is known no more is begun anew, and counts as an upload again', async () => {
      const video = film()
      const session = await begun(video)
      await stage.fault({ status: 404, body: 'Not Found' }, 'upload_id')
      const gone = await begun(video, session)
      expect(prepareOf(stage).quotas(gone)).toMatchObject([{ key: 'uploads' }])
      await prepared(stage, 'Tour', video, { from: gone })
      expect(await opened()).toHaveLength(2)
    })

    it('is asked for at intervals that grow, for three hours', async () => {
      const video = film()
      const handle = await begun(video, await begun(video))
      const inMs = async (agoMs: number) => {
        const of = JSON.parse(handle)
        of.video.since = new Date(Date.now() - agoMs).toISOString()
        await stage.fault(
          {
            status: 200,
            body: {
              kind: 'youtube#videoListResponse',
              items: [{ id: of.video.id, status: { uploadStatus: 'uploaded', privacyStatus: 'private' } }],
            },
          },
          'videos?id=',
        )
        const next = await step(video, JSON.stringify(of))
        return next.kind === 'pending' ? Math.round((next.at.getTime() - Date.now()) / 1_000) : next
      }
      expect(await inMs(0)).toBe(5)
      expect(await inMs(400_000)).toBe(100)
      expect(await inMs(3 * 3_600_000 + 1_000)).toMatchObject({ kind: 'rejected', code: 'processing_time' })
    })

    it.each([
      ['copy', 'duplicate'],
      ['fail', 'codec'],
    ])('that begins with %s is refused after it was taken in, with the reason', async (begin, reason) => {
      await expect(prepared(stage, 'Tour', film(2_000, begin))).rejects.toThrow(reason)
    })

    it('waits for the day to end where the project’s uploads are used up: until midnight in California', async () => {
      await stage.fault(
        {
          status: 403,
          body: { error: { code: 403, message: 'Used up', errors: [{ reason: 'quotaExceeded' }] } },
        },
        'POST /youtube/upload/',
      )
      const limited = await step(film(), null)
      // Other calls go on: their bucket is another.
      expect(limited).toMatchObject({ kind: 'limited', scope: 'action' })
      const time = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Los_Angeles', timeStyle: 'medium' })
      expect(limited.kind === 'limited' && time.format(limited.until)).toBe('00:00:00')
    })
  })

  describe('a video that no post goes out with', () => {
    it('is deleted, once, however often that is asked', async () => {
      const handle = await prepared(stage, 'Tour')
      expect(await isThere(handle)).toBe(true)
      expect(await discard(handle)).toMatchObject({ kind: 'sent' })
      expect(await isThere(handle)).toBe(false)
      expect(await discard(handle)).toMatchObject({ kind: 'sent' })
      expect(await calls('DELETE')).toHaveLength(1)
    })

    it('is deleted by the handle of its beginning too; what is not whole is left to YouTube', async () => {
      const video = film()
      const session = await begun(video)
      expect(await discard(session)).toMatchObject({ kind: 'sent' })
      expect(await calls('DELETE')).toHaveLength(0)
      const handle = await prepared(stage, 'Tour', video, { from: session })
      await discard(session)
      expect(await isThere(handle)).toBe(false)
    })

    it('stays where it has become public', async () => {
      const handle = await prepared(stage, 'Tour')
      await stage.connector().posts?.publish(stage.account, { text: 'Tour' }, intent(), handle)
      expect(await discard(handle)).toMatchObject({ kind: 'sent' })
      expect(await isThere(handle)).toBe(true)
      expect(await stage.shown()).toHaveLength(1)
    })

    it('is tried again while YouTube is away', async () => {
      const handle = await prepared(stage, 'Tour')
      await stage.fault('timeout-before', 'DELETE')
      expect(await discard(handle)).toMatchObject({ kind: 'unknown' })
      await stage.fault({ status: 503, body: 'Backend error' }, 'videos?id=')
      expect(await discard(handle)).toMatchObject({ kind: 'retry' })
      expect(await discard(handle)).toMatchObject({ kind: 'sent' })
    })
  })
}
