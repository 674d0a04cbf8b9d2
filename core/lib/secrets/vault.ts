import { fromBase64, sameText, toBase64, toBase64Url, toHex } from './crypto.ts'

/**
 * The signing purpose of verify tokens. They are derived, so that they can be shown to the person who connects an account
 * (decision 21).
 */
export const VERIFY_TOKEN = 'webhook-verify-token'

const utf8 = new TextEncoder()
const NONCE_BYTES = 12
const DATA_KEYS_KEPT = 1000

/** The place that a sealed value is bound to: it does not open in another workspace, row or column. */
export interface SealedFor {
  workspaceId: string
  accountId: string
  column: string
}

/** A workspace's data key as stored in its row: sealed by a master key of the ring. */
export interface WrappedKey {
  wrappedKey: string
  masterKeyVersion: number
}

/**
 * Envelope encryption: each workspace has a data key of its own, wrapped by a master key that is in no database. Rotating the
 * master key re-wraps the data keys and changes no credential. Pure: everything it needs is passed in.
 */
export interface Vault {
  /** The version of the master key that new keys and signatures are made with. */
  readonly masterKeyVersion: number
  newDataKey(workspaceId: string): Promise<WrappedKey>
  /** Wraps the same data key with the current master key. Throws if it was altered or moved, or if its master key is gone. */
  rewrap(workspaceId: string, wrappedKey: string): Promise<WrappedKey>
  seal(binding: SealedFor, wrappedKey: string, plain: string): Promise<string>
  /**
   * Opens a sealed value. Throws if it was altered, moved, or sealed with another key. `wrappedKey` is null only for values
   * of version 1.
   */
  open(binding: SealedFor, wrappedKey: string | null, sealed: string): Promise<string>
  /** Makes a signature that only this installation can make, for links that need no look-up: `<master key version>.<mac>`. */
  sign(purpose: string, message: string): Promise<string>
  /** Tests whether a signature is one that `sign` made. Constant time in the signature. */
  verify(purpose: string, message: string, signature: string): Promise<boolean>
  /** Derives the secret that a platform sends with webhooks of one account: `v<version>k<master key version>-<hex>`. */
  webhookSecret(source: string, accountId: string, version: number): Promise<string>
  /** Returns the version of a genuine webhook secret, or null. Constant time; no look-up. */
  webhookSecretVersion(source: string, accountId: string, given: string): Promise<number | null>
}

/** Master keys by version; new keys and signatures are made with the first. */
export type Keyring = readonly { version: number; key: Uint8Array<ArrayBuffer> }[]

/**
 * Reads `<base64>` (version 1) or `<version>:<base64>,<version>:<base64>`, the current one first, 32 bytes each.
 * @throws Error that says what is wrong, never the text itself.
 */
export function parseKeyring(text: string): Keyring {
  const ring = text.split(',').map((part) => {
    const [, version, encoded] = /^(?:([1-9]\d{0,5}):)?([A-Za-z0-9+/]{43}=)$/.exec(part.trim()) ?? []
    if (encoded === undefined) {
      throw new Error(
        'must be 32 bytes in base64 (openssl rand -base64 32), or 2:<new>,1:<old> while keys rotate',
      )
    }
    return { version: Number(version ?? 1), key: fromBase64(encoded) }
  })
  if (new Set(ring.map(({ version }) => version)).size < ring.length) {
    throw new Error('names the same version twice')
  }
  return ring
}

