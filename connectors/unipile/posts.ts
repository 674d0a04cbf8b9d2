import {
  type ConnectedAccountRef,
  type Content,
  type FoundPost,
  type FoundPosts,
  MEDIA_ADVICE,
  mediaProblem,
  type Outcome,
} from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { actorOf, unipile } from './client.ts'
import { failedHarmlessly, failedWrite } from './errors.ts'
import { mentioned } from './mentions.ts'
import { postRules } from './rules.ts'
import { wireCreated, wirePosts, wireShown } from './wire/answers.ts'

const PAGE = 100
/** Pages of an author's posts that are read. */
const PAGES_MAX = 10
/** The times of posts are made of words such as “3d”: one that seems to be this much older may still be meant. */
const TIME_DOUBT_MS = 10 * 60_000

/** Publishes a post as a member, or as a page that the member administers. */
export async function publish(
  outside: Outside,
  account: ConnectedAccountRef,
  post: Content,
): Promise<Outcome> {
  const written = writtenOf(post)
  if ('kind' in written) return written
  const { accountId, actor, isPage } = actorOf(account)
  const fields = {
    account_id: accountId,
    text: written.text,
    ...(written.mentions.length > 0 ? { mentions: JSON.stringify(written.mentions) } : {}),
    ...(isPage ? { as_organization: actor } : {}),
  }
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  if (post.kind === 'media')
    for (const [at, { bytes, mimeType, fileName = `picture-${at + 1}` }] of post.media.entries())
      form.append('attachments', new Blob([bytes], { type: mimeType }), fileName)
  const answer = await unipile(outside, { method: 'POST', path: '/posts', form }, accountId)
  const created = answer.kind === 'answer' && answer.status === 201 ? parseAnswer(wireCreated, answer) : null
  if (!created) return failedWrite(answer, outside.now())
  const url = await pageOf(outside, accountId, created.post_id)
  return { kind: 'sent', id: created.post_id, ...(url === null ? {} : { url }) }
}

/** Returns a text as Unipile takes it, or why LinkedIn would refuse the post. */
function writtenOf(post: Content) {
  const tooLong = lengthProblem(post.text, postRules.text, 'LinkedIn')
  if (tooLong) return rejected('text_length', tooLong, 'Shorten the text.')
  const problem = post.kind === 'media' ? mediaProblem(post.media, post.text, postRules) : null
  if (problem) return rejected(problem.code, problem.reason, MEDIA_ADVICE[problem.code] ?? '')
  return (
    mentioned(post.text) ??
    rejected(
      'mention_place',
      'The text mentions somebody, and has a number in double braces, which Unipile takes for a mention.',
      'Write the number in another way.',
    )
  )
}

const rejected = (code: string, reason: string, advice: string) =>
  ({ kind: 'rejected', code, reason, advice }) satisfies Outcome

/** Returns the address of a post's page; null when Unipile does not show it yet, since the post is published all the same. */
async function pageOf(outside: Outside, accountId: string, postId: string): Promise<string | null> {
  const path = `/posts/${encodeURIComponent(postId)}?account_id=${encodeURIComponent(accountId)}`
  const answer = await unipile(outside, { method: 'GET', path }, accountId)
  const shown = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireShown, answer) : null
  return shown?.share_url ?? null
}

/** Lists an author's posts since a time, newest first as LinkedIn shows them. A page may be shorter than asked for, and not the last. */
export async function find(outside: Outside, account: ConnectedAccountRef, since: Date): Promise<FoundPosts> {
  const { accountId, actor, isPage } = actorOf(account)
  const from = since.getTime() - TIME_DOUBT_MS
  const posts: FoundPost[] = []
  let cursor: string | null = null
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({ account_id: accountId, is_company: String(isPage), limit: `${PAGE}` })
    if (cursor !== null) query.set('cursor', cursor)
    const path = `/users/${encodeURIComponent(actor)}/posts?${query}`
    const answer = await unipile(outside, { method: 'GET', path }, accountId)
    const read = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wirePosts, answer) : null
    if (!read) return failedHarmlessly(answer, outside.now())
    const times = read.items.map(({ parsed_datetime }) => Date.parse(parsed_datetime))
    for (const [at, { id, share_url: url = null, text }] of read.items.entries()) {
      const createdAt = new Date(times[at] ?? 0)
      if (createdAt.getTime() >= from) posts.push({ id, url, text: text ?? '', createdAt })
    }
    cursor = read.cursor
    if (cursor === null || (times.length > 0 && times.every((time) => time < from)))
      return { kind: 'found', posts }
  }
  return { kind: 'retry', reason: 'LinkedIn lists too many posts to look through.' }
}
