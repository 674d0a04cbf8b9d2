import { textLength } from '#core/lib/platform/length.ts'
import { linksIn } from '#core/lib/platform/links.ts'
import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, isRecord } from '#local/emulators/lib/http.ts'
import { graphError, invalidParameter, unknownObject } from '../../meta/emulator/answers.ts'

const LIFE_MS = 24 * 3_600_000
/** How often a file is asked for before it is worked through. */
const POLLS = 2
const FETCH_WITHIN_MS = 5_000
const MAX_TEXT = 500
const MAX_LINKS = 5
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
  text: string
  replyTo: string | null
  isItem: boolean
  files: File[]
  madeAt: number
  polls: number
  broken: boolean
  publishedAs: string | null
}

/** Containers: what is made of a text and files before it is published. */
export class Containers {
  readonly #world: World
  readonly #containers = new BoundedMap<string, Container>(KEPT)

  constructor(world: World) {
    this.#world = world
  }

  get = (id: string): Container | undefined => this.#containers.get(id)

  /** Makes a container. `isThere` says whether a post or an answer can be answered. */
  async create(owner: string, body: unknown, isThere: (id: string) => boolean): Promise<Answer> {
    const fields = isRecord(body) ? body : {}
    const given = (key: string) => (typeof fields[key] === 'string' ? String(fields[key]) : '')
    const text = given('text')
    if (textLength(text, 'emoji_bytes') > MAX_TEXT)
      return invalidParameter('Param text must be at most 500 characters long.')
    const links = linksIn(text, { bare: true, path: 'any script' }).map(({ start, end }) =>
      text.slice(start, end),
    )
    if (new Set(links).size > MAX_LINKS) return invalidParameter('THREADS_API__LINK_LIMIT_EXCEEDED')
    const replyTo = given('reply_to_id') || null
    if (replyTo !== null && !isThere(replyTo)) return unknownObject('POST', replyTo)
    const common = { owner, text, replyTo }
    switch (given('media_type')) {
      case 'TEXT':
        return text === '' ? invalidParameter('text is required') : this.#add({ ...common, files: [] })
      case 'CAROUSEL':
        return this.#carousel(common, given('children').split(','))
      case 'IMAGE':
      case 'VIDEO': {
        const kind = given('media_type') === 'IMAGE' ? 'image' : 'video'
        const fetched = await fetchFile(given(`${kind}_url`))
        if (!fetched)
          return graphError({ code: 100, message: 'The media could not be fetched from this URI' })
        const { mimeType, bytes } = fetched
        return this.#add({
          ...common,
          files: [{ kind, mimeType, sizeBytes: bytes.length, altText: given('alt_text') }],
          isItem: given('is_carousel_item') === 'true',
          polls: POLLS,
          broken: bytes.subarray(4, 8).toString('latin1') === 'fail',
        })
      }
      default:
        return invalidParameter('media_type must be one of TEXT, IMAGE, VIDEO, CAROUSEL')
    }
  }

  show(id: string): Answer {
    const container = this.#containers.get(id)
    if (!container) return unknownObject('GET', id)
    const status = this.status(container)
    if (container.polls > 0) container.polls--
    const failed = status === 'ERROR' ? { error_message: 'FAILED_PROCESSING_VIDEO' } : {}
    return { status: 200, body: { id, status, ...failed } }
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

  #carousel(common: Pick<Container, 'owner' | 'text' | 'replyTo'>, ids: readonly string[]): Answer {
    const items = ids.map((id) => this.#containers.get(id))
    if (ids.length < 2 || ids.length > 20) return invalidParameter('A carousel takes 2 to 20 items')
    if (
      items.some((item) => !item?.isItem || item.owner !== common.owner || this.status(item) !== 'FINISHED')
    )
      return invalidParameter('The items of the carousel are not ready')
    return this.#add({ ...common, files: items.flatMap((item) => item?.files ?? []) })
  }

  #add(
    made: Pick<Container, 'owner' | 'text' | 'replyTo' | 'files'> &
      Partial<Pick<Container, 'isItem' | 'polls' | 'broken'>>,
  ): Answer {
    const id = digits(17)
    const madeAt = this.#world.now().getTime()
    this.#containers.set(id, {
      isItem: false,
      polls: 0,
      broken: false,
      ...made,
      id,
      madeAt,
      publishedAs: null,
    })
    return { status: 200, body: { id } }
  }
}

/** Fetches a file as Meta's fetcher does, without following redirects; null where it is not there. */
async function fetchFile(url: string): Promise<{ mimeType: string; bytes: Buffer } | null> {
  if (!URL.canParse(url)) return null
  try {
    const signal = AbortSignal.timeout(FETCH_WITHIN_MS)
    const answer = await fetch(url, { redirect: 'manual', signal })
    const bytes = Buffer.from(await answer.arrayBuffer())
    return answer.status === 200 ? { mimeType: answer.headers.get('content-type') ?? '', bytes } : null
  } catch (error) {
    // The address leads nowhere, or its server does not answer: that is what Meta says of it too.
    return error instanceof Error ? null : Promise.reject(error)
  }
}
