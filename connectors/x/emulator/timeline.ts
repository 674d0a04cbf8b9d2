import { weightedLength } from '#core/lib/platform/weight.ts'
import type { World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, isRecord } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { forbidden, invalid, notFound, ok, problem } from './answers.ts'
import type { Files, Medium } from './media.ts'

/** X refuses a text that its author posted less than this long ago. */
const SAME_WITHIN_MS = 24 * 3_600_000
const TEXT_MAX = 280
/** Credits of an app, and prices of calls, in thousandths of a dollar. */
const CREDITS = 1_000_000
const COSTS = { post: 15, postWithLink: 200, read: 5 }

interface Post {
  id: string
  author: string
  text: string
  createdAt: number
}

const LINK = /https?:\/\/[^\s]+/g

/** The posts of all accounts, by the rules of the tiers that anybody can buy. */
export class Timeline {
  readonly #world: World
  readonly #files: Files
  readonly #posts = new BoundedMap<string, Post>()
  #credits = CREDITS

  constructor(world: World, files: Files) {
    this.#world = world
    this.#files = files
  }

  publish(author: string, body: unknown): Answer {
    const { text, media, reply, quote_tweet_id: quoted, ...others } = isRecord(body) ? body : {}
    const strange = Object.keys(others).filter((name) => !['made_with_ai', 'reply_settings'].includes(name))
    if (strange.length > 0) return invalid(`The field ${strange[0]} is not known`)
    if (typeof text !== 'string' || (text === '' && media === undefined)) return invalid('`text` is required')
    if (reply !== undefined || quoted !== undefined)
      return forbidden(
        'You are not permitted to perform this action. Replies and quotes need to be asked for.',
      )
    if (weightedLength(text) > TEXT_MAX) return invalid(`The text is too long: ${TEXT_MAX} is the most`)
    const shown = this.#shown(author, media)
    if (!Array.isArray(shown)) return shown
    const now = this.#world.now().getTime()
    const isSame = [...this.#posts.values()].some(
      (post) => post.author === author && post.text === text && now - post.createdAt < SAME_WITHIN_MS,
    )
    if (isSame) return forbidden('You are not allowed to create a Tweet with duplicate content.')
    const cost = text.match(LINK) ? COSTS.postWithLink : COSTS.post
    if (!this.#pay(cost)) return outOfCredits()
    const id = digits(19)
    this.#posts.set(id, { id, author, text, createdAt: now })
    this.#world.journal.publish({
      platform: manifest.id,
      account: author,
      kind: 'post',
      id,
      text,
      media: shown.map(({ kind, totalBytes, altText }) => ({
        kind,
        url: '',
        mimeType: kind === 'image' ? 'image/png' : 'video/mp4',
        sizeBytes: totalBytes,
        name: altText,
      })),
      at: this.#world.now().toISOString(),
    })
    return ok({ data: { id, text, edit_history_tweet_ids: [id] } }, 201)
  }

  delete(author: string, id: string): Answer {
    const post = this.#posts.get(id)
    if (post?.author !== author) return notFound(`Could not find tweet with id: [${id}].`)
    this.#posts.delete(id)
    this.#world.journal.withdraw(manifest.id, author, id)
    return ok({ data: { deleted: true } })
  }

  /** Lists an author's posts, the latest first. Without any, there is no `data`. */
  list(author: string, query: URLSearchParams): Answer {
    const since = Date.parse(query.get('start_time') ?? '1970-01-01T00:00:00Z')
    const size = Number(query.get('max_results') ?? 10)
    if (Number.isNaN(since) || !(size >= 5 && size <= 100))
      return invalid('`max_results` is between 5 and 100')
    const from = Number(query.get('pagination_token') ?? 0)
    const all = [...this.#posts.values()]
      .filter((post) => post.author === author && post.createdAt >= since)
      .toSorted((a, b) => b.createdAt - a.createdAt)
    const page = all.slice(from, from + size)
    if (!this.#pay(page.length * COSTS.read)) return outOfCredits()
    const fields = (query.get('tweet.fields') ?? '').split(',')
    const more = from + size < all.length ? { next_token: `${from + size}` } : {}
    return ok({
      ...(page.length > 0 ? { data: page.map((post) => shownPost(post, fields)) } : {}),
      meta: { result_count: page.length, ...more },
    })
  }

  clear(): void {
    this.#posts.clear()
    this.#credits = CREDITS
  }

  #pay(cost: number): boolean {
    if (this.#credits < cost) return false
    this.#credits -= cost
    return true
  }

  /** Returns the files that a post shows, or why it may not. */
  #shown(author: string, media: unknown): Medium[] | Answer {
    if (media === undefined) return []
    const ids = isRecord(media) && Array.isArray(media.media_ids) ? media.media_ids.map(String) : []
    const files = ids.map((id) => this.#files.get(author, id))
    const found = files.filter((one) => one !== undefined)
    if (ids.length === 0 || found.length < ids.length) return invalid('Your media IDs are invalid.')
    const videos = found.filter(({ kind }) => kind === 'video').length
    if (found.length > 4 || videos > 1 || (videos === 1 && found.length > 1))
      return invalid('Up to 4 photos, or 1 video, can be attached as media.')
    const isReady = found.every((one) => this.#files.state(one) === 'succeeded')
    return isReady ? found : invalid('Your media IDs are invalid.')
  }
}

/** Shows a post with its links shortened, as X does, and only the fields that were asked for. */
function shownPost({ id, text, createdAt }: Post, fields: readonly string[]) {
  const urls: { url: string; expanded_url: string }[] = []
  const short = text.replace(LINK, (link) => {
    const url = `https://t.co/${id.slice(-6)}${`${urls.length}`.padStart(4, '0')}`
    urls.push({ url, expanded_url: link })
    return url
  })
  return {
    ...{ id, text: escaped(short), edit_history_tweet_ids: [id] },
    ...(fields.includes('created_at') ? { created_at: new Date(createdAt).toISOString() } : {}),
    ...(fields.includes('entities') && urls.length > 0 ? { entities: { urls } } : {}),
  }
}

/** Writes the three signs that X escapes. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const outOfCredits = (): Answer =>
  problem(
    402,
    'Payment Required',
    'Your enrolled account does not have any credits to fulfill this request.',
    'credits',
  )
