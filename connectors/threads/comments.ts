import type { CommentAddress, CommentPage, PlatformComment } from '#core/lib/platform/comments.ts'
import type { ConnectedAccountRef, Outcome } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { ask, succeeded, timeOf } from './client.ts'
import { create } from './containers.ts'
import { failedHarmlessly, failedWrite } from './errors.ts'
import { problemOf, publishContainer } from './posts.ts'
import { type WireThread, wireDone, wireThreads } from './wire/answers.ts'

const FIELDS = 'id,text,username,permalink,timestamp,replied_to,is_reply_owned_by_me,profile_picture_url'
const PAGE = 50

/** Lists a page of the answers under a post, of all depths. */
export async function list(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  postId: string,
  cursor: string | null,
): Promise<CommentPage> {
  const query = new URLSearchParams({ fields: FIELDS, limit: `${PAGE}` })
  if (cursor !== null) query.set('after', cursor)
  const answer = await ask(http, account, `${encodeURIComponent(postId)}/conversation?${query}`)
  const read = succeeded(answer) ? parseAnswer(wireThreads, answer) : null
  if (!read) return failedHarmlessly(answer, now())
  const next = read.paging?.next === undefined ? undefined : read.paging.cursors?.after
  return {
    kind: 'page',
    comments: read.data.map((one) => commentOf(one, postId, account)),
    nextCursor: next === undefined || next === cursor ? null : next,
  }
}

function commentOf(
  { id, text, username = '', permalink, timestamp, replied_to, is_reply_owned_by_me, ...more }: WireThread,
  postId: string,
  { externalId }: ConnectedAccountRef,
): PlatformComment {
  return {
    id,
    parentId: !replied_to || replied_to.id === postId ? null : replied_to.id,
    author: {
      // Others have no id here, only a username, which can change.
      id: is_reply_owned_by_me === true ? externalId : username,
      name: username,
      handle: username,
      avatarUrl: more.profile_picture_url ?? null,
    },
    text,
    likes: null,
    url: permalink ?? null,
    createdAt: timeOf(timestamp),
    handle: null,
  }
}

/** Answers a comment by a container of its own. One that is never published shows nothing. */
export async function reply(
  outside: Outside,
  account: ConnectedAccountRef,
  { id }: CommentAddress,
  text: string,
): Promise<Outcome> {
  const problem = problemOf(text)
  if (problem) return problem
  const made = await create(outside, account, { media_type: 'TEXT', text, reply_to_id: id })
  return 'kind' in made ? made : publishContainer(outside, account, made.id)
}

/** Hides a comment, with what stands below it, or shows it again. */
export async function hide(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  { id }: CommentAddress,
  hidden: boolean,
): Promise<Outcome> {
  const answer = await ask(http, account, `${encodeURIComponent(id)}/manage_reply`, { hide: String(hidden) })
  const done = succeeded(answer) && parseAnswer(wireDone, answer)
  return done ? { kind: 'sent', id } : failedWrite(answer, now())
}
