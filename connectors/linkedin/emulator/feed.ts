import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, type Call, isRecord } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { refuse } from './answers.ts'
import type { Asset, Assets } from './assets.ts'
import { seen, stored } from './little-text.ts'

/** LinkedIn refuses a text that its author posted less than this long ago. */
const SAME_WITHIN_MS = 10 * 60_000
const TEXT_MAX = 3_000

interface Post {
  id: string
  author: string
  commentary: string
  content: unknown
  createdAt: number
}

type Denied = (author: string, does: 'r' | 'w') => Answer | null

/** The posts of members and organisations. */
export class Feed {
  readonly #world: World
  readonly #assets: Assets
  readonly #posts = new BoundedMap<string, Post>()

  constructor(world: World, assets: Assets) {
    this.#world = world
    this.#assets = assets
  }

  answer({ method, body, query, headers }: Call, id: string, denied: Denied): Answer {
    if (method === 'POST' && id === '') return this.#publish(isRecord(body) ? body : {}, denied)
    if (method === 'GET' && query.get('q') === 'author')
      return headers['x-restli-method'] === 'FINDER'
        ? this.#list(query, denied)
        : refuse(400, 'ILLEGAL_ARGUMENT', 'The X-RestLi-Method header must be FINDER')
    const post = this.#posts.get(id)
    if (method === 'DELETE') {
      const refusal = post ? denied(post.author, 'w') : null
      if (refusal) return refusal
      this.#posts.delete(id)
      if (post) this.#world.journal.withdraw(manifest.id, post.author, id)
      return { status: 204, body: undefined }
    }
    if (!post) return refuse(404, 'NOT_FOUND', `Post ${id} is not found`)
    return method === 'GET'
      ? (denied(post.author, 'r') ?? { status: 200, body: shown(post) })
      : refuse(405, 'METHOD_NOT_ALLOWED', `${method} is not supported`)
  }

  clear(): void {
    this.#posts.clear()
  }

  #publish(body: Record<string, unknown>, denied: Denied): Answer {
    const { author, commentary, visibility, lifecycleState, distribution, content } = body
    if (typeof author !== 'string' || typeof commentary !== 'string')
      return refuse(400, 'ILLEGAL_ARGUMENT', 'author and commentary are required')
    const refusal = denied(author, 'w')
    if (refusal) return refusal
    if (visibility !== 'PUBLIC' || lifecycleState !== 'PUBLISHED' || !isRecord(distribution))
      return refuse(400, 'ILLEGAL_ARGUMENT', 'visibility, lifecycleState and distribution are required')
    if (seen(commentary).length > TEXT_MAX)
      return invalid('FIELD_LENGTH_TOO_LONG', `commentary exceeds the maximum length ${TEXT_MAX}`)
    const assets = this.#assetsOf(content, author)
    if (!Array.isArray(assets)) return assets
    const now = this.#world.now().getTime()
    const same = [...this.#posts.values()].find(
      (post) =>
        post.author === author &&
        post.commentary === stored(commentary) &&
        JSON.stringify(post.content) === JSON.stringify(content) &&
        now - post.createdAt < SAME_WITHIN_MS,
    )
    if (same) return invalid('DUPLICATE_POST', `Duplicate post is detected: ${same.id}`)
    // Posts with a video are of the older kind of URN.
    const kind = assets.some((asset) => asset.kind === 'video') ? 'ugcPost' : 'share'
    const id = `urn:li:${kind}:${digits(19)}`
    this.#posts.set(id, { id, author, commentary: stored(commentary), content, createdAt: now })
    this.#world.journal.publish({
      platform: manifest.id,
      account: author,
      kind: 'post',
      id,
      text: seen(stored(commentary)),
      media: assets.map(({ kind: one, parts, urn }) => ({
        kind: one,
        url: '',
        mimeType: { image: 'image/png', video: 'video/mp4', document: 'application/pdf' }[one],
        sizeBytes: parts.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0),
        name: labelOf(content, urn),
      })),
      at: this.#world.now().toISOString(),
    })
    return { status: 201, body: undefined, headers: { 'x-restli-id': id } }
  }

  /** Returns the files that a post shows, or why it may not. */
  #assetsOf(content: unknown, author: string): Asset[] | Answer {
    if (content === undefined) return []
    const urns = shownIn(content).map(({ id }) => String(id))
    if (urns.length === 0) return refuse(400, 'ILLEGAL_ARGUMENT', 'content is not understood')
    if (isRecord(content) && content.multiImage && (urns.length < 2 || urns.length > 20))
      return refuse(400, 'ILLEGAL_ARGUMENT', 'multiImage takes 2 to 20 images')
    const assets: Asset[] = []
    for (const urn of urns) {
      const asset = this.#assets.get(urn)
      if (!asset) return refuse(400, 'ILLEGAL_ARGUMENT', `${urn} is not found`)
      if (asset.owner !== author)
        return refuse(400, 'ILLEGAL_ARGUMENT', `The owner of ${urn} is not the author of the post`)
      if (this.#assets.status(asset) !== 'AVAILABLE')
        return refuse(400, 'MEDIA_NOT_AVAILABLE', `${urn} is ${this.#assets.status(asset)}`)
      assets.push(asset)
    }
    return assets
  }

  #list(query: URLSearchParams, denied: Denied): Answer {
    const author = query.get('author') ?? ''
    const refusal = denied(author, 'r')
    if (refusal) return refusal
    const start = Number(query.get('start') ?? 0)
    const count = Number(query.get('count') ?? 10)
    if (count > 100) return refuse(400, 'ILLEGAL_ARGUMENT', 'count must not exceed 100')
    const all = [...this.#posts.values()]
      .filter((post) => post.author === author)
      .toSorted((a, b) => b.createdAt - a.createdAt)
    const elements = all.slice(start, start + count).map(shown)
    return { status: 200, body: { elements, paging: { start, count, total: all.length, links: [] } } }
  }
}

const shown = ({ id, author, commentary, content, createdAt }: Post) => ({
  ...{ id, author, commentary, content, createdAt },
  ...{ publishedAt: createdAt, lastModifiedAt: createdAt, lifecycleState: 'PUBLISHED' },
})

function shownIn(content: unknown): Record<string, unknown>[] {
  if (!isRecord(content)) return []
  if (isRecord(content.media)) return [content.media]
  const images = isRecord(content.multiImage) ? content.multiImage.images : []
  return Array.isArray(images) ? images.filter(isRecord) : []
}

const labelOf = (content: unknown, urn: string): string => {
  const one = shownIn(content).find(({ id }) => id === urn)
  return String(one?.altText ?? one?.title ?? '')
}

const invalid = (code: string, description: string): Answer => ({
  status: 422,
  body: {
    message: description,
    status: 422,
    errorDetails: { inputErrors: [{ description, input: {}, code }] },
  },
})
