import type { ConnectedAccountRef } from '#core/lib/platform/connector.ts'
import type { Listen, PublicPage, PublicPost, Sought } from '#core/lib/platform/listening.ts'
import type { Outside } from '../folder.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import { clientOf } from './client.ts'
import { failedHarmlessly, failureOf } from './errors.ts'
import { type WirePublicPost, wireFeed, wireFound } from './wire/feed.ts'

const PAGE = 100
const MINUTE_MS = 60_000

export const listenRules: Pick<Listen, 'kinds' | 'quotas'> = {
  kinds: ['hashtag', 'creator'],
  // 3,000 requests in 5 minutes are of an address, which all accounts of the installation share: an account takes a tenth of it.
  quotas: () => [{ key: 'listen', limit: 300, windowMs: 5 * MINUTE_MS }],
}

/** Reads a page of posts with a hashtag, or of a creator's own: reposts and replies are left out. */
export async function read(
  outside: Outside,
  account: ConnectedAccountRef,
  { kind, name }: Sought,
  cursor: string | null,
): Promise<PublicPage> {
  const page = { limit: String(PAGE), ...(cursor === null ? {} : { cursor }) }
  const client = clientOf(outside, account)
  const answer =
    kind === 'hashtag'
      ? await client.ask('app.bsky.feed.searchPosts', {
          q: `#${name}`,
          tag: name,
          sort: 'latest',
          ...page,
        })
      : await client.ask('app.bsky.feed.getAuthorFeed', {
          actor: name,
          filter: 'posts_no_replies',
          ...page,
        })
  if (answer.kind !== 'answer' || answer.status !== 200) {
    // A creator who is gone, or never was, has no posts.
    const isUnknown =
      kind === 'creator' && /profile not found|not found/i.test(failureOf(answer)?.message ?? '')
    return isUnknown ? { kind: 'page', posts: [], nextCursor: null } : failedHarmlessly(answer, outside.now())
  }
  const found = kind === 'hashtag' ? parseAnswer(wireFound, answer) : feedOf(answer)
  if (!found) return { kind: 'retry', reason: 'Bluesky answered with something that is no list of posts.' }
  const { posts } = found
  return {
    kind: 'page',
    posts: posts.flatMap((post) => publicPost(post) ?? []),
    // Stop at a cursor that comes again: its pages would never end.
    nextCursor: found.cursor === undefined || found.cursor === cursor ? null : found.cursor,
  }
}

/** Reads a creator's feed as a list of posts. */
function feedOf(answer: Extract<HttpAnswer, { kind: 'answer' }>) {
  const read = parseAnswer(wireFeed, answer)
  return (
    read && {
      cursor: read.cursor,
      posts: read.feed.filter(({ reason }) => !reason).map(({ post }) => post),
    }
  )
}

/** Maps a post. Its id is that of its record, which outlives a change of handle. */
function publicPost({ uri, author, record, ...counts }: WirePublicPost): PublicPost | null {
  const [, did, key] = /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/([^/]+)$/.exec(uri) ?? []
  const postedAt = new Date(record.createdAt)
  if (did === undefined || key === undefined || Number.isNaN(postedAt.getTime())) return null
  const [language] = record.langs ?? []
  return {
    id: `${did}/${key}`,
    author: author.handle,
    text: record.text,
    postedAt,
    url: `https://bsky.app/profile/${did}/post/${key}`,
    ...(language === undefined ? {} : { language }),
    hashtags: record.tags ?? [],
    metrics: {
      likes: counts.likeCount ?? 0,
      comments: counts.replyCount ?? 0,
      shares: (counts.repostCount ?? 0) + (counts.quoteCount ?? 0),
    },
  }
}
