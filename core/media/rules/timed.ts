import type { Dimensions } from './dimensions.ts'
import { latin1 } from './type.ts'

/** The facts in the header of a video or a sound. */
export interface Timed {
  /** In whole seconds, at least 1. */
  duration: number | null
  /** Left out where the file shows nothing. */
  size?: Dimensions
}

/** A box of an ISO base media file (ISO/IEC 14496-12, 4.2): its type, and its length with its header, in bytes. */
export interface Box {
  type: string
  header: number
  length: number
}

/** The longest header of a box. */
export const BOX_HEADER = 16

/** Reads the header of a box that ends with its file at `left` bytes from here; null where there is none. */
export function boxOf(bytes: Uint8Array, left: number): Box | null {
  if (bytes.byteLength < 8) return null
  const view = viewOf(bytes)
  const [short, type] = [view.getUint32(0), latin1(bytes.subarray(4, 8))]
  // 1: the length stands after the type, in 64 bits. 0: the box goes on to the end of the file.
  const large = short === 1 && bytes.byteLength >= BOX_HEADER
  const length = large ? Number(view.getBigUint64(8)) : short === 0 ? left : short
  const header = large ? BOX_HEADER : 8
  return length >= header && length <= left ? { type, header, length } : null
}

/** Reads duration and size from the content of a `moov` box: of `mvhd`, and of the largest `tkhd`. */
export function movieOf(moov: Uint8Array): Timed {
  const found: Timed = { duration: null }
  for (const [type, body] of boxes(moov)) {
    const view = viewOf(body)
    if (type === 'mvhd') found.duration = secondsOf(movieTime(view))
    if (type !== 'trak') continue
    for (const [inner, track] of boxes(body)) {
      const size = inner === 'tkhd' ? trackSize(viewOf(track)) : null
      if (size && (!found.size || size.width * size.height > found.size.width * found.size.height))
        found.size = size
    }
  }
  return found
}

function* boxes(bytes: Uint8Array): Generator<[type: string, body: Uint8Array]> {
  for (let at = 0; at < bytes.byteLength; ) {
    const box = boxOf(bytes.subarray(at), bytes.byteLength - at)
    if (!box) return
    yield [box.type, bytes.subarray(at + box.header, at + box.length)]
    at += box.length
  }
}

/** Returns the seconds of `mvhd`: in version 1 its times take 64 bits. */
function movieTime(view: DataView): number {
  const long = view.byteLength > 0 && view.getUint8(0) === 1
  if (view.byteLength < (long ? 32 : 20)) return 0
  const scale = view.getUint32(long ? 20 : 12)
  return scale === 0 ? 0 : (long ? Number(view.getBigUint64(24)) : view.getUint32(16)) / scale
}

/** Returns the size of `tkhd`, which ends with it in 16.16 bits; a track of sound has none. */
function trackSize(view: DataView): Dimensions | null {
  if (view.byteLength < 8) return null
  const [width, height] = [view.getUint16(view.byteLength - 8), view.getUint16(view.byteLength - 4)]
  return width > 0 && height > 0 ? { width, height } : null
}

/** Reads the duration of a WAV file from its beginning: the length of `data` by the bytes per second of `fmt `. */
export function wavSeconds(head: Uint8Array): number | null {
  const view = viewOf(head)
  let rate = 0
  for (let at = 12; at + 8 <= head.byteLength; ) {
    const [type, length] = [latin1(head.subarray(at, at + 4)), view.getUint32(at + 4, true)]
    if (type === 'fmt ' && at + 20 <= head.byteLength) rate = view.getUint32(at + 16, true)
    if (type === 'data') return rate === 0 ? null : secondsOf(length / rate)
    // Chunks begin at even places.
    at += 8 + length + (length % 2)
  }
  return null
}

/** Reads the duration of a FLAC file from its STREAMINFO (RFC 9639, 8.2): samples in 36 bits, their rate in 20. */
export function flacSeconds(head: Uint8Array): number | null {
  if (head.byteLength < 26) return null
  const view = viewOf(head)
  const rate = view.getUint32(18) >>> 12
  const samples = (view.getUint8(21) & 0x0f) * 2 ** 32 + view.getUint32(22)
  return rate === 0 || samples === 0 ? null : secondsOf(samples / rate)
}

const secondsOf = (seconds: number): number | null =>
  Number.isFinite(seconds) && seconds > 0 && seconds < 2 ** 31 ? Math.max(1, Math.round(seconds)) : null

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
