import { timingSafeEqual } from 'node:crypto'

const utf8 = new TextEncoder()

/** What a sealed value is bound to: moved to another row or column it does not open. */
export interface SealedFor {
  workspaceId: string
  accountId: string
  column: string
}

/** Seals credentials (AES-256-GCM) and derives secrets that need no look-up. */
export interface Vault {
  seal(binding: SealedFor, plain: string): Promise<string>
  /** Throws if the value was altered, moved, or sealed with another master key. */
  open(binding: SealedFor, sealed: string): Promise<string>
  /** The secret that a platform sends with webhooks of one account: `v<version>-<hex>`. */
  webhookSecret(source: string, accountId: string, version: number): Promise<string>
  /** The version of a webhook secret that is genuine, or null. Constant time; no look-up. */
  webhookSecretVersion(source: string, accountId: string, given: string): Promise<number | null>
}

const FORMAT = 'v1'
const NONCE_BYTES = 12

/** @param masterKey 32 bytes, base64. */
export function openVault(masterKey: string): Vault {
  const bytes = fromBase64(masterKey)
  if (bytes.length !== 32) throw new Error('CHORUS_MASTER_KEY must be 32 bytes in base64.')
  const root = crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits', 'deriveKey'])

  const derive = (purpose: string) => ({
    name: 'HKDF',
    hash: 'SHA-256',
    salt: utf8.encode('chorus'),
    info: utf8.encode(purpose),
  })
  const workspaceKey = async (workspaceId: string) =>
    crypto.subtle.deriveKey(
      derive(`credentials/${workspaceId}`),
      await root,
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt', 'decrypt'],
    )
  const webhookKey = root.then((key) =>
    crypto.subtle.deriveKey(derive('webhooks'), key, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, [
      'sign',
    ]),
  )
  const associatedData = ({ workspaceId, accountId, column }: SealedFor) =>
    utf8.encode(JSON.stringify([FORMAT, workspaceId, accountId, column]))

  const webhookSecret = async (source: string, accountId: string, version: number) => {
    const mac = await crypto.subtle.sign(
      'HMAC',
      await webhookKey,
      utf8.encode(`${source}/${accountId}/${version}`),
    )
    return `v${version}-${toHex(new Uint8Array(mac))}`
  }

  return {
    async seal(binding, plain) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv: nonce, additionalData: associatedData(binding) },
        await workspaceKey(binding.workspaceId),
        utf8.encode(plain),
      )
      return [FORMAT, toBase64(nonce), toBase64(new Uint8Array(sealed))].join('.')
    },

    async open(binding, sealed) {
      const [format, nonce, body] = sealed.split('.')
      if (format !== FORMAT || !nonce || !body) throw new Error('Sealed value of an unknown format.')
      const plain = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv: fromBase64(nonce), additionalData: associatedData(binding) },
        await workspaceKey(binding.workspaceId),
        fromBase64(body),
      )
      return new TextDecoder().decode(plain)
    },

    webhookSecret,

    async webhookSecretVersion(source, accountId, given) {
      const version = Number(/^v([1-9]\d{0,5})-[0-9a-f]{64}$/.exec(given)?.[1])
      if (!Number.isInteger(version)) return null
      return sameText(given, await webhookSecret(source, accountId, version)) ? version : null
    },
  }
}

/** Whether `signature` (lower-case hex) is the HMAC-SHA256 of exactly these bytes. Constant time. */
export async function verifyHmacSha256(
  secret: string,
  bytes: Uint8Array<ArrayBuffer>,
  signature: string,
): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/.test(signature)) return false
  const key = await crypto.subtle.importKey(
    'raw',
    utf8.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  )
  return crypto.subtle.verify('HMAC', key, fromHex(signature), bytes)
}

/** Constant time in the content; lengths may differ. */
export function sameText(a: string, b: string): boolean {
  const left = utf8.encode(a)
  const right = utf8.encode(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

export async function sha256Hex(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(text))))
}

/** `bytes` random bytes in base64url. */
export function randomToken(bytes: number): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

const toHex = (bytes: Uint8Array) => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('')
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
export const toBase64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(''))
export const fromBase64 = (text: string) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