export function openVault(ring: Keyring): Vault {
  const [current] = ring
  if (!current) throw new Error('A vault needs a master key.')
  const masters = new Map(ring.map(({ version, key }) => [version, masterKey(key)]))
  const master = (version: number) => {
    const found = masters.get(version)
    if (!found) throw new Error(`Master key ${version} is not in the ring.`)
    return found
  }
  const unwrapped = new Map<string, CryptoKey>()

  async function dataKeyBytes(workspaceId: string, wrappedKey: string): Promise<Uint8Array<ArrayBuffer>> {
    const [, version, box] = /^k(\d+)\.(.+)$/.exec(wrappedKey) ?? []
    if (box === undefined) throw new Error('Wrapped key of an unknown format.')
    return decrypt(await master(Number(version)).wrapping, aboutKey(workspaceId), box)
  }

  /** Unwraps a data key, with a cache: unwrapping is slow, and one isolate opens the same few keys again and again. */
  async function dataKey(workspaceId: string, wrappedKey: string): Promise<CryptoKey> {
    const name = `${workspaceId}/${wrappedKey}`
    const known = unwrapped.get(name)
    if (known !== undefined) return known
    const opened = await aesKey(await dataKeyBytes(workspaceId, wrappedKey))
    if (unwrapped.size >= DATA_KEYS_KEPT) unwrapped.clear()
    unwrapped.set(name, opened)
    return opened
  }

  async function wrap(workspaceId: string, bytes: Uint8Array<ArrayBuffer>): Promise<WrappedKey> {
    const { version } = current as Keyring[number]
    const box = await encrypt(await master(version).wrapping, aboutKey(workspaceId), bytes)
    return { wrappedKey: `k${version}.${box}`, masterKeyVersion: version }
  }

  async function mac(version: number, purpose: string, message: string): Promise<Uint8Array> {
    const key = await master(version).signing(purpose)
    return new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(message)))
  }

  const webhookSecret = async (keyVersion: number, source: string, accountId: string, version: number) =>
    `v${version}k${keyVersion}-${toHex(await mac(keyVersion, 'webhooks', `${source}/${accountId}/${version}`))}`

  return {
    masterKeyVersion: current.version,
    newDataKey: (workspaceId) => wrap(workspaceId, crypto.getRandomValues(new Uint8Array(32))),
    rewrap: async (workspaceId, wrappedKey) => wrap(workspaceId, await dataKeyBytes(workspaceId, wrappedKey)),

    async seal(binding, wrappedKey, plain) {
      const key = await dataKey(binding.workspaceId, wrappedKey)
      return `v2.${await encrypt(key, aboutValue('v2', binding), new Uint8Array(utf8.encode(plain)))}`
    },

    async open(binding, wrappedKey, sealed) {
      const [, format, box] = /^(v1|v2)\.(.+)$/.exec(sealed) ?? []
      if (box === undefined) throw new Error('Sealed value of an unknown format.')
      if (format === 'v2' && wrappedKey === null) throw new Error('The workspace has no data key.')
      // Version 1 derived the workspace's key from the first master key; such values open until they are entered anew.
      const key =
        format === 'v2' && wrappedKey !== null
          ? await dataKey(binding.workspaceId, wrappedKey)
          : await master(1).derivedFor(binding.workspaceId)
      return new TextDecoder().decode(await decrypt(key, aboutValue(format ?? '', binding), box))
    },

    async sign(purpose, message) {
      return `${current.version}.${toBase64Url(await mac(current.version, purpose, message))}`
    },

    async verify(purpose, message, signature) {
      const version = Number(/^(\d{1,6})\.[\w-]{43}$/.exec(signature)?.[1])
      if (!masters.has(version)) return false
      return sameText(signature, `${version}.${toBase64Url(await mac(version, purpose, message))}`)
    },

    webhookSecret: (source, accountId, version) => webhookSecret(current.version, source, accountId, version),

    async webhookSecretVersion(source, accountId, given) {
      const [, version, keyVersion] = /^v([1-9]\d{0,5})(?:k([1-9]\d{0,5}))?-[0-9a-f]{64}$/.exec(given) ?? []
      if (version === undefined || !masters.has(Number(keyVersion ?? 1))) return null
      const genuine = await webhookSecret(Number(keyVersion ?? 1), source, accountId, Number(version))
      const expected = keyVersion === undefined ? genuine.replace('k1-', '-') : genuine
      return sameText(given, expected) ? Number(version) : null
    },
  }
}

const aboutKey = (workspaceId: string) => JSON.stringify(['data-key', workspaceId])
const aboutValue = (format: string, { workspaceId, accountId, column }: SealedFor) =>
  JSON.stringify([format, workspaceId, accountId, column])

/** Derives the single-purpose keys of one master key (HKDF, RFC 5869). */
function masterKey(bytes: Uint8Array<ArrayBuffer>) {
  const root = crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  const derive = async (
    purpose: string,
    algorithm: { name: string; hash?: string; length: number },
    uses: string[],
  ) =>
    crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: utf8.encode('chorus'), info: utf8.encode(purpose) },
      await root,
      algorithm,
      false,
      uses,
    )
  const aes = (purpose: string) => derive(purpose, { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt'])
  const signers = new Map<string, CryptoKey>()
  return {
    wrapping: aes('data-keys'),
    derivedFor: (workspaceId: string) => aes(`credentials/${workspaceId}`),
    async signing(purpose: string): Promise<CryptoKey> {
      const known = signers.get(purpose)
      if (known !== undefined) return known
      const made = await derive(purpose, { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign'])
      signers.set(purpose, made)
      return made
    },
  }
}

const aesKey = (bytes: Uint8Array<ArrayBuffer>) =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])

async function encrypt(key: CryptoKey, about: string, plain: Uint8Array<ArrayBuffer>): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  const algorithm = { name: 'AES-GCM', iv, additionalData: utf8.encode(about) }
  const body = await crypto.subtle.encrypt(algorithm, key, plain)
  return `${toBase64(iv)}.${toBase64(new Uint8Array(body))}`
}

async function decrypt(key: CryptoKey, about: string, box: string): Promise<Uint8Array<ArrayBuffer>> {
  const [iv, body] = box.split('.')
  if (!iv || !body) throw new Error('Sealed value of an unknown format.')
  const algorithm = { name: 'AES-GCM', iv: fromBase64(iv), additionalData: utf8.encode(about) }
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, fromBase64(body)))
}
