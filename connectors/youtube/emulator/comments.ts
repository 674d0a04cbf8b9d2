import { randomBytes } from 'node:crypto'
import type { Account, Delivered, Inbound, World } from '#local/emulators/emulator.ts'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { type Answer, HttpError, isRecord } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'
import { done, forbidden, invalid, listOf, notFound, ok } from './answers.ts'
import type { Video, Videos } from './videos.ts'

const TEXT_MAX = 10_000
/** Replies that come with a thread. */
const REPLIES_SHOWN = 5
const MODERATION = ['published', 'heldForReview', 'rejected']

interface Comment {
  id: string
  videoId: string
  /** The first comment of its thread; null for that itself. */
  parent: string | null
  author: { id: string; name: string }
  text: string
  at: number
  moderation: string
}

/** The comments under all videos. A video whose text says “[comments off]” takes none; a comment that begins with “[held]” waits for review. */
export class Comments {
  readonly #world: World
  readonly #videos: Videos
  readonly #comments = new BoundedMap<string, Comment>()

  constructor(world: World, videos: Videos) {
    this.#world = world
    this.#videos = videos
  }

  /** Lists threads, the latest first, with some of their replies. */
  threads(channel: string, query: URLSearchParams): Answer {
    const videoId = query.get('videoId') ?? ''
    const video = this.#videos.seen(channel, videoId)
    if (!video) return notFound('videoNotFound', `The video identified by ${videoId} could not be found.`)
    if (isOff(video)) return commentsDisabled()
    const first = this.#shownOf((one) => one.videoId === videoId && one.parent === null).toReversed()
    const listed = listOf('commentThread', first, query, 100)
    if ('status' in listed) return listed as Answer
    return ok({
      ...listed.body,
      items: listed.page.map((comment) => {
        const replies = this.#repliesOf(comment.id)
        return {
          kind: 'youtube#commentThread',
          id: comment.id,
          snippet: {
            channelId: video.channel,
            videoId,
            topLevelComment: shown(comment),
            canReply: true,
            totalReplyCount: replies.length,
            isPublic: true,
          },
          ...(replies.length > 0 ? { replies: { comments: replies.slice(-REPLIES_SHOWN).map(shown) } } : {}),
        }
      }),
    })
  }

  replies(query: URLSearchParams): Answer {
    const parent = this.#comments.get(query.get('parentId') ?? '')
    if (!parent) return notFound('commentNotFound', 'The parent comment could not be found.')
    const listed = listOf('comment', this.#repliesOf(parent.id), query, 100)
    return 'status' in listed ? (listed as Answer) : ok({ ...listed.body, items: listed.page.map(shown) })
  }

  /** Writes a reply. A parent is the first comment of a thread. */
  reply({ externalId, name }: Account, body: unknown): Answer {
    const snippet = isRecord(body) && isRecord(body.snippet) ? body.snippet : {}
    const { parentId, textOriginal } = snippet
    const parent = this.#comments.get(String(parentId))
    if (!parent || parent.parent !== null)
      return notFound('parentCommentNotFound', 'The specified parent comment could not be found.')
    const video = this.#videos.get(parent.videoId)
    if (!video || isOff(video)) return commentsDisabled()
    if (typeof textOriginal !== 'string' || textOriginal.trim() === '')
      return invalid('commentTextRequired', 'The comment text is required.')
    if (textOriginal.length > TEXT_MAX)
      return invalid('commentTextTooLong', 'The comment that you are trying to insert is too long.')
    const comment = this.#add({
      ...{ videoId: parent.videoId, parent: parent.id, text: textOriginal, moderation: 'published' },
      author: { id: externalId, name: `@${name}` },
    })
    this.#world.journal.publish({
      ...{ platform: manifest.id, account: externalId, kind: 'comment', id: comment.id },
      ...{ parent: parent.id, text: textOriginal, media: [], at: this.#world.now().toISOString() },
    })
    return ok(shown(comment))
  }

  moderate(channel: string, query: URLSearchParams): Answer {
    const comment = this.#comments.get(query.get('id') ?? '')
    const moderation = query.get('moderationStatus') ?? ''
    if (!comment) return notFound('commentNotFound', 'The comment could not be found.')
    if (this.#videos.get(comment.videoId)?.channel !== channel)
      return forbidden('forbidden', 'The moderation status cannot be set.')
    if (!MODERATION.includes(moderation))
      return invalid('invalidParameter', 'The moderation status is not valid.')
    comment.moderation = moderation
    return done()
  }

  /** Writes what somebody says under a video, or in a thread: also what answers a reply stands under its first comment. */
  say({ account, from, text, replyTo = '' }: Inbound): Delivered {
    const above = this.#comments.get(replyTo)
    const video = this.#videos.get(above?.videoId ?? replyTo)
    if (!video)
      throw new HttpError(
        400,
        'replyTo: People write under videos there: name a video or a comment by its id.',
      )
    const comment = this.#add({
      ...{ videoId: video.id, parent: above ? (above.parent ?? above.id) : null, text },
      moderation: text.startsWith('[held]') ? 'heldForReview' : 'published',
      author: { id: `UC${from.id}`, name: from.username ?? `@${from.name}` },
    })
    this.#world.events.emit({ type: 'refresh' })
    return {
      id: comment.id,
      payload: { ...shown(comment), to: account.externalId },
      attempts: [],
      retrying: false,
    }
  }

  clear(): void {
    this.#comments.clear()
  }

  #add(given: Omit<Comment, 'id' | 'at'>): Comment {
    const own = randomBytes(16).toString('base64url')
    const id = given.parent === null ? `Ugx${own}` : `${given.parent}.8${own}`
    const comment: Comment = { ...given, id, at: this.#world.now().getTime() }
    this.#comments.set(id, comment)
    return comment
  }

  #shownOf = (isMeant: (comment: Comment) => boolean): Comment[] =>
    [...this.#comments.values()].filter((one) => one.moderation === 'published' && isMeant(one))

  #repliesOf = (parent: string): Comment[] => this.#shownOf((one) => one.parent === parent)
}

const isOff = ({ snippet }: Video): boolean => String(snippet.description).includes('[comments off]')

const commentsDisabled = (): Answer =>
  forbidden('commentsDisabled', 'The video identified by the videoId parameter has disabled comments.')

const shown = ({ id, videoId, parent, author, text, at }: Comment) => ({
  kind: 'youtube#comment',
  id,
  snippet: {
    ...{ videoId, textDisplay: text, textOriginal: text, canRate: true, viewerRating: 'none', likeCount: 0 },
    ...(parent === null ? {} : { parentId: parent }),
    authorDisplayName: author.name,
    authorChannelId: { value: author.id },
    publishedAt: new Date(at).toISOString(),
    updatedAt: new Date(at).toISOString(),
  },
})
