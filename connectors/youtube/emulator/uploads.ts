import { randomBytes } from 'node:crypto'
import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { type Answer, type Call, isRecord } from '#local/emulators/lib/http.ts'
import { invalid, notFound, ok } from './answers.ts'
import { type Draft, snippetProblem, statusProblem, type Videos } from './videos.ts'

const UNIT_BYTES = 256 * 1024
const MAX_BYTES = 256 * 1024 ** 3
const LIFE_MS = 7 * 24 * 3_600_000
const HEAD_BYTES = 8

interface Session {
  draft: Draft
  sizeBytes: number
  /** Bytes that are there, and the first of them. */
  received: number
  head: Buffer
  openedAt: number
  /** Its video, once all of it is there. */
  video: string | null
}

/** Uploads by the resumable protocol. Of the bytes only their number is kept. */
export class Uploads {
  readonly #world: World
  readonly #videos: Videos
  readonly #prefix: string
  readonly #sessions = new BoundedMap<string, Session>()

  constructor(world: World, videos: Videos, prefix: string) {
    this.#world = world
    this.#videos = videos
    this.#prefix = prefix
  }

  /** Opens a session; its address is the answer. */
  open(channel: string, { query, headers, body }: Call): Answer {
    const given = isRecord(body) ? body : {}
    const snippet = isRecord(given.snippet) ? given.snippet : {}
    const status = isRecord(given.status) ? { ...given.status } : {}
    const sizeBytes = Number(headers['x-upload-content-length'] ?? Number.NaN)
    const mimeType = String(headers['x-upload-content-type'] ?? '')
    if (query.get('uploadType') !== 'resumable' || query.get('part') !== 'snippet,status')
      return invalid('invalidVideoMetadata', 'The request metadata is invalid.')
    if (!(sizeBytes > 0 && sizeBytes <= MAX_BYTES) || !mimeType.startsWith('video/'))
      return invalid('mediaBodyRequired', 'The request does not include the video content.')
    const wrong = snippetProblem(snippet) ?? statusProblem(status, this.#world.now())
    if (wrong) return wrong
    const id = randomBytes(24).toString('base64url')
    this.#sessions.set(id, {
      ...{ draft: { channel, snippet, status, mimeType }, sizeBytes },
      ...{ received: 0, head: Buffer.alloc(0), openedAt: this.#world.now().getTime(), video: null },
    })
    const path = `/upload/youtube/v3/videos?uploadType=resumable&upload_id=${id}`
    return { status: 200, body: '', headers: { location: this.#world.emulatorUrl() + this.#prefix + path } }
  }

  /** Takes bytes in, or says how many are there. */
  put(channel: string, { query, headers, bytes }: Call): Answer {
    const session = this.#sessions.get(query.get('upload_id') ?? '')
    const isOld = session && this.#world.now().getTime() - session.openedAt > LIFE_MS
    if (!session || isOld || session.draft.channel !== channel)
      return notFound('notFound', 'The upload session is not known.')
    if (session.video !== null) return this.#whole(session.video)
    const range = /^bytes (?:\*|(\d+)-(\d+))\/(\d+)$/.exec(headers['content-range'] ?? '')
    if (!range || Number(range[3]) !== session.sizeBytes)
      return invalid('badRequest', 'The Content-Range header is not valid.')
    if (range[1] === undefined) return progress(session)
    const [first, last] = [Number(range[1]), Number(range[2])]
    const isLast = last === session.sizeBytes - 1
    if (last - first + 1 !== bytes.length || (!isLast && bytes.length % UNIT_BYTES !== 0))
      return invalid('badRequest', 'A part is a multiple of 256 KiB.')
    // A part that does not go on where the last one ended is not taken.
    if (first !== session.received) return progress(session)
    if (first === 0) session.head = Buffer.from(bytes.subarray(0, HEAD_BYTES))
    // Lose half of the first part of an upload that begins so.
    const isHalf = first === 0 && session.head.toString().startsWith('half')
    session.received += isHalf ? Math.floor(bytes.length / 2 / UNIT_BYTES) * UNIT_BYTES : bytes.length
    if (session.received < session.sizeBytes) return progress(session)
    session.video = this.#videos.add(session.draft, session.sizeBytes, session.head.toString()).id
    return this.#whole(session.video)
  }

  clear(): void {
    this.#sessions.clear()
  }

  #whole(id: string): Answer {
    const video = this.#videos.get(id)
    return video
      ? ok(this.#videos.shown(video, ['snippet', 'status']))
      : notFound('notFound', 'The upload session is not known.')
  }
}

const progress = ({ received }: Session): Answer => ({
  status: 308,
  body: '',
  ...(received > 0 ? { headers: { range: `bytes=0-${received - 1}` } } : {}),
})
