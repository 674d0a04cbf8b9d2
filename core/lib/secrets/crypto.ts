import { timingSafeEqual } from 'node:crypto'

const utf8 = new TextEncoder()

/** Tests whether `signature` (lower-case hex) is the HMAC-SHA256 of exactly these bytes. Constant time. */
export async function verifyHmacSha256(
  secret: string,
  bytes: Uint8Array<ArrayBuffer>,
  signature: string,
): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false
  return crypto.subtle.verify('HMAC', await verifyingKey(secret), fromHex(signature), bytes)
}

/** The most keys in the cache. An installation has few app secrets, and each verifies many deliveries. */
const VERIFYING_KEYS_KEPT = 16
const verifyingKeys = new Map<string, CryptoKey>()

async function verifyingKey(secret: string): Promise<CryptoKey> {
  const known = verifyingKeys.get(secret)
  if (known !== undefined) return known
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), algorithm, false, ['verify'])
  if (verifyingKeys.size >= VERIFYING_KEYS_KEPT) verifyingKeys.clear()
  verifyingKeys.set(secret, key)
  return key
}

/** Compares two texts. Constant time in the content; lengths may differ. */
export function sameText(a: string, b: string): boolean {
  const left = utf8.encode(a)
  const right = utf8.encode(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

export async function sha256Hex(of: string | ArrayBuffer): Promise<string> {
  const bytes = typeof of === 'string' ? utf8.encode(of) : of
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

/** Returns `bytes` random bytes in base64url. */
export const randomToken = (bytes: number): string =>
  toBase64Url(crypto.getRandomValues(new Uint8Array(bytes)))

export const toHex = (bytes: Uint8Array) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
export const toBase64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(''))
export const toBase64Url = (bytes: Uint8Array) =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
export const fromBase64Url = (text: string) => fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'))
export const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
