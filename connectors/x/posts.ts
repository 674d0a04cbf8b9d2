import type {
  ConnectedAccountRef,
  Content,
  FoundPost,
  FoundPosts,
  Outcome,
  PublishIntent,
} from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { failedHarmlessly, failedWrite, usageOf } from './errors.ts'
import { idsOf } from './media.ts'
import { postRules } from './rules.ts'
import { type WirePost, wireMade, wirePosts } from './wire/answers.ts'

const PAGE = 100
/** Pages of an account's posts that are read: each post costs credits. */
const PAGES_MAX = 5

/** Publishes a post. Its files have been taken in ahead (`handle`). */
export async function publish(
  { http, now }: Outside,
  { credentials: { accessToken: token = '' } }: ConnectedAccountRef,
  { text, kind }: Content,
  { attempt }: PublishIntent,
  handle: string | undefined,
): Promise<Outcome> {
  const tooLong = lengthProblem(text, postRules.text, 'X')
  if (tooLong) return { kind: 'rejected', code: 'text_length', reason: tooLong, advice: 'Shorten the text.' }
  if (kind === 'media' && handle === undefined)
    return { kind: 'retry', reason: 'X has not taken in the files of this post yet.' }
  const answer = await http({
    method: 'POST',
    path: '/2/tweets',
    token,
    json: { text, ...(handle === undefined ? {} : { media: { media_ids: idsOf(handle) } }) },
  })
  const made = answer.kind === 'answer' && answer.status === 201 ? parseAnswer(wireMade, answer) : null
  const usage = answer.kind === 'answer' ? usageOf(answer.headers) : []
  const outcome: Outcome = made
    ? { kind: 'sent', id: made.data.id, url: pageOf(made.data.id) }
    : failedWrite(answer, now())
  const told = usage.length > 0 ? { ...outcome, usage } : outcome
  // An attempt after the first may have met its own post: it is looked for. The first has met another one of the same words.
  return attempt > 1 && told.kind === 'rejected' && told.code === 'duplicate'
    ? { kind: 'unknown', reason: told.reason }
    : told
}

const pageOf = (id: string): string => `https://x.com/i/web/status/${id}`

/** Lists an account's own posts since a time, with their texts as they were written. */
export async function find(
  { http, now }: Outside,
  { externalId, credentials: { accessToken: token = '' } }: ConnectedAccountRef,
  since: Date,
): Promise<FoundPosts> {
  const posts: FoundPost[] = []
  let next: string | undefined
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({
      max_results: `${PAGE}`,
      exclude: 'retweets',
      start_time: `${since.toISOString().slice(0, 19)}Z`,
      'tweet.fields': 'created_at,entities',
      ...(next === undefined ? {} : { pagination_token: next }),
    })
    const path = `/2/users/${encodeURIComponent(externalId)}/tweets?${query}`
    const answer = await http({ method: 'GET', path, token })
    const read = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wirePosts, answer) : null
    if (!read) return failedHarmlessly(answer, now())
    for (const post of read.data) {
      const createdAt = new Date(post.created_at)
      if (createdAt.getTime() >= Math.floor(since.getTime() / 1000) * 1000)
        posts.push({ id: post.id, url: pageOf(post.id), text: written(post), createdAt })
    }
    next = read.meta.next_token
    if (next === undefined) return { kind: 'found', posts }
  }
  return { kind: 'retry', reason: 'X lists too many posts to look through.' }
}

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' }

/** Returns a post's text as it was written: its signs and links whole, and without the link that X adds for its files. */
function written({ text, entities }: WirePost): string {
  let whole = text.replace(/&(amp|lt|gt);/g, (_, name: string) => SIGNS[name] ?? '')
  for (const { url, expanded_url: link } of entities?.urls ?? [])
    whole = whole.replaceAll(url, () =>
      link === undefined || /\/status\/\d+\/(photo|video)\//.test(link) ? '' : link,
    )
  return whole.trim()
}
