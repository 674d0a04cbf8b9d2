/** Just enough of the ZIP format (APPNOTE 6.3) to know what an archive holds, and how large that gets, before it is opened. */

export interface ZipEntry {
  name: string
  /** Of the local header. */
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

/** The archive's directory; null for what is no archive, is cut off, or is larger than the format without its extension holds. */
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

/**
 * The bytes that entries have when they are unpacked, and the signs `<` among them, counted by unpacking: what the directory
 * says of it may be a lie. Stops as soon as they are more than `max`, and then gives infinity; null where an entry cannot be
 * unpacked.
 */
export async function unpackedSize(
  bytes: Uint8Array<ArrayBuffer>,
  entries: readonly ZipEntry[],
  max: number,
): Promise<{ size: number; tags: number } | null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let total = 0
  let allTags = 0
  for (const { offset, compressedSize, method } of entries) {
    if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER) return null
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
    const packed = bytes.subarray(start, start + compressedSize)
    const { size, isWhole, tags } =
      method === 0
        ? { size: packed.length, isWhole: packed.length === compressedSize, tags: tagsIn(packed) }
        : await inflatedSize(packed, 'deflate-raw', max - total)
    total += size
    allTags += tags
    if (total > max) return { size: Number.POSITIVE_INFINITY, tags: allTags }
    if (!isWhole) return null
  }
  return { size: total, tags: allTags }
}

function tagsIn(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) if (byte === LESS_THAN) count++
  return count
}
const LESS_THAN = 60

/**
 * Bytes that deflated data comes to, unpacked and thrown away; infinity beyond `max`. Not `isWhole` where it ends early or
 * is something else: then the size is what came before that.
 */
export async function inflatedSize(
  packed: Uint8Array<ArrayBuffer>,
  format: 'deflate' | 'deflate-raw',
  max: number,
): Promise<{ size: number; isWhole: boolean; tags: number }> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream(format)).getReader()
  let size = 0
  let tags = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return { size, isWhole: true, tags }
      size += value.length
      tags += tagsIn(value)
      if (size > max) {
        await reader.cancel()
        return { size: Number.POSITIVE_INFINITY, isWhole: false, tags }
      }
    }
  } catch (error) {
    // TypeError: the standard’s word for data that is not what it says it is.
    if (error instanceof TypeError) return { size, isWhole: false, tags }
    throw error
  }
}
