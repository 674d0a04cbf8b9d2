import { readFileSync } from 'node:fs'
import { PhotonImage, resize, SamplingFilter } from '@cf-wasm/photon'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPicture } from './read.ts'
import { orientationOf, turned } from './turn.ts'

const CUP = new Uint8Array(readFileSync('local/demo/files/cup.jpg'))
const SIZE = { width: 880, height: 660 }
const hashOf = (bytes: Uint8Array, size = SIZE) =>
  readPicture(bytes, size)?.hash ?? expect.fail('It was not read.')
const apart = (one: string, other: string) => [...one].filter((bit, at) => bit !== other[at]).length

/** Makes a picture of light that grows from one corner to the other, as PNG. */
function gradient(width: number, height: number, towards: 1 | -1): Uint8Array {
  const rgba = new Uint8Array(4 * width * height)
  for (let at = 0; at < width * height; at++) {
    const light = Math.round((255 * (at % width)) / width)
    rgba.set([towards === 1 ? light : 255 - light, 90, 90, 255], 4 * at)
  }
  return new PhotonImage(rgba, width, height).get_bytes()
}
/** Puts an Exif header with an orientation into a JPEG. */
function oriented(jpeg: Uint8Array, orientation: number): Uint8Array {
  const exif = Buffer.from('457869660000' + '4d4d002a00000008' + '0001' + '011200030000000100000000', 'hex')
  exif.writeUInt16BE(orientation, exif.length - 4)
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xffe1)
  head.writeUInt16BE(exif.length + 2, 2)
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]))
}

describe('a picture', () => {
  it('has a small JPEG of its own shape', () => {
    const small = readPicture(CUP, SIZE)?.thumbnail ?? new Uint8Array()
    const image = PhotonImage.new_from_byteslice(small)
    expect([image.get_width(), image.get_height()]).toEqual([320, 240])
    expect(small.byteLength).toBeLessThan(30_000)
  })

  it('smaller than that stays as it is', () => {
    const image = PhotonImage.new_from_byteslice(
      readPicture(gradient(40, 20, 1), { width: 40, height: 20 })?.thumbnail ?? new Uint8Array(),
    )
    expect([image.get_width(), image.get_height()]).toEqual([40, 20])
  })

  it('looks the same in another size and format, and unlike another picture', () => {
    const half = resize(PhotonImage.new_from_byteslice(CUP), 440, 330, SamplingFilter.Lanczos3)
    const cup = hashOf(CUP)
    expect(apart(cup, hashOf(half.get_bytes(), { width: 440, height: 330 }))).toBeLessThanOrEqual(6)
    expect(apart(cup, hashOf(half.get_bytes_jpeg(40), { width: 440, height: 330 }))).toBeLessThanOrEqual(6)
    const size = { width: 90, height: 60 }
    expect(apart(hashOf(gradient(90, 60, 1), size), hashOf(gradient(90, 60, -1), size))).toBe(64)
  })

  it.each([2, 3, 4, 5, 6, 7, 8])('is upright, however the camera was held (%i)', (orientation) => {
    const bytes = oriented(CUP, orientation)
    expect(orientationOf(bytes)).toBe(orientation)
    const image = PhotonImage.new_from_byteslice(readPicture(bytes, SIZE)?.thumbnail ?? new Uint8Array())
    const lies = orientation > 4
    expect([image.get_width(), image.get_height()]).toEqual(lies ? [240, 320] : [320, 240])
  })

  it('turned by its orientation and back is itself', () => {
    const back: Record<number, number> = { 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6 }
    const pixels = fc
      .record({ width: fc.integer({ min: 1, max: 6 }), height: fc.integer({ min: 1, max: 6 }) })
      .chain((size) =>
        fc
          .uint8Array({ minLength: 4 * size.width * size.height, maxLength: 4 * size.width * size.height })
          .map((rgba) => ({ ...size, rgba })),
      )
    fc.assert(
      fc.property(pixels, fc.constantFrom(2, 3, 4, 5, 6, 7, 8), (picture, orientation) => {
        expect(turned(turned(picture, orientation), back[orientation] ?? 1)).toEqual(picture)
      }),
    )
  })

  it('of one colour has no look to compare', () => {
    const flat = new PhotonImage(new Uint8Array(4 * 64).fill(120), 8, 8).get_bytes()
    expect(readPicture(flat, { width: 8, height: 8 })).toMatchObject({ hash: null })
  })

  it('that is too large, or broken, is not read, and the next one still is', () => {
    expect(readPicture(CUP, { width: 20_000, height: 4_000 })).toBeNull()
    fc.assert(
      fc.property(fc.nat(CUP.length - 1), fc.uint8Array({ maxLength: 64 }), (cut, noise) => {
        for (const bytes of [
          CUP.subarray(0, cut),
          noise,
          new Uint8Array([...CUP.subarray(0, 200), ...noise]),
        ])
          readPicture(bytes, SIZE)
      }),
      { numRuns: 20 },
    )
    expect(hashOf(CUP)).toHaveLength(64)
  })
})
