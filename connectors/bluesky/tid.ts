import { sha256Hex } from '#core/lib/secrets/crypto.ts'

const DIGITS = '234567abcdefghijklmnopqrstuvwxyz'
const LENGTH = 13
const CLOCK_BITS = 10n
/** The low bits that the digest gives: with these, a thousand posts of one account made within minutes meet once in millions of times. */
const DIGEST_BITS = 40n

/** Writes a timestamp identifier: 53 bits of microseconds and 10 of a clock, in base 32 that sorts by time. */
export function tid(bits: bigint): string {
  let text = ''
  for (let rest = bits; text.length < LENGTH; rest >>= 5n) text = DIGITS[Number(rest & 31n)] + text
  return text
}

/**
 * Returns the key of an intent's record, the same each time. Its time is that of the id (a UUIDv7), to the quarter of an hour and
 * never after it; the rest is a digest of the id.
 */
export async function tidOf(intentId: string): Promise<string> {
  const ms = BigInt(`0x${intentId.replaceAll('-', '').slice(0, 12)}`)
  const made = (ms * 1000n) << CLOCK_BITS
  const before = ((made >> DIGEST_BITS) - 1n) << DIGEST_BITS
  const digest = BigInt(`0x${(await sha256Hex(intentId)).slice(0, 16)}`) & ((1n << DIGEST_BITS) - 1n)
  return tid(before | digest)
}
