import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { InboundMedia } from '#core/inbox/schemas.ts'
import type { Media, MediaKind, MediaRule, Messages } from '#core/lib/platform/connector.ts'
import { bytesOf, isDone, type Stage } from './stage.ts'

const BYTES = bytesOf('what the picture shows')

const FORMATS: Partial<Record<MediaKind, string>> = { document: 'application/pdf' }

function medium(rule: MediaRule, more: Partial<Media> = {}): Media {
  const mimeType = FORMATS[rule.kind] ?? rule.formats[0] ?? ''
  return { kind: rule.kind, mimeType, bytes: BYTES, fileName: `it.${rule.kind}`, ...more }
}

/** Runs the tests of files that every connector must pass, in both directions. */
export function mediaContract(
  stage: Stage,
  { rules: { media: rules = [], caption, carousel } }: Messages,
): void {
  if (rules.length === 0) return
  describe('a medium', () => {
    const send = (media: readonly [Media, ...Media[]], text = '') =>
      stage.message({ kind: 'media', media, text })

    it.each(rules.map((rule) => [rule.kind, rule] as const))(
      'of the kind %s is shown, once',
      async (_kind, rule) => {
        const text = rule.caption ? 'Look' : ''
        expect(isDone(await send([medium(rule)], text))).toBe(true)
        const type = rule.kind === 'voice' ? 'audio' : rule.kind
        expect(await stage.shown()).toMatchObject([
          { kind: 'message', text, media: [{ kind: type, sizeBytes: BYTES.byteLength }] },
        ])
      },
    )

    it('arrives byte for byte under its name and type', async () => {
      const rule = rules.find(({ kind }) => kind === 'document')
      if (!rule) return expect(rules).toContainEqual(expect.objectContaining({ kind: 'document' }))
      const bytes = bytesOf(`%PDF-1.7\r\n--boundary\r\n${'x'.repeat(100_000)}\r\n`)
      await send([medium(rule, { bytes, fileName: 'Offer №7.pdf' })])
      expect((await stage.shown())[0]?.media).toMatchObject([
        { sizeBytes: bytes.byteLength, mimeType: 'application/pdf', name: 'Offer №7.pdf' },
      ])
    })

    it.each(rules.map((rule) => [rule.kind, rule] as const))(
      'of the kind %s is refused before a byte leaves: of another format, empty, too large',
      async (_kind, rule) => {
        const wrong = [
          medium(rule, { bytes: new Uint8Array() }),
          medium(rule, { bytes: new Uint8Array(rule.maxBytes + 1) }),
          ...(rule.formats.includes('*') ? [] : [medium(rule, { mimeType: 'application/x-strange' })]),
        ]
        for (const one of wrong) {
          expect(await send([one])).toMatchObject({ kind: 'rejected', advice: expect.stringMatching(/\w/) })
        }
        expect(await stage.calls()).toEqual([])
      },
    )

    it('with a caption that is not allowed there, or too long, is refused before a byte leaves', async () => {
      const maxLength = caption?.maxLength ?? 0
      for (const rule of rules) {
        const text = rule.caption ? 'x'.repeat(maxLength + 1) : 'Look'
        expect(await send([medium(rule)], text)).toMatchObject({ kind: 'rejected' })
      }
      expect(await stage.calls()).toEqual([])
      const captioned = rules.find(({ caption }) => caption)
      expect(captioned && isDone(await send([medium(captioned)], 'x'.repeat(maxLength)))).toBe(true)
    })

    it('too many for one message are refused before a byte leaves', async () => {
      const [rule] = rules
      const max = carousel?.max ?? 1
      if (!rule) throw new Error('No rule.')
      const media = Array.from({ length: max + 1 }, () => medium(rule))
      expect(await send(media as [Media, ...Media[]])).toMatchObject({ code: 'too_many_media' })
      expect(await stage.calls()).toEqual([])
    })

    it('whose send got no answer may have been sent', async () => {
      const [rule] = rules
      if (!rule) throw new Error('No rule.')
      await stage.fault('timeout-after', 'Look')
      const outcome = await send([medium(rule)], 'Look')
      expect(['unknown', 'retry']).toContain(outcome.kind)
      // Only a message that is not there may be reported as surely not sent.
      expect(await stage.shown()).toHaveLength(outcome.kind === 'unknown' ? 1 : 0)
    })
  })

  describe('a medium of a contact', () => {
    const bytes = Buffer.from(bytesOf('a voice, or so'))
    const file = { kind: 'voice', mimeType: 'audio/ogg', base64: bytes.toString('base64') }
    const receive = async (more: Record<string, unknown> = {}): Promise<InboundMedia> => {
      const [update] = await stage.does({ media: [{ ...file, ...more }] })
      const media = update?.payload.kind === 'message' ? update.payload.media : undefined
      if (!media) throw new Error(`No medium: ${JSON.stringify(update)}`)
      return media
    }
    const download = (media: Pick<InboundMedia, 'id' | 'sha256'>, maxBytes = 1024) =>
      stage.connector().messages?.download?.(stage.account, media, maxBytes)

    it('is read as what it is, and fetched byte for byte', async () => {
      const media = await receive()
      expect(media).toMatchObject({
        kind: 'audio',
        voice: true,
        mimeType: expect.stringContaining('audio/ogg'),
      })
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const got = await download(media)
      expect(got).toMatchObject({
        kind: 'downloaded',
        sha256,
        mimeType: expect.stringContaining('audio/ogg'),
      })
      expect(got?.kind === 'downloaded' && Buffer.from(got.bytes).equals(bytes)).toBe(true)
    })

    it('larger than wanted is not fetched, and not taken where only its bytes say how large it is', async () => {
      const stated = await receive()
      const understated = await receive({ base64: btoa('x'.repeat(2000)), sizeBytes: 10 })
      const callsOf = async (media: InboundMedia, maxBytes: number) => {
        const before = (await stage.calls()).length
        expect(await download(media, maxBytes)).toMatchObject({ kind: 'rejected', code: 'media_size' })
        return (await stage.calls()).length - before
      }
      // The first is looked up and not fetched; the second is fetched up to the limit.
      expect(await callsOf(stated, 3)).toBe(1)
      expect(await callsOf(understated, 1024)).toBe(2)
    })

    it('that the platform does not have is refused, and one behind a dead token asks to reconnect', async () => {
      expect(await download({ id: '123456789' })).toMatchObject({ kind: 'rejected' })
      const media = await receive()
      const stranger = { ...stage.account, credentials: { accessToken: '999:none' } }
      expect(await stage.connector().messages?.download?.(stranger, media, 1024)).toMatchObject({
        kind: 'reauth',
      })
    })

    it('is tried again when the platform does not answer', async () => {
      const media = await receive()
      await stage.fault('timeout-after', '')
      expect(await download(media)).toMatchObject({ kind: 'retry' })
    })
  })
}
