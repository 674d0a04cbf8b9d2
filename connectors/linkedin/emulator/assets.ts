import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { type Answer, type Call, isRecord } from '#local/emulators/lib/http.ts'
import { refuse } from './answers.ts'

const PART_BYTES = 4 * 1024 * 1024
/** Files kept, since all bytes are in memory. */
const KEPT = 100
/** How long a file is worked on once it is there. */
const WORKED_ON_MS = { images: 0, videos: 1_000, documents: 1_000 } as const
const KINDS = { images: 'image', videos: 'video', documents: 'document' } as const
type Resource = keyof typeof KINDS

interface Part {
  first: number
  last: number
  bytes: Buffer | null
  tag: string
}
export interface Asset {
  urn: string
  kind: 'image' | 'video' | 'document'
  owner: string
  parts: Part[]
  token: string
  /** When its bytes were all there; null before that. */
  completeAt: number | null
  broken: boolean
}

type Denied = (author: string, does: 'r' | 'w') => Answer | null

/** Files that accounts have announced and sent: waiting for bytes, worked on, available. */
export class Assets {
  readonly #world: World
  readonly #prefix: string
  readonly #assets = new BoundedMap<string, Asset>(KEPT)

  constructor(world: World, prefix: string) {
    this.#world = world
    this.#prefix = prefix
  }

  static has = (resource: string): resource is Resource => Object.hasOwn(KINDS, resource)

  get(urn: string): Asset | undefined {
    return this.#assets.get(urn)
  }

  answer(call: Call, resource: Resource, urn: string, denied: Denied): Answer {
    const action = call.query.get('action')
    const body = isRecord(call.body) ? call.body : {}
    if (call.method === 'GET') return this.#show(urn)
    if (action === 'initializeUpload')
      return this.#announce(call, resource, record(body.initializeUploadRequest), denied)
    if (action === 'finalizeUpload' && resource === 'videos')
      return this.#finalize(record(body.finalizeUploadRequest))
    return refuse(400, 'ILLEGAL_ARGUMENT', 'No such action')
  }

  /** Takes the bytes of a part, as often as they come. */
  put({ segments: [, id = '', number = '0'], bytes }: Call): Answer {
    const asset = [...this.#assets.values()].find(({ urn }) => urn.endsWith(`:${id}`))
    const part = asset?.parts[Number(number)]
    if (!asset || !part) return refuse(404, 'NOT_FOUND', 'The upload is not found')
    if (asset.completeAt !== null) return refuse(400, 'ILLEGAL_ARGUMENT', 'The upload has ended')
    if (asset.kind === 'video' && bytes.length !== part.last - part.first + 1)
      return refuse(400, 'ILLEGAL_ARGUMENT', 'The part is not as long as was announced')
    part.bytes = bytes
    part.tag = createHash('md5').update(`${id} ${number}`).update(bytes).digest('hex')
    if (asset.kind !== 'video') this.#complete(asset)
    return { status: 201, body: undefined, headers: { etag: part.tag } }
  }

  status({ completeAt, broken, kind }: Asset): string {
    if (completeAt === null) return 'WAITING_UPLOAD'
    const worked = this.#world.now().getTime() - completeAt >= WORKED_ON_MS[`${kind}s`]
    if (!worked) return 'PROCESSING'
    return broken ? 'PROCESSING_FAILED' : 'AVAILABLE'
  }

  clear(): void {
    this.#assets.clear()
  }

  #announce(call: Call, resource: Resource, asked: Record<string, unknown>, denied: Denied): Answer {
    const { owner, fileSizeBytes } = asked
    if (typeof owner !== 'string') return refuse(400, 'ILLEGAL_ARGUMENT', 'owner is required')
    const refusal = denied(owner, 'w')
    if (refusal) return refusal
    const kind = KINDS[resource]
    const id = `C5${randomBytes(9).toString('hex')}`
    const urn = `urn:li:${kind}:${id}`
    const size = Number(fileSizeBytes)
    if (kind === 'video' && !(size > 0)) return refuse(400, 'ILLEGAL_ARGUMENT', 'fileSizeBytes is required')
    const count = kind === 'video' ? Math.ceil(size / PART_BYTES) : 1
    const parts = Array.from({ length: count }, (_, n) => ({
      first: n * PART_BYTES,
      last: Math.min(size, (n + 1) * PART_BYTES) - 1,
      bytes: null,
      tag: '',
    }))
    const token = randomUUID()
    this.#assets.set(urn, { urn, kind, owner, parts, token, completeAt: null, broken: false })
    const base = `http://${call.headers.host}${this.#prefix}/dms-uploads/${id}`
    const expires = this.#world.now().getTime() + 24 * 3_600_000
    const value =
      kind === 'video'
        ? {
            video: urn,
            uploadToken: token,
            uploadUrlsExpireAt: expires,
            uploadInstructions: parts.map(({ first, last }, n) => ({
              uploadUrl: `${base}/${n}`,
              firstByte: first,
              lastByte: last,
            })),
          }
        : { uploadUrlExpiresAt: expires, uploadUrl: base, [kind]: urn }
    return { status: 200, body: { value } }
  }

  /** Puts a video's parts together: their receipts must be named in order. */
  #finalize({ video, uploadToken, uploadedPartIds }: Record<string, unknown>): Answer {
    const asset = this.#assets.get(String(video))
    if (!asset) return refuse(404, 'NOT_FOUND', 'The video is not found')
    const tags = asset.parts.map(({ tag }) => tag)
    if (asset.completeAt !== null) return refuse(400, 'ILLEGAL_ARGUMENT', 'The upload has ended')
    if (uploadToken !== asset.token || JSON.stringify(uploadedPartIds) !== JSON.stringify(tags))
      return refuse(400, 'ILLEGAL_ARGUMENT', 'The parts are not those of the upload, in their order')
    this.#complete(asset)
    return { status: 200, body: undefined }
  }

  #complete(asset: Asset): void {
    asset.completeAt = this.#world.now().getTime()
    const text = Buffer.concat(asset.parts.flatMap(({ bytes }) => bytes ?? [])).toString('latin1')
    asset.broken = asset.kind === 'document' ? !text.startsWith('%PDF') : text.slice(4, 8) === 'fail'
  }

  #show(urn: string): Answer {
    const asset = this.#assets.get(urn)
    if (!asset) return refuse(404, 'NOT_FOUND', `${urn} is not found`)
    return { status: 200, body: { id: urn, owner: asset.owner, status: this.status(asset) } }
  }
}

const record = (value: unknown) => (isRecord(value) ? value : {})
