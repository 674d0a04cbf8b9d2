import { Damaged, inflated } from '../zip.ts'

/** A stream's dictionary stands right before it; no stream that holds text has a longer one than this. */
const DICTIONARY_MAX = 4_096

interface Stream {
  /** The number of its object, if it is found. */
  id: number | null
  dictionary: string
  packed: Uint8Array<ArrayBuffer>
}

/** Finds the streams of a PDF in its bytes. */
function* streamsOf(bytes: Uint8Array<ArrayBuffer>): Generator<Stream> {
  for (let at = indexOf(bytes, STREAM, 0); at !== -1; at = indexOf(bytes, STREAM, at + STREAM.length)) {
    const before = String.fromCharCode(...bytes.subarray(Math.max(0, at - DICTIONARY_MAX), at))
    const own = before.lastIndexOf(' obj')
    const id = /(\d+)\s+\d+$/.exec(before.slice(0, Math.max(0, own)))?.[1]
    const start = at + STREAM.length + (bytes[at + STREAM.length] === 13 ? 2 : 1)
    const end = indexOf(bytes, END, start)
    yield {
      id: id === undefined ? null : Number(id),
      dictionary: before.slice(own + 1),
      packed: bytes.subarray(start, end === -1 ? bytes.length : end),
    }
    if (end !== -1) at = end
  }
}

const isPicture = ({ dictionary }: Stream) => /\/Subtype\s*\/Image\b/.test(dictionary)

/**
 * Returns the unpacked size of the largest deflated stream of a PDF, pictures apart; infinity for more than `max`. The
 * reader unpacks a stream as a whole, so that a small file could fill the memory: a thousandfold by deflating alone, a
 * millionfold by deflating twice. Streams that are encrypted or packed in another way do not count here.
 */
export async function largestStream(bytes: Uint8Array<ArrayBuffer>, max: number): Promise<number> {
  let largest = 0
  for (const stream of streamsOf(bytes)) {
    const { dictionary, packed } = stream
    if (!dictionary.includes('/FlateDecode') || isPicture(stream)) continue
    const isTwice = dictionary.indexOf('/FlateDecode') !== dictionary.lastIndexOf('/FlateDecode')
    largest = Math.max(largest, isTwice ? Number.POSITIVE_INFINITY : await sizeOf(packed, max))
    if (largest > max) return largest
  }
  return largest
}

/** The side, in pixels, from which a picture may show something; smaller ones are lines and ornaments. */
const PICTURE_MIN = 16

/**
 * Counts the pictures of a PDF, each once however often it is drawn. The masks by which other pictures are cut out are none.
 * A picture is a stream of its own (ISO 32000-1, 8.9.5), so that it is found without drawing the pages.
 */
export function picturesIn(bytes: Uint8Array<ArrayBuffer>): number {
  const masks = new Set<number>()
  const pictures = new Map<number | string, string>()
  for (const stream of streamsOf(bytes)) {
    if (!isPicture(stream)) continue
    for (const [, mask] of stream.dictionary.matchAll(/\/S?Mask\s+(\d+)\s+\d+\s+R\b/g))
      masks.add(Number(mask))
    pictures.set(stream.id ?? `${pictures.size}`, stream.dictionary)
  }
  return [...pictures].filter(
    ([id, dictionary]) =>
      !masks.has(Number(id)) &&
      !/\/ImageMask\s+true\b/.test(dictionary) &&
      ['Width', 'Height'].every((side) => sideOf(dictionary, side) >= PICTURE_MIN),
  ).length
}

/** Returns a side of a picture in pixels; infinity where it is written elsewhere in the file. */
function sideOf(dictionary: string, side: string): number {
  const [, length, isReference] = new RegExp(`/${side}\\s+(\\d+)(\\s+\\d+\\s+R\\b)?`).exec(dictionary) ?? []
  return length === undefined || isReference ? Number.POSITIVE_INFINITY : Number(length)
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
