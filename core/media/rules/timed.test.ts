import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flac, mp4, wav } from '../sample-files.ts'
import { boxOf, flacSeconds, movieOf, wavSeconds } from './timed.ts'

/** Finds `moov` as `timedOf` does, within a whole file. */
function moovIn(file: Uint8Array): Uint8Array | null {
  for (let at = 0; at < file.byteLength; ) {
    const box = boxOf(file.subarray(at), file.byteLength - at)
    if (!box) return null
    if (box.type === 'moov') return file.subarray(at + box.header, at + box.length)
    at += box.length
  }
  return null
}
const movie = (file: Uint8Array) => movieOf(moovIn(file) ?? new Uint8Array())

describe('a video or a sound', () => {
  it.each([
    ['short', false],
    ['long', true],
  ])('says in its %s header how long it is, and how large', (_form, long) => {
    expect(movie(mp4({ seconds: 12.4, width: 1080, height: 1920, long }))).toEqual({
      duration: 12,
      size: { width: 1080, height: 1920 },
    })
  })

  it('without a picture has no size', () => {
    expect(movie(mp4({ seconds: 3, width: 0, height: 0 }))).toEqual({ duration: 3 })
  })

  it('of WAV and FLAC says how long it is', () => {
    expect(wavSeconds(wav(7))).toBe(7)
    expect(flacSeconds(flac(95))).toBe(95)
  })

  it('of a split second lasts a second', () => {
    expect(wavSeconds(wav(0.2))).toBe(1)
  })

  it('that is broken says nothing, and breaks nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(300), (noise, cut) => {
        for (const bytes of [noise, mp4({ seconds: 5, width: 4, height: 4 }).subarray(0, cut)]) {
          for (const found of [movie(bytes), movieOf(bytes)]) {
            expect(found.duration ?? 1).toBeGreaterThan(0)
            expect(found.size?.width ?? 1).toBeGreaterThan(0)
          }
          expect(wavSeconds(bytes) ?? 1).toBeGreaterThan(0)
          expect(flacSeconds(bytes) ?? 1).toBeGreaterThan(0)
        }
      }),
    )
  })
})
