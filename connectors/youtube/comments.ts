import * as z from 'zod'
import type { CommentAddress, CommentPage, PlatformComment } from '#core/lib/platform/comments.ts'
import type { ConnectedAccountRef, FoundPost, FoundPosts, Outcome } from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import { rejected } from '#core/lib/platform/platform-call.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { ask, succeeded } from './client.ts'
import { failedHarmlessly, failedWrite } from './errors.ts'
import { pageOf } from './posts.ts'
import { commentRules } from './rules.ts'
import { type WireComment, wireComments, wireThreads, wireWritten } from './wire/answers.ts'

const PAGE = '100'
const PAGES_MAX = 10

/**
 * Where a list goes on: with the page of threads, and before that with the threads whose replies did not come with them. `replies` is the page of
 * the first of these.
 */
const placeSchema = z.object({
  threads: z.string().nullable(),
  parents: z.array(z.string()),
  replies: z.string().nullable(),
})
type Place = z.infer<typeof placeSchema>

/** Lists a page of the comments under a video, or of the replies to one of them: one call, which costs one unit. */
export async function list(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  postId: string,
  cursor: string | null,
): Promise<CommentPage> {
  const place = cursor === null ? null : placeSchema.parse(JSON.parse(cursor))
  const [parent, ...parents] = place?.parents ?? []
  if (place && parent !== undefined) {
    const answer = await ask(http, account, 'GET', repliesPath(parent, place.replies))
    const read = succeeded(answer) ? parseAnswer(wireComments, answer) : null
    if (!read) return failedHarmlessly(answer, now())
    const { nextPageToken: more } = read
    return {
      kind: 'page',
      comments: read.items.map((one) => commentOf(one, postId)),
      nextCursor: cursorOf(
        more === undefined ? { ...place, parents, replies: null } : { ...place, replies: more },
      ),
    }
  }
  const query = new URLSearchParams({
    ...{ part: 'snippet,replies', videoId: postId, order: 'time', maxResults: PAGE, textFormat: 'plainText' },
    ...(place?.threads ? { pageToken: place.threads } : {}),
  })
  const answer = await ask(http, account, 'GET', `commentThreads?${query}`)
  const read = succeeded(answer) ? parseAnswer(wireThreads, answer) : null
  if (!read) return failedHarmlessly(answer, now())
  const isWhole = ({ snippet, replies }: (typeof read.items)[number]) =>
    (replies?.comments.length ?? 0) >= snippet.totalReplyCount
  return {
    kind: 'page',
    comments: read.items.flatMap((thread) =>
      [thread.snippet.topLevelComment, ...(isWhole(thread) ? (thread.replies?.comments ?? []) : [])].map(
        (one) => commentOf(one, postId),
      ),
    ),
    nextCursor: cursorOf({
      threads: read.nextPageToken ?? null,
      parents: read.items.filter((thread) => !isWhole(thread)).map(({ id }) => id),
      replies: null,
    }),
  }
}

const cursorOf = (place: Place): string | null =>
  place.threads === null && place.parents.length === 0 ? null : JSON.stringify(place)

const repliesPath = (parentId: string, pageToken: string | null): string =>
  `comments?${new URLSearchParams({
    ...{ part: 'snippet', parentId, maxResults: PAGE, textFormat: 'plainText' },
    ...(pageToken === null ? {} : { pageToken }),
  })}`

function commentOf({ id, snippet }: WireComment, postId: string): PlatformComment {
  const { authorDisplayName: name, authorChannelId, parentId = null } = snippet
  return {
    id,
    parentId,
    author: {
      id: authorChannelId?.value ?? name,
      name,
      handle: name.startsWith('@') ? name.slice(1) : null,
      avatarUrl: snippet.authorProfileImageUrl ?? null,
    },
    text: snippet.textDisplay,
    likes: snippet.likeCount ?? null,
    url: urlOf(postId, id),
    createdAt: new Date(snippet.publishedAt),
    // All replies of a thread stand under its first comment, also those to another reply.
    handle: parentId,
  }
}

const urlOf = (postId: string, id: string): string => `${pageOf(postId)}&lc=${encodeURIComponent(id)}`

/** Answers a comment. */
export async function reply(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  { postId, id, handle }: CommentAddress,
  text: string,
): Promise<Outcome> {
  const tooLong = lengthProblem(text, commentRules.text, 'YouTube')
  if (tooLong) return rejected('text_length', tooLong, 'Shorten the text.')
  const snippet = { parentId: handle ?? id, textOriginal: text }
  const answer = await ask(http, account, 'POST', 'comments?part=snippet', { snippet })
  const made = succeeded(answer) ? parseAnswer(wireWritten, answer) : null
  return made ? { kind: 'sent', id: made.id, url: urlOf(postId, made.id) } : failedWrite(answer, now())
}

/** Finds the account's own replies in the thread of a comment since a time. */
export async function findReply(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  { postId, id, handle }: CommentAddress,
  since: Date,
): Promise<FoundPosts> {
  const posts: FoundPost[] = []
  let next: string | null = null
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await ask(http, account, 'GET', repliesPath(handle ?? id, next))
    const read = succeeded(answer) ? parseAnswer(wireComments, answer) : null
    if (!read) return failedHarmlessly(answer, now())
    for (const { id, snippet } of read.items) {
      const createdAt = new Date(snippet.publishedAt)
      const isOwn = snippet.authorChannelId?.value === account.externalId
      // Times are whole seconds.
      if (isOwn && createdAt.getTime() >= Math.floor(since.getTime() / 1000) * 1000)
        posts.push({ id, url: urlOf(postId, id), text: snippet.textDisplay, createdAt })
    }
    next = read.nextPageToken ?? null
    if (next === null) return { kind: 'found', posts }
  }
  return { kind: 'retry', reason: 'YouTube lists too many replies to look through.' }
}

/** Holds a comment back for review, where only its author and the channel see it, or shows it again. */
export async function hide(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  { id }: CommentAddress,
  hidden: boolean,
): Promise<Outcome> {
  const query = new URLSearchParams({ id, moderationStatus: hidden ? 'heldForReview' : 'published' })
  const answer = await ask(http, account, 'POST', `comments/setModerationStatus?${query}`)
  return succeeded(answer) ? { kind: 'sent', id } : failedWrite(answer, now())
}
