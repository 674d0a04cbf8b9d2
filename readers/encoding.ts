/** The encoding that HTML states of itself within its first 1024 bytes, in ASCII; null where it states none. */
export function statedEncoding(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 1024))
  return charsetIn(/<meta[^>]*charset[^>]*>/i.exec(head)?.[0] ?? '')
}

/** The encoding named in a content type or a `meta` tag. */
export const charsetIn = (stated: string): string | null =>
  /charset\s*=\s*["']?([^\s"';/>]+)/i.exec(stated)?.[1] ?? null

/** The encoding that a byte order mark states. */
export function markedEncoding([a, b]: Uint8Array): string | null {
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : null
}

/** The text of bytes; null where they are not of that encoding, or there is none of that name. */
export function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch (error) {
    // RangeError: no such encoding. TypeError: other bytes than it has.
    if (error instanceof RangeError || error instanceof TypeError) return null
    throw error
  }
}
