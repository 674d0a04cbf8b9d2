/** Reads just enough of the ZIP format (APPNOTE 6.3) to know entries and unpacked size before an archive is opened, and to open it. */

export interface ZipEntry {
  name: string
  /** The offset of the local header. */
  offset: number
  compressedSize: number
  /** 0 stored, 8 deflated. */
  method: number
  isEncrypted: boolean
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
/** The end record, with the longest comment that it may have. */
const END_MAX = 22 + 0xffff
const ENTRIES_MAX = 10_000

/** Reads the archive's directory; null when it is no archive, is cut off, or is larger than the format holds without its extension. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  if (end === null) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > ENTRIES_MAX) return null
  const entries: ZipEntry[] = []
  for (let n = 0; n < count; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) return null
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      offset: view.getUint32(at + 42, true),
      compressedSize: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function endOfDirectory(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_MAX)
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  return null
}

/** The archive unpacks to more than is read. */
export class TooLarge extends Error {}
/** The file is no archive, or an incomplete one. */
export class Damaged extends Error {}

/** An archive whose parts are unpacked on request, all of them together up to `max` bytes. */
export class Archive {
  readonly #bytes: Uint8Array<ArrayBuffer>
  readonly #entries: ReadonlyMap<string, ZipEntry>
  #left: number

  constructor(bytes: Uint8Array<ArrayBuffer>, entries: readonly ZipEntry[], max: number) {
    this.#bytes = bytes
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]))
    this.#left = max
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  /** Yields the bytes of a part, piece by piece; none if there is no such part. @throws TooLarge, Damaged */
  async *read(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.#entries.get(name)
    if (!entry) return
    const { offset, compressedSize, method } = entry
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength)
    if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL_HEADER)
      throw new Damaged(name)
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
    const packed = this.#bytes.subarray(start, start + compressedSize)
    if (packed.length < compressedSize) throw new Damaged(name)
    for await (const chunk of method === 0 ? [packed] : inflated(packed, 'deflate-raw')) {
      this.#left -= chunk.length
      if (this.#left < 0) throw new TooLarge(name)
      yield chunk
    }
  }
}

/** Unpacks deflated data piece by piece. @throws Damaged where it ends early or is something else */
export async function* inflated(
  packed: Uint8Array<ArrayBuffer>,
  format: 'deflate' | 'deflate-raw',
): AsyncGenerator<Uint8Array> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream(format)).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch (error) {
    // The standard's error for damaged data is TypeError.
    if (error instanceof TypeError) throw new Damaged(error.message)
    throw error
  } finally {
    await reader.cancel().catch((error: unknown) => {
      if (!(error instanceof TypeError)) throw error
    })
  }
}
