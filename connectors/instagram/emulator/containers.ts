import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, isRecord } from '#local/emulators/lib/http.ts'
import { invalidParameter } from '../../meta/emulator/answers.ts'
import { refuse } from './answers.ts'

const LIFE_MS = 24 * 3_600_000
/** How often a video is asked for before it is worked through. */
const POLLS = 2
const CAPTION_MAX = 2_200
const HASHTAGS_MAX = 30
const FETCH_WITHIN_MS = 5_000
/** Containers kept, since all bytes are in memory. */
const KEPT = 2_000

export interface File {
  kind: 'image' | 'video'
  mimeType: string
  sizeBytes: number
  altText: string
}
export interface Container {
  id: string
  owner: string
  caption: string
  isItem: boolean
  files: File[]
  madeAt: number
  /** Polls until it is worked through. */
  polls: number
  broken: boolean
  publishedAs: string | null
}

/** Containers: what is made of files before it is published. */
export class Containers {
  readonly #world: World
  readonly #containers = new BoundedMap<string, Container>(KEPT)

  constructor(world: World) {
    this.#world = world
  }

  has = (id: string): boolean => this.#containers.has(id)
  get = (id: string): Container | undefined => this.#containers.get(id)

  async create(owner: string, body: unknown): Promise<Answer> {
    const fields = isRecord(body) ? body : {}
    const text = (key: string) => (typeof fields[key] === 'string' ? String(fields[key]) : '')
    const caption = text('caption')
    if (caption.length > CAPTION_MAX || (caption.match(/#[\p{L}\p{N}_]+/gu) ?? []).length > HASHTAGS_MAX)
      return refuse(36004, 2207010, 'The caption is too long.')
    if (text('media_type') === 'CAROUSEL') return this.#carousel(owner, text('children').split(','), caption)
    const isItem = text('is_carousel_item') === 'true'
    if (isItem && caption !== '') return invalidParameter('caption is not supported for carousel items')
    const [image, video] = [text('image_url'), text('video_url')]
    if ((image === '') === (video === '')) return invalidParameter('image_url or video_url is required')
    if (video !== '' && text('media_type') !== (isItem ? 'VIDEO' : 'REELS'))
      return refuse(100, 2207023, 'Unknown media type')
    const fetched = await fetchFile(image || video)
    if (!fetched) return refuse(9004, 2207052, 'The media could not be fetched from this URI')
    const { mimeType, bytes } = fetched
    if (image !== '' && mimeType !== 'image/jpeg')
      return refuse(36001, 2207005, 'The image format is not supported')
    const kind = video === '' ? 'image' : 'video'
    return this.#add(owner, caption, isItem, {
      files: [{ kind, mimeType, sizeBytes: bytes.length, altText: text('alt_text') }],
      polls: kind === 'video' ? POLLS : 0,
      broken: bytes.subarray(4, 8).toString('latin1') === 'fail',
    })
  }

  show(id: string): Answer {
    const container = this.#containers.get(id)
    if (!container) return refuse(100, 33, `Object with ID '${id}' does not exist`)
    const status_code = this.status(container)
    if (container.polls > 0) container.polls--
    const status =
      status_code === 'ERROR' ? 'Error: Media upload has failed with error code 2207026' : status_code
    return { status: 200, body: { id, status_code, status } }
  }

  status({ publishedAs, madeAt, polls, broken }: Container): string {
    if (publishedAs !== null) return 'PUBLISHED'
    if (this.#world.now().getTime() - madeAt >= LIFE_MS) return 'EXPIRED'
    if (polls > 0) return 'IN_PROGRESS'
    return broken ? 'ERROR' : 'FINISHED'
  }

  clear(): void {
    this.#containers.clear()
  }

  #carousel(owner: string, ids: string[], caption: string): Answer {
    const items = ids.map((id) => this.#containers.get(id))
    if (ids.length < 2 || ids.length > 10) return refuse(100, 2207028, 'A carousel takes 2 to 10 items')
    if (items.some((item) => !item?.isItem || item.owner !== owner || this.status(item) !== 'FINISHED'))
      return refuse(100, 2207028, 'The items of the carousel are not ready')
    const files = items.flatMap((item) => item?.files ?? [])
    return this.#add(owner, caption, false, { files, polls: 0, broken: false })
  }

  #add(
    owner: string,
    caption: string,
    isItem: boolean,
    more: Pick<Container, 'files' | 'polls' | 'broken'>,
  ): Answer {
    const id = digits(17)
    const madeAt = this.#world.now().getTime()
    this.#containers.set(id, { id, owner, caption, isItem, madeAt, publishedAs: null, ...more })
    return { status: 200, body: { id } }
  }
}

/** Fetches a file as Meta's fetcher does, without following redirects; null where it is not there. */
async function fetchFile(url: string): Promise<{ mimeType: string; bytes: Buffer } | null> {
  try {
    const signal = AbortSignal.timeout(FETCH_WITHIN_MS)
    const headers = { 'user-agent': 'facebookexternalhit/1.1' }
    const answer = await fetch(url, { redirect: 'manual', signal, headers })
    const bytes = Buffer.from(await answer.arrayBuffer())
    return answer.status === 200 ? { mimeType: answer.headers.get('content-type') ?? '', bytes } : null
  } catch (error) {
    // The address leads nowhere, or its server does not answer: that is what Meta says of it too.
    return error instanceof Error ? null : Promise.reject(error)
  }
}
