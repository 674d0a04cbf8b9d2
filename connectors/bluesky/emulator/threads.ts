import { createHash } from 'node:crypto'
import type { Delivered, Inbound, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { type Answer, HttpError } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { tid } from '../tid.ts'
import { ok, refuse } from './answers.ts'
import { didOf } from './ids.ts'
import type { Repository, SeenPost } from './repository.ts'
import type { Sessions } from './sessions.ts'

const DEPTH = { usual: 6, most: 1000 }
const CLOCK_BITS = 10n

interface Person {
  handle: string
  displayName: string
}

/** Posts with the replies under them, as the network shows them, and the people who write these. */
export class Threads {
  readonly #world: World
  readonly #sessions: Sessions
  readonly #repository: Repository
  readonly #people = new BoundedMap<string, Person>()
  #clock = 0n

  constructor(world: World, sessions: Sessions, repository: Repository) {
    this.#world = world
    this.#sessions = sessions
    this.#repository = repository
  }

  /** Answers `getPostThread`. */
  of(query: URLSearchParams): Answer {
    const uri = query.get('uri') ?? ''
    const post = this.#repository.post(uri)
    if (!post) return refuse(400, 'NotFound', `Post not found: ${uri}`)
    const depth = Math.min(Number(query.get('depth') ?? DEPTH.usual), DEPTH.most)
    return ok({ thread: this.#node(post, depth) })
  }

  /** Writes a person's reply to the post or reply `replyTo`. */
  reply({ account, from, text, replyTo = '' }: Inbound): Delivered {
    const parent = this.#repository.post(replyTo)
    if (!parent)
      throw new HttpError(
        400,
        'replyTo: People write under posts there: name a post or a reply by its address.',
      )
    const did = from.id.startsWith('did:') ? from.id : didOf(from.id)
    const name = createHash('sha256').update(did).digest('hex').slice(0, 6)
    const handle =
      from.username ?? `${from.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${name}.bsky.social`
    this.#people.set(did, { handle, displayName: from.name })
    const { uri, cid } = parent
    const root = parent.value.reply?.root ?? { uri, cid }
    const now = this.#world.now()
    this.#clock += 1n
    const rkey = tid(((BigInt(now.getTime()) * 1000n) << CLOCK_BITS) | (this.#clock & 1023n))
    const payload = {
      $type: 'app.bsky.feed.post' as const,
      text,
      createdAt: now.toISOString(),
      reply: { root, parent: { uri, cid } },
    }
    const id = this.#repository.say(did, rkey, payload)
    this.#world.events.emit({ type: 'refresh' })
    return { id, payload: { ...payload, account: account.externalId }, attempts: [], retrying: false }
  }

  clear(): void {
    this.#people.clear()
  }

  #node(post: SeenPost, depth: number): unknown {
    const { uri, cid, did, value } = post
    const answers = this.#repository.answersTo(uri)
    return {
      $type: 'app.bsky.feed.defs#threadViewPost',
      post: {
        uri,
        cid,
        author: this.#authorOf(did),
        record: value,
        likeCount: this.#repository.likesOf(uri),
        replyCount: answers.length,
        indexedAt: value.createdAt,
      },
      ...(depth > 0 ? { replies: answers.map((answer) => this.#node(answer, depth - 1)) } : {}),
    }
  }

  #authorOf(did: string) {
    const person = this.#people.get(did)
    if (person) return { did, ...person }
    const account = this.#world.accounts.get(manifest.id, did)
    return { did, handle: this.#sessions.handleOf(did), displayName: account?.name ?? '' }
  }
}
