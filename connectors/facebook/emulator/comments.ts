import type { Delivered, Inbound, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { digits } from '#local/emulators/lib/digits.ts'
import { type Answer, HttpError, isRecord, parseJson } from '#local/emulators/lib/http.ts'
import { graphError, invalidParameter, unknownObject } from '../../meta/emulator/answers.ts'
import { manifest } from '../manifest.ts'
import { MAX_COMMENT, MAX_MESSAGE } from '../unverified.ts'
import { done, listed } from './answers.ts'
import { type Feed, linkTo, timeIn } from './feed.ts'

const WEEK_MS = 7 * 24 * 3_600_000

interface Comment {
  id: string
  /** The post, in the form `{page}_{post}`. */
  post: string
  /** The comment that it answers; null directly under the post. */
  parent: string | null
  from: { id: string; name: string }
  message: string
  at: Date
  likes: Set<string>
  isHidden: boolean
  /** A message went to its author. */
  isAnswered: boolean
}

/** Comments under the posts of pages. */
export class Comments {
  readonly #world: World
  readonly #feed: Feed
  readonly #comments = new BoundedMap<string, Comment>()

  constructor(world: World, feed: Feed) {
    this.#world = world
    this.#feed = feed
  }

  has = (id: string): boolean => this.#comments.has(id)

  list(owner: string, id: string, query: URLSearchParams): Answer {
    if (!this.#isOf(owner, id)) return unknownObject('GET', id)
    const all = [...this.#comments.values()].filter(
      ({ post, parent }) =>
        parent === id || (post === id && (parent === null || query.get('filter') === 'stream')),
    )
    return listed(all, query, ({ id, from, message, at, parent, post, ...more }) => ({
      ...{ id, from, message, created_time: timeIn(at) },
      ...{ like_count: more.likes.size, is_hidden: more.isHidden, permalink_url: linkTo(post) },
      ...(parent === null ? {} : { parent: { id: parent } }),
    }))
  }

  /** Writes in the page's name under its post or a comment there. */
  write(page: { id: string; name: string }, id: string, message: unknown): Answer {
    if (!this.#isOf(page.id, id)) return unknownObject('POST', id)
    if (typeof message !== 'string' || message === '') return invalidParameter('message is required')
    if (message.length > MAX_COMMENT) return invalidParameter('message is too long')
    const comment = this.#add(id, page, message)
    this.#world.journal.publish({
      ...{
        platform: manifest.id,
        account: page.id,
        kind: 'comment',
        id: comment.id,
        parent: id,
        text: message,
      },
      ...{ media: [], at: comment.at.toISOString() },
    })
    return { status: 200, body: { id: comment.id } }
  }

  like(owner: string, id: string): Answer {
    const comment = this.#comments.get(id)
    if (!comment || !this.#isOf(owner, id)) return unknownObject('POST', id)
    comment.likes.add(owner)
    return done
  }

  change(owner: string, id: string, form: Record<string, unknown>): Answer {
    const comment = this.#comments.get(id)
    if (!comment || !this.#isOf(owner, id)) return unknownObject('POST', id)
    if (form.is_hidden === undefined) return invalidParameter('Nothing is to be changed')
    comment.isHidden = form.is_hidden === 'true'
    return done
  }

  /** Sends the one message that a comment's author may get within a week. */
  answerPrivately(owner: string, form: Record<string, unknown>): Answer {
    const [recipient, message] = [form.recipient, form.message].map((text) => parseJson(String(text)))
    const id = isRecord(recipient) ? String(recipient.comment_id) : ''
    const comment = this.#comments.get(id)
    if (!comment || !this.#isOf(owner, id)) return unknownObject('POST', id)
    const text = isRecord(message) ? String(message.text ?? '') : ''
    if (text === '' || text.length > MAX_MESSAGE) return invalidParameter('message is empty or too long')
    if (comment.isAnswered)
      return graphError({ code: 10900, message: '(#10900) Activity already replied to' })
    if (this.#world.now().getTime() - comment.at.getTime() > WEEK_MS)
      return graphError({ code: 10903, message: '(#10903) This user cannot be replied to any more' })
    comment.isAnswered = true
    const messageId = `m_${digits(20)}`
    this.#world.journal.publish({
      ...{ platform: manifest.id, account: owner, kind: 'message', id: messageId, to: comment.from.id, text },
      ...{ media: [], at: this.#world.now().toISOString() },
    })
    return { status: 200, body: { recipient_id: comment.from.id, message_id: messageId } }
  }

  /** Writes what a person says under a post or a comment. */
  say({ account, from: { id, name }, text, replyTo = '' }: Inbound): Delivered {
    if (!this.#isOf(account.externalId, replyTo))
      throw new HttpError(400, 'replyTo: People write under posts there: name a post or a comment by its id.')
    const comment = this.#add(replyTo, { id, name }, text)
    this.#world.events.emit({ type: 'refresh' })
    return { id: comment.id, payload: { id: comment.id, message: text }, attempts: [], retrying: false }
  }

  clear(): void {
    this.#comments.clear()
  }

  /** Tests whether a post, or a comment under one, is of this page. */
  #isOf = (owner: string, id: string): boolean =>
    this.#feed.ownerOf(this.#comments.get(id)?.post ?? id) === owner

  /** Adds a comment. One that answers an answer stands beside it, since there are two depths. */
  #add(under: string, from: { id: string; name: string }, message: string): Comment {
    const above = this.#comments.get(under)
    const post = above?.post ?? under
    const comment: Comment = {
      ...{
        id: `${post.split('_')[1]}_${digits(15)}`,
        post,
        parent: above ? (above.parent ?? above.id) : null,
      },
      ...{ from, message, at: this.#world.now(), likes: new Set(), isHidden: false, isAnswered: false },
    }
    this.#comments.set(comment.id, comment)
    return comment
  }
}
