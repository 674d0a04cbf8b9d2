import { toBase64 } from '#core/lib/secrets/crypto.ts'
import { parseKeyring } from '#core/lib/secrets/vault.ts'

/** Returns the ring with a new key in front, numbered after the highest there is. @param key 32 bytes, base64. */
export function addKey(ring: string, key: string): string {
  const keys = parseKeyring(ring)
  const version = Math.max(...keys.map((one) => one.version)) + 1
  return [`${version}:${key}`, ...keys.map((one) => `${one.version}:${toBase64(one.key)}`)].join(',')
}

/** Returns the ring with only the key in front. */
export function currentOnly(ring: string): string {
  const [current] = parseKeyring(ring)
  if (!current) throw new Error('The ring is empty.')
  return `${current.version}:${toBase64(current.key)}`
}
