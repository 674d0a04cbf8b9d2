import { createHash } from 'node:crypto'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(value >> bits) & 31]
    }
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text
}

const CODECS = { blob: 0x55, record: 0x71 } as const

/** Makes a content id (CIDv1, SHA-256). That of a record is of its JSON here, where the platform has DAG-CBOR. */
export function cidOf(kind: keyof typeof CODECS, content: string | Uint8Array): string {
  const digest = createHash('sha256').update(content).digest()
  return `b${base32(Uint8Array.from([1, CODECS[kind], 0x12, 0x20, ...digest]))}`
}

/** Makes the id of an account from any text. */
export const didOf = (text: string): string =>
  `did:plc:${base32(createHash('sha256').update(text).digest()).slice(0, 24)}`

/** Writes a value as JSON with its keys in order, so that equal records have equal ids. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join()}}`
}
