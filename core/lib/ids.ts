/** 12 bits that count what one millisecond makes. */
const COUNTS = 4096

let lastMs = 0
let count = 0

/**
 * A UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, 12 bits that count (its section 6.2, method 1), then randomness.
 * What one isolate makes later sorts later, within a millisecond too: what came in together keeps its order.
 */
export function newId(): string {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    count = 0
  } else if (++count === COUNTS) {
    // Ahead of the clock by a millisecond rather than out of order.
    lastMs += 1
    count = 0
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const view = new DataView(bytes.buffer)
  view.setUint16(0, Math.floor(lastMs / 2 ** 32))
  view.setUint32(2, lastMs % 2 ** 32)
  view.setUint16(6, 0x7000 | count)
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80)
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
