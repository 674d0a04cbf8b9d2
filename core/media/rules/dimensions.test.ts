import { expect, it } from 'vitest'
import { bytesOf, png } from '../sample-files.ts'
import { sizeProblem } from './dimensions.ts'

const sized = (width: number, height: number): Uint8Array => {
  const head = Uint8Array.from(png(1, 1))
  const view = new DataView(head.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return head
}
const jpeg = (width: string, height: string) =>
  bytesOf(`\xff\xd8\xff\xc0\x00\x11\x08${height}${width}\x03\x00\x00\x00\x00`)
const avif = (size: string) => bytesOf(`\x00\x00\x00\x20ftypavif\x00\x00\x00\x14ispe\x00\x00\x00\x00${size}`)

it.each<[what: string, head: Uint8Array, mimeType: string, refused: boolean]>([
  ['a PNG of 64 × 48', png(), 'image/png', false],
  ['a PNG of 20,000 × 5,000', sized(20_000, 5_000), 'image/png', false],
  ['a PNG of 20,001 × 1', sized(20_001, 1), 'image/png', true],
  ['a PNG of 15,000 × 15,000', sized(15_000, 15_000), 'image/png', true],
  ['a PNG of 4,294,967,295 × 4,294,967,295', sized(0xffffffff, 0xffffffff), 'image/png', true],
  ['a PNG without a width', sized(0, 10), 'image/png', true],
  ['a PNG without a height', sized(10, 0), 'image/png', true],
  ['a JPEG of 65,535 × 65,535', jpeg('\xff\xff', '\xff\xff'), 'image/jpeg', true],
  ['a JPEG of 64 × 48', jpeg('\x00\x40', '\x00\x30'), 'image/jpeg', false],
  ['a GIF of 65,535 × 65,535', bytesOf('GIF89a\xff\xff\xff\xff'), 'image/gif', true],
  [
    'a WebP of 16,777,216 × 48',
    bytesOf('RIFF\x1a\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\x2f\x00\x00'),
    'image/webp',
    true,
  ],
  ['an AVIF of 64 × 48', avif('\x00\x00\x00\x40\x00\x00\x00\x30'), 'image/avif', false],
  ['an AVIF of 1,073,741,824 × 48', avif('\x40\x00\x00\x00\x00\x00\x00\x30'), 'image/avif', true],
  ['a picture that does not say', bytesOf('\xff\xd8\xff'), 'image/jpeg', false],
  ['a video', bytesOf('\x00\x00\x00\x20ftypisom'), 'video/mp4', false],
])('of %s, the size is judged by its header', (_what, head, mimeType, refused) => {
  expect(sizeProblem(head, mimeType) !== null).toBe(refused)
})
