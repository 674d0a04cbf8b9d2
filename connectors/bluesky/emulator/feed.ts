import type { Answer, Call } from '#local/emulators/lib/http.ts'
import { invalid, ok } from './answers.ts'
import type { Repository, SeenPost } from './repository.ts'
import type { Sessions } from './sessions.ts'

const LIMIT_MAX = 100

/** Finds everybody's posts on Bluesky by hashtag, and lists an author's, the latest first. */
export class Feed {
  readonly #sessions: Sessions
  readonly #repository: Repository

  constructor(sessions: Sessions, repository: Repository) {
    this.#sessions = sessions
    this.#repository = repository
  }

  search(query: Call['query']): Answer {
    if (!query.get('q')) return invalid('Error: Params must have the property "q"')
    const tag = query.get('tag')?.toLowerCase()
    const found = this.#latest().filter(({ value }) => tag === undefined || tagsOf(value.text).includes(tag))
    const { page, cursor } = paged(found, query)
    return ok({ posts: page.map((post) => this.#shown(post)), ...cursor })
  }

  author(query: Call['query']): Answer {
    const actor = query.get('actor')?.toLowerCase()
    if (!actor) return invalid('Error: Params must have the property "actor"')
    const own = this.#latest().filter(
      ({ did, value }) => !value.reply && (did === actor || this.#sessions.handleOf(did) === actor),
    )
    if (own.length === 0) return invalid('Profile not found')
    const { page, cursor } = paged(own, query)
    return ok({ feed: page.map((post) => ({ post: this.#shown(post) })), ...cursor })
  }

  #latest = () =>
    this.#repository.everything().toSorted((a, b) => (a.value.createdAt < b.value.createdAt ? 1 : -1))

  #shown = ({ uri, cid, did, value }: SeenPost) => ({
    uri,
    cid,
    author: { did, handle: this.#sessions.handleOf(did) },
    record: value,
    likeCount: 0,
    replyCount: this.#repository.answersTo(uri).length,
    repostCount: 0,
    quoteCount: 0,
    indexedAt: value.createdAt,
  })
}

const tagsOf = (text: string) =>
  [...text.matchAll(/#([\p{L}\p{N}_]+)/gu)].map(([, tag = '']) => tag.toLowerCase())

function paged(posts: readonly SeenPost[], query: Call['query']) {
  const limit = Math.min(LIMIT_MAX, Number(query.get('limit') ?? 25))
  const from = Number(query.get('cursor') ?? 0)
  const next = from + limit
  return { page: posts.slice(from, next), cursor: next < posts.length ? { cursor: String(next) } : {} }
}
