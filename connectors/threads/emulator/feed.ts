import type { Delivered, Inbound, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, HttpError } from '#local/emulators/lib/http.ts'
import { graphError, invalidParameter, unknownObject } from '../../meta/emulator/answers.ts'
import { manifest } from '../manifest.ts'
import type { Container, Containers } from './containers.ts'

const DAY_MS = 24 * 3_600_000
/** This account's own value, which differs from the guide's. */
const QUOTA = { posts: 240, replies: 1_000 }

interface Thread {
  id: string
  owner: string
  username: string
  text: string
  replyTo: string | null
  at: Date
  hidden: boolean
}

/** Posts and answers, and how many more an account may publish. */
export class Feed {
  readonly #world: World
  readonly #containers: Containers
  readonly #threads = new BoundedMap<string, Thread>()

  constructor(world: World, containers: Containers) {
    this.#world = world
    this.#containers = containers
  }

  has = (id: string): boolean => this.#threads.has(id)

  publish(owner: string, username: string, creationId: string): Answer {
    const container = this.#containers.get(creationId)
    if (container?.owner !== owner || container.isItem) return unknownObject('POST', creationId)
    const status = this.#containers.status(container)
    if (status === 'IN_PROGRESS')
      return graphError({
        code: 24,
        subcode: 4279009,
        message: 'The requested resource does not exist: media not found',
      })
    if (status !== 'FINISHED') return invalidParameter(`The container is ${status}`)
    const kind = container.replyTo === null ? 'posts' : 'replies'
    if (this.#used(owner, kind) >= QUOTA[kind])
      return graphError({ code: 4, message: `The user has reached the maximum number of ${kind}` })
    return { status: 200, body: { id: this.#show(owner, username, container) } }
  }

  limit(owner: string): Answer {
    const config = (quota_total: number) => ({ quota_total, quota_duration: DAY_MS / 1000 })
    return {
      status: 200,
      body: {
        data: [
          {
            ...{ quota_usage: this.#used(owner, 'posts'), config: config(QUOTA.posts) },
            ...{ reply_quota_usage: this.#used(owner, 'replies'), reply_config: config(QUOTA.replies) },
          },
        ],
      },
    }
  }

  show(viewer: string, id: string): Answer {
    const thread = this.#threads.get(id)
    return thread ? { status: 200, body: shown(thread, viewer) } : unknownObject('GET', id)
  }

  own(owner: string, edge: 'threads' | 'replies', query: URLSearchParams): Answer {
    const all = [...this.#threads.values()].filter(
      (one) => one.owner === owner && (one.replyTo === null) === (edge === 'threads'),
    )
    return paged(all.toReversed(), owner, query)
  }

  conversation(viewer: string, id: string, query: URLSearchParams): Answer {
    if (this.#threads.get(id)?.replyTo !== null) return unknownObject('GET', id)
    const below = (parent: string): Thread[] =>
      [...this.#threads.values()]
        .filter(({ replyTo }) => replyTo === parent)
        .flatMap((one) => [one, ...below(one.id)])
    return paged(below(id), viewer, query)
  }

  search(viewer: string, query: URLSearchParams): Answer {
    const tag = (query.get('q') ?? '').toLowerCase()
    const found = [...this.#threads.values()].filter(({ text }) => topicOf(text) === tag)
    return paged(found.toReversed(), viewer, query)
  }

  /** Hides a reply that stands directly below a post of the account. */
  manage(owner: string, id: string, hide: boolean): Answer {
    const thread = this.#threads.get(id)
    const parent = thread?.replyTo ? this.#threads.get(thread.replyTo) : undefined
    if (!thread || parent?.owner !== owner || parent.replyTo !== null)
      return invalidParameter('Only replies to your own posts can be managed')
    thread.hidden = hide
    return { status: 200, body: { success: true } }
  }

  /** Writes what a person says below a post. */
  say({ account, from, text, replyTo = '' }: Inbound): Delivered {
    if (!this.#threads.has(replyTo))
      throw new HttpError(400, 'replyTo: People write under posts there: name a post or a reply by its id.')
    const username = from.username ?? from.name.toLowerCase().replace(/[^a-z0-9]+/g, '.')
    const thread = this.#add({ owner: `person ${username}`, username, text, replyTo })
    this.#world.events.emit({ type: 'refresh' })
    return {
      id: thread.id,
      payload: shown(thread, account.externalId),
      attempts: [],
      retrying: false,
    }
  }

  clear(): void {
    this.#threads.clear()
  }

  #used = (owner: string, kind: 'posts' | 'replies') =>
    [...this.#threads.values()].filter(
      (one) =>
        one.owner === owner &&
        (one.replyTo === null) === (kind === 'posts') &&
        this.#world.now().getTime() - one.at.getTime() < DAY_MS,
    ).length

  #add(given: Pick<Thread, 'owner' | 'username' | 'text' | 'replyTo'>): Thread {
    const thread = { ...given, id: digits(17), at: this.#world.now(), hidden: false }
    this.#threads.set(thread.id, thread)
    return thread
  }

  #show(owner: string, username: string, container: Container): string {
    const { text, replyTo, files } = container
    const { id, at } = this.#add({ owner, username, text, replyTo })
    container.publishedAs = id
    this.#world.journal.publish({
      ...{ platform: manifest.id, account: owner, id, text },
      ...(replyTo === null ? { kind: 'post' as const } : { kind: 'comment' as const, parent: replyTo }),
      media: files.map(({ kind, mimeType, sizeBytes, altText }) => ({
        ...{ kind, url: '', mimeType, sizeBytes },
        name: altText,
      })),
      at: at.toISOString(),
    })
    return id
  }
}

/** Only the first tag of a post is its topic. */
const topicOf = (text: string) => /#([\p{L}\p{N}_]+)/u.exec(text)?.[1]?.toLowerCase()

const shown = ({ id, username, owner, text, replyTo, at, hidden }: Thread, viewer: string) => ({
  id,
  text,
  username,
  permalink: `https://www.threads.com/@${username}/post/${id}`,
  timestamp: `${at.toISOString().slice(0, 19)}+0000`,
  ...(replyTo === null
    ? {}
    : {
        replied_to: { id: replyTo },
        is_reply_owned_by_me: owner === viewer,
        hide_status: hidden ? 'HIDDEN' : 'NOT_HUSHED',
      }),
})

function paged(all: readonly Thread[], viewer: string, query: URLSearchParams): Answer {
  const limit = Math.min(100, Number(query.get('limit') ?? 25))
  const start = Number(query.get('after') ?? 0)
  const end = start + limit
  const cursors = { before: String(start), after: String(end) }
  const data = all.slice(start, end).map((one) => shown(one, viewer))
  const paging = end < all.length ? { cursors, next: 'https://graph.threads.com/next' } : { cursors }
  return { status: 200, body: { data, ...(data.length > 0 ? { paging } : {}) } }
}
