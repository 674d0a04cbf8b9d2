import { Damaged, inflated } from '../zip.ts'

/** A stream's dictionary stands right before it; no stream that holds text has a longer one than this. */
const DICTIONARY_MAX = 4_096

/**
 * Returns the unpacked size of the largest deflated stream of a PDF, pictures apart; infinity for more than `max`. The
 * reader unpacks a stream as a whole, so that a small file could fill the memory: a thousandfold by deflating alone, a
 * millionfold by deflating twice. Streams that are encrypted or packed in another way do not count here.
 */
export async function largestStream(bytes: Uint8Array<ArrayBuffer>, max: number): Promise<number> {
  let largest = 0
  for (let at = indexOf(bytes, STREAM, 0); at !== -1; at = indexOf(bytes, STREAM, at + STREAM.length)) {
    const dictionary = String.fromCharCode(...bytes.subarray(Math.max(0, at - DICTIONARY_MAX), at))
    const own = dictionary.slice(dictionary.lastIndexOf(' obj') + 1)
    if (!own.includes('/FlateDecode') || /\/Subtype\s*\/Image/.test(own)) continue
    const start = at + STREAM.length + (bytes[at + STREAM.length] === 13 ? 2 : 1)
    const end = indexOf(bytes, END, start)
    const packed = bytes.subarray(start, end === -1 ? bytes.length : end)
    const isTwice = own.indexOf('/FlateDecode') !== own.lastIndexOf('/FlateDecode')
    const size = isTwice ? Number.POSITIVE_INFINITY : await sizeOf(packed, max)
    largest = Math.max(largest, size)
    if (largest > max) return largest
    if (end !== -1) at = end
  }
  return largest
}

/** Returns the unpacked size up to where the stream ends or breaks off; infinity for more than `max`. */
async function sizeOf(packed: Uint8Array<ArrayBuffer>, max: number): Promise<number> {
  let size = 0
  try {
    for await (const { length } of inflated(packed, 'deflate')) {
      size += length
      if (size > max) return Number.POSITIVE_INFINITY
    }
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
  }
  return size
}

const STREAM = [...'stream'].map((letter) => letter.charCodeAt(0))
const END = [...'endstream'].map((letter) => letter.charCodeAt(0))

function indexOf(bytes: Uint8Array, sought: readonly number[], from: number): number {
  const [first = 0] = sought
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (sought.every((byte, n) => bytes[at + n] === byte)) return at
  }
  return -1
}
