/** Returns the encoding that HTML states within its first 1024 bytes, in ASCII; null where it states none. */
export function statedEncoding(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 1024))
  return charsetIn(/<meta[^>]*charset[^>]*>/i.exec(head)?.[0] ?? '')
}

/** Returns the encoding named in a content type or a `meta` tag. */
export const charsetIn = (stated: string): string | null =>
  /charset\s*=\s*["']?([^\s"';/>]+)/i.exec(stated)?.[1] ?? null

/** Returns the encoding that a byte order mark states. */
export function markedEncoding([a, b]: Uint8Array): string | null {
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : null
}

/** Decodes bytes; null where they are not of that encoding, or the encoding is unknown. */
export function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch (error) {
    // RangeError: the encoding is unknown. TypeError: the bytes are not valid in it.
    if (error instanceof RangeError || error instanceof TypeError) return null
    throw error
  }
}
