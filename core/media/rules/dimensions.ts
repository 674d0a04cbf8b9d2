import { latin1 } from './type.ts'

export interface Dimensions {
  width: number
  height: number
}

/** Reads the size of a picture in pixels from its first bytes; null where they do not say. */
export function dimensionsOf(head: Uint8Array, mimeType: string): Dimensions | null {
  const read = READERS[mimeType]
  if (!read) return null
  const found = read(new DataView(head.buffer, head.byteOffset, head.byteLength))
  return found && found.width > 0 && found.height > 0 ? found : null
}

/** No camera makes larger pictures, and no platform takes them; drawing one needs four bytes a pixel. */
const SIDE_MAX = 20_000
const PIXELS_MAX = 100_000_000

/** Explains why a picture cannot have the size that its header states; null when it can, or the header states none. */
export function sizeProblem(head: Uint8Array, mimeType: string): string | null {
  const found = READERS[mimeType]?.(new DataView(head.buffer, head.byteOffset, head.byteLength))
  if (!found) return null
  const { width, height } = found
  if (width === 0 || height === 0) return 'The picture says to have no size. Save it anew and upload that.'
  if (width <= SIDE_MAX && height <= SIDE_MAX && width * height <= PIXELS_MAX) return null
  return `The picture says to be ${width} × ${height} pixels, more than anything shows. Make it smaller.`
}

const READERS: Readonly<Record<string, (view: DataView) => Dimensions | null>> = {
  'image/png': (view) =>
    view.byteLength < 24 ? null : { width: view.getUint32(16), height: view.getUint32(20) },
  'image/gif': (view) =>
    view.byteLength < 10 ? null : { width: view.getUint16(6, true), height: view.getUint16(8, true) },
  'image/jpeg': jpeg,
  'image/webp': webp,
  'image/avif': avif,
}

/** Reads the segments of ITU T.81, B.1.1.4: the size stands in the frame header, SOF0–SOF15 except DHT, JPG and DAC. */
function jpeg(view: DataView): Dimensions | null {
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

/** Reads RFC 9649: lossy, lossless and extended files each have the size in another place. */
function webp(view: DataView): Dimensions | null {
  if (view.byteLength < 30) return null
  const form = latin1(new Uint8Array(view.buffer, view.byteOffset + 12, 4))
  if (form === 'VP8X') return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) }
  if (form === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (form !== 'VP8L') return null
  const bits = view.getUint32(21, true)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}

/** Reads the largest `ispe` box (ISO/IEC 23008-12, 6.5.3): version and flags, width, height. A picture may be made of several. */
function avif(view: DataView): Dimensions | null {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  let largest: Dimensions | null = null
  for (
    let at = bytes.indexOf(0x69, 4);
    at >= 0 && at + 16 <= bytes.length;
    at = bytes.indexOf(0x69, at + 1)
  ) {
    if (latin1(bytes.subarray(at, at + 4)) !== 'ispe') continue
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size
  }
  return largest
}

const uint24 = (view: DataView, at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
