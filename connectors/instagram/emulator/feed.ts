import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import type { Answer } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { refuse } from './answers.ts'
import type { Container, Containers } from './containers.ts'

const DAY_MS = 24 * 3_600_000
/** This account's own value, which differs from the guide's. */
const QUOTA_TOTAL = 50

interface Post {
  id: string
  owner: string
  caption: string
  at: Date
}

/** The posts of accounts, and how many more they may publish. */
export class Feed {
  readonly #world: World
  readonly #containers: Containers
  readonly #posts = new BoundedMap<string, Post>()

  constructor(world: World, containers: Containers) {
    this.#world = world
    this.#containers = containers
  }

  get = (id: string): Post | undefined => this.#posts.get(id)

  publish(owner: string, creationId: string): Answer {
    const container = this.#containers.get(creationId)
    if (container?.owner !== owner) return refuse(100, 2207006, 'The media could not be found')
    const status = this.#containers.status(container)
    if (status === 'PUBLISHED') return refuse(100, 2207006, 'The media has been published already')
    if (status === 'EXPIRED') return refuse(-2, 2207020, 'The media has expired')
    if (status === 'IN_PROGRESS') return refuse(9007, 2207027, 'The media is not ready to be published')
    if (status === 'ERROR') return refuse(-1, 2207032, 'The media could not be created')
    if (this.#used(owner) >= QUOTA_TOTAL)
      return refuse(9, 2207042, 'The user has reached the maximum number of posts')
    return { status: 200, body: { id: this.#show(owner, container) } }
  }

  limit(owner: string): Answer {
    const config = { quota_total: QUOTA_TOTAL, quota_duration: DAY_MS / 1000 }
    return { status: 200, body: { data: [{ quota_usage: this.#used(owner), config }] } }
  }

  /** Lists posts, newest first. The first page is empty, as happens, and names the next. */
  list(owner: string, query: URLSearchParams): Answer {
    const limit = Number(query.get('limit') ?? 25)
    const after = query.get('after')
    const all = this.#of(owner).toReversed()
    const start = after === null ? 0 : Number(atob(after))
    const end = after === null ? 0 : start + limit
    const data = all.slice(start, end).map(shown)
    const next = after === null ? all.length > 0 : end < all.length
    const cursors = { before: btoa(String(start)), after: btoa(String(end)) }
    const paging = next ? { cursors, next: 'https://graph.facebook.com/next' } : { cursors }
    return { status: 200, body: { data, ...(all.length > 0 ? { paging } : {}) } }
  }

  clear(): void {
    this.#posts.clear()
  }

  #of = (owner: string) => [...this.#posts.values()].filter((post) => post.owner === owner)
  #used = (owner: string) =>
    this.#of(owner).filter(({ at }) => this.#world.now().getTime() - at.getTime() < DAY_MS).length

  #show(owner: string, container: Container): string {
    const id = digits(17)
    const at = this.#world.now()
    container.publishedAs = id
    this.#posts.set(id, { id, owner, caption: container.caption, at })
    this.#world.journal.publish({
      platform: manifest.id,
      account: owner,
      kind: 'post',
      id,
      text: container.caption,
      media: container.files.map(({ kind, mimeType, sizeBytes, altText }) => ({
        ...{ kind, url: '', mimeType, sizeBytes },
        name: altText,
      })),
      at: at.toISOString(),
    })
    return id
  }
}

export const shown = ({ id, caption, at }: Post) => ({
  id,
  caption,
  permalink: `https://www.instagram.com/p/${id}/`,
  timestamp: `${at.toISOString().slice(0, 19)}+0000`,
})
