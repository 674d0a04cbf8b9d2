/** How many ids one millisecond can have: the counter has 12 bits. */
const COUNTS = 4096

/** Random bytes for 128 ids, drawn at once: each call for random bytes costs more than the bytes do. */
const POOL = new Uint8Array(8 * 128)
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

let lastMs = 0
let count = 0
let used = POOL.length

/**
 * Makes a UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, 12 bits that count (its section 6.2, method 1), then randomness.
 * Ids made later by one isolate sort later, even within a millisecond, so that messages that arrive together keep their order.
 */
export function newId(): string {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    count = 0
  } else if (++count === COUNTS) {
    // The counter is full: run a millisecond ahead of the clock rather than break the order.
    lastMs += 1
    count = 0
  }
  if (used === POOL.length) {
    crypto.getRandomValues(POOL)
    used = 0
  }
  const high = Math.floor(lastMs / 2 ** 16)
  const hex = (byte: number | undefined) => HEX[(byte ?? 0) & 0xff]
  const random = POOL.subarray(used, used + 8)
  used += 8
  const variant = ((random[0] ?? 0) & 0x3f) | 0x80
  return (
    `${high.toString(16).padStart(8, '0')}-${(lastMs % 2 ** 16).toString(16).padStart(4, '0')}-` +
    `${(0x7000 | count).toString(16)}-${hex(variant)}${hex(random[1])}-` +
    `${hex(random[2])}${hex(random[3])}${hex(random[4])}${hex(random[5])}${hex(random[6])}${hex(random[7])}`
  )
}

/**
 * Derives a UUIDv7 from a time and a digest (hex, 19 digits or more), for things without an id: the same input gives the
 * same id.
 */
export function idOf(at: Date, digest: string): string {
  const ms = at.getTime().toString(16).padStart(12, '0')
  const variant = ((Number.parseInt(digest.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`
}
