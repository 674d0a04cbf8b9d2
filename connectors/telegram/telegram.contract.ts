import { describe, expect, it } from 'vitest'
import type { Content, Media } from '#core/lib/platform/connector.ts'
import { bytesOf, isDone, type Stage, sendAs } from '../contract/stage.ts'

const file = (kind: Media['kind'], mimeType: string): Media => ({
  kind,
  mimeType,
  bytes: bytesOf(`a ${kind}`),
})
const PHOTO = file('image', 'image/jpeg')
const VIDEO = file('video', 'video/mp4')
const PDF = file('document', 'application/pdf')
const SONG = file('audio', 'audio/mpeg')
const VOICE = file('voice', 'audio/ogg')

const album = (media: readonly Media[], text = ''): Content => ({
  kind: 'media',
  text,
  media: media as [Media, ...Media[]],
})

/** Runs the tests of behaviour that only Telegram has. */
export function telegramBeyond(stage: Stage): void {
  const { given: account } = stage
  const publish = async (content: Content) => {
    return sendAs('posts', stage.connector(), account, content)
  }

  describe('an album', () => {
    it.each([
      ['pictures and videos', [PHOTO, VIDEO, PHOTO]],
      ['documents', [PDF, PDF]],
      ['music', [SONG, SONG]],
      ['ten of them', Array.from({ length: 10 }, () => PHOTO)],
    ])('of %s goes out at once, the caption on the first, each with its id', async (_what, media) => {
      const outcome = await publish(album(media, 'Look at these'))
      const shown = await stage.shown()
      expect(shown).toHaveLength(media.length)
      expect(shown.map(({ text }) => text)).toEqual(['Look at these', ...media.slice(1).map(() => '')])
      expect(outcome).toMatchObject({ kind: 'sent', id: shown[0]?.id, ids: shown.map(({ id }) => id) })
    })

    it.each([
      ['documents among pictures', [PHOTO, PDF]],
      ['music among documents', [PDF, SONG]],
      ['a voice', [VOICE, VOICE]],
    ])('with %s is refused before a byte leaves', async (_what, media) => {
      expect(await publish(album(media))).toMatchObject({
        kind: 'rejected',
        advice: expect.stringMatching(/message/),
      })
      expect(await stage.calls()).toEqual([])
    })

    it('counts as many messages as it has media in a group', () => {
      const message = (to: string, count?: number) =>
        stage.connector().messages?.rules.quotas(to, count) ?? []
      const inGroup = message('-1001234567890', 5).filter(({ limit }) => limit === 20)
      expect(inGroup).toHaveLength(5)
      expect(message('1111111').some(({ limit, windowMs }) => limit === 1 && windowMs === 1_000)).toBe(true)
      expect(message('1111111').some(({ limit }) => limit === 20)).toBe(false)
    })
  })

  describe('markup', () => {
    it('that Telegram cannot read is sent plain, at once', async () => {
      const text = '<b>Tea</b> &amp; <i>cake</i> for 1 < 2'
      expect(isDone(await publish({ text, markup: 'html' }))).toBe(true)
      expect((await stage.shown()).map((one) => one.text)).toEqual(['Tea & cake for 1 < 2'])
      expect(isDone(await publish({ ...album([PHOTO], text), markup: 'html' } as Content))).toBe(true)
      expect((await stage.shown()).at(-1)?.text).toBe('Tea & cake for 1 < 2')
    })

    it('that Telegram reads is its own', async () => {
      expect(isDone(await publish({ text: '<b>Tea</b>', markup: 'html' }))).toBe(true)
      expect(await stage.calls()).toHaveLength(1)
    })
  })

  describe('a group that has become a supergroup', () => {
    it('is written to at its new id, which is reported', async () => {
      const to = '-1009876543210'
      await stage.control('POST', '/migrate', { platform: 'telegram', account: account.externalId, to })
      expect(await publish({ text: 'Hello' })).toMatchObject({ kind: 'sent', recipient: to })
      expect(await stage.shown()).toHaveLength(1)
    })

    it('that moves for ever is given up, with the last place', async () => {
      const moved = {
        status: 400,
        body: {
          ok: false,
          error_code: 400,
          description: 'Bad Request: group chat was upgraded to a supergroup chat',
          parameters: { migrate_to_chat_id: -1009876543210 },
        },
      }
      for (let time = 0; time < 3; time++) await stage.fault(moved)
      expect(await publish({ text: 'Hello' })).toMatchObject({
        kind: 'rejected',
        recipient: '-1009876543210',
      })
      expect(await stage.calls()).toHaveLength(3)
    })
  })

  describe('a person on Telegram', () => {
    it('who blocks the bot is not reached, until they let it in again', async () => {
      expect(await stage.does({ membership: 'blocked' })).toMatchObject([{ type: 'my_chat_member.blocked' }])
      expect(await stage.message({ text: 'Hello' })).toMatchObject({
        code: '403',
        advice: expect.stringContaining('unblock'),
      })
      expect(await stage.does({ membership: 'unblocked' })).toMatchObject([
        { type: 'my_chat_member.unblocked' },
      ])
      expect(isDone(await stage.message({ text: 'Hello' }))).toBe(true)
    })

    it('who edits a message is read under the id that it had', async () => {
      const [first] = await stage.does({ text: 'Helo' })
      const id = first?.payload.kind === 'message' ? first.payload.platformMessageId : ''
      const edits = id.split(':').at(-1)
      expect(await stage.does({ text: 'Hello', edits })).toMatchObject([
        { payload: { platformMessageId: id, text: 'Hello', details: { edited: true } } },
      ])
    })

    it('who sends an album sends its parts under one name', async () => {
      const media = ['a', 'b'].map((content) => ({ kind: 'image', mimeType: 'image/jpeg', content }))
      const updates = await stage.does({ media })
      const albums = updates.map(({ payload }) => payload.kind === 'message' && payload.details?.album)
      expect(albums[0]).toMatch(/\d/)
      expect(new Set(albums).size).toBe(1)
    })
  })

  describe('a file on Telegram', () => {
    it('over 20 MB stays there, whoever asks for more', async () => {
      const [update] = await stage.does({
        media: [{ kind: 'video', mimeType: 'video/mp4', content: 'x', sizeBytes: 21 * 1024 * 1024 }],
      })
      const media = update?.payload.kind === 'message' ? update.payload.media : undefined
      if (!media) throw new Error('No medium.')
      const got = await stage.connector().messages?.download?.(account, media, 100 * 1024 * 1024)
      expect(got).toMatchObject({ kind: 'rejected', reason: expect.stringContaining('too big') })
    })
  })
}
