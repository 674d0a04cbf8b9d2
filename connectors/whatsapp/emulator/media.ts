import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Account, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { bytesAnswer, type Form } from '#local/emulators/lib/bytes.ts'
import type { Answer, Call } from '#local/emulators/lib/http.ts'
import { invalidParameter, unknownObject } from '../../meta/emulator/answers.ts'
import { graphError } from './answers.ts'

const KB = 1024
const MB = 1024 * KB
const DAY_MS = 24 * 3_600_000
const UPLOADED_FOR_MS = 30 * DAY_MS
const RECEIVED_FOR_MS = 7 * DAY_MS
const URL_FOR_MS = 5 * 60_000
/** The number of media kept, since all bytes are in memory. */
const KEPT = 200

export type MediaType = 'image' | 'audio' | 'video' | 'document' | 'sticker'

export interface StoredMedia {
  id: string
  account: Account
  type: MediaType
  mimeType: string
  fileName: string | null
  bytes: Buffer
  /** In base64, as in webhooks. */
  sha256: string
  /** The size that the platform reports; a test may overstate it. */
  sizeBytes: number
  expiresAt: number
}

const FORMATS: Record<string, MediaType> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'sticker',
  'audio/aac': 'audio',
  'audio/amr': 'audio',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/ogg': 'audio',
  'video/mp4': 'video',
  'video/3gpp': 'video',
}
const MAX_BYTES: Record<Exclude<MediaType, 'sticker'>, number> = {
  image: 5 * MB,
  audio: 16 * MB,
  video: 16 * MB,
  document: 100 * MB,
}

/** Returns the size limit, which is larger for an animated sticker. */
const maxBytes = (type: MediaType, bytes: Buffer): number =>
  type === 'sticker' ? (bytes.includes('ANIM') ? 500 : 100) * KB : MAX_BYTES[type]

/** Media that businesses upload and contacts send: by id, and for five minutes by an address. */
export class MediaStore {
  readonly #media = new BoundedMap<string, StoredMedia>(KEPT)
  readonly #urls = new BoundedMap<string, { id: string; expiresAt: number }>(KEPT)
  readonly #now: () => Date

  constructor({ now }: Pick<World, 'now'>) {
    this.#now = now
  }

  upload(account: Account, form: Form | null): Answer {
    const file = form?.files.file
    if (form?.fields.messaging_product !== 'whatsapp')
      return invalidParameter('The parameter messaging_product is required.')
    if (!file) return invalidParameter('The parameter file is required.')
    const mimeType = baseType(file.type)
    const type = FORMATS[mimeType] ?? 'document'
    if (type === 'document' && /^(image|audio|video)\//.test(mimeType))
      return uploadFailed(`The type ${mimeType} is not supported.`)
    if (file.bytes.length === 0) return uploadFailed('The file is empty.')
    if (file.bytes.length > maxBytes(type, file.bytes))
      return uploadFailed(`The file is larger than ${maxBytes(type, file.bytes)} bytes.`)
    const { id } = this.#keep(account, type, { ...file, mimeType, fileName: file.name }, UPLOADED_FOR_MS)
    return { status: 200, body: { id } }
  }

  /** Stores a medium that a contact sends to a number. */
  receive(
    account: Account,
    type: MediaType,
    file: { mimeType: string; bytes: Buffer; fileName: string | null; sizeBytes?: number | undefined },
  ): StoredMedia {
    return this.#keep(account, type, file, RECEIVED_FOR_MS)
  }

  /** Finds a medium; undefined when the id is unknown, expired or of another number. */
  find(numbers: readonly Account[], id: string): StoredMedia | undefined {
    const found = this.#media.get(id)
    if (!found || found.expiresAt <= this.#now().getTime()) return undefined
    return numbers.some(({ externalId }) => externalId === found.account.externalId) ? found : undefined
  }

  has(id: string): boolean {
    return this.#media.has(id)
  }

  info(numbers: readonly Account[], id: string, { headers }: Call): Answer {
    const found = this.find(numbers, id)
    if (!found) return unknownObject('GET', id)
    const key = randomBytes(16).toString('hex')
    this.#urls.set(key, { id, expiresAt: this.#now().getTime() + URL_FOR_MS })
    return {
      status: 200,
      body: {
        messaging_product: 'whatsapp',
        url: `http://${headers.host}/graph/lookaside/${key}`,
        mime_type: found.mimeType,
        sha256: Buffer.from(found.sha256, 'base64').toString('hex'),
        file_size: String(found.sizeBytes),
        id,
      },
    }
  }

  /** Answers a download. An address past its five minutes gets the same answer as an unknown one. */
  download(numbers: readonly Account[], key: string): Answer {
    const url = this.#urls.get(key)
    const alive = url && url.expiresAt > this.#now().getTime() ? this.find(numbers, url.id) : undefined
    return alive ? bytesAnswer(alive.bytes, alive.mimeType) : { status: 404, body: 'Not Found' }
  }

  remove(numbers: readonly Account[], id: string): Answer {
    if (!this.find(numbers, id)) return unknownObject('DELETE', id)
    this.#media.delete(id)
    return { status: 200, body: { success: true } }
  }

  clear(): void {
    this.#media.clear()
    this.#urls.clear()
  }

  #keep(
    account: Account,
    type: MediaType,
    file: { mimeType: string; bytes: Buffer; fileName: string | null; sizeBytes?: number | undefined },
    forMs: number,
  ): StoredMedia {
    const { mimeType, bytes, fileName, sizeBytes = bytes.length } = file
    const id = String(randomInt(10 ** 12, 10 ** 14))
    const expiresAt = this.#now().getTime() + forMs
    const sha256 = createHash('sha256').update(bytes).digest('base64')
    const kept = { id, account, type, mimeType, fileName, bytes, sha256, sizeBytes, expiresAt }
    this.#media.set(id, kept)
    return kept
  }
}

const baseType = (type: string) => (type.split(';')[0] ?? '').trim().toLowerCase()

const uploadFailed = (details: string) =>
  graphError({ code: 131053, message: '(#131053) Media upload error', details })
