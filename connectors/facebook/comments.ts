import type { CommentAddress, CommentPage, PlatformComment } from '#core/lib/platform/comments.ts'
import type { ConnectedAccountRef, FoundPosts, Outcome } from '#core/lib/platform/connector.ts'
import { lengthProblem, type TextLimit } from '#core/lib/platform/length.ts'
import { rejected } from '#core/lib/platform/platform-call.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { wholeSecond } from '../meta/account.ts'
import { allOf, graph, pageOf, succeeded, timeOf, tokenOf } from '../meta/graph.ts'
import { failedHarmlessly, failedWrite } from './errors.ts'
import { commentRules, PRIVATE_REPLY } from './rules.ts'
import { type WireComment, wireComment, wireCreated, wireDone, wireMessage } from './wire/answers.ts'

const QUERY = {
  filter: 'stream',
  order: 'chronological',
  fields: 'id,message,from{id,name},created_time,parent{id},like_count,permalink_url',
  limit: '50',
}

/** Lists a page of the comments under a post, of all depths. */
export async function list(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  postId: string,
  after: string | null,
): Promise<CommentPage> {
  const path = `${encodeURIComponent(postId)}/comments`
  const page = await pageOf(http, tokenOf(account), path, { item: wireComment, query: QUERY, after })
  if ('kind' in page) return failedHarmlessly(page, now())
  return { kind: 'page', comments: page.items.map(commentOf), nextCursor: page.next }
}

function commentOf({ id, message, from, created_time, ...more }: WireComment): PlatformComment {
  return {
    id,
    parentId: more.parent?.id ?? null,
    // Facebook names only people who have let it: each other author is somebody of their own.
    author: {
      id: from?.id ?? `of ${id}`,
      name: from?.name ?? 'Facebook user',
      handle: null,
      avatarUrl: null,
    },
    text: message,
    likes: more.like_count ?? null,
    url: more.permalink_url ?? null,
    createdAt: timeOf(created_time),
    handle: null,
  }
}

/** Answers a comment in the page's name. */
export async function reply(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  { id }: CommentAddress,
  message: string,
): Promise<Outcome> {
  const problem = problemOf(message, commentRules.text)
  if (problem) return problem
  const answer = await graph(http, tokenOf(account), `${encodeURIComponent(id)}/comments`, { message })
  const made = succeeded(answer) ? parseAnswer(wireCreated, answer) : null
  return made ? { kind: 'sent', id: made.id } : failedWrite(answer, now())
}

/** Finds the page's own answers to a comment since a time. */
export async function findReply(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  { id }: CommentAddress,
  since: Date,
): Promise<FoundPosts> {
  const path = `${encodeURIComponent(id)}/comments`
  const answers = await allOf(http, tokenOf(account), path, { item: wireComment, query: QUERY })
  if (answers === null) return { kind: 'retry', reason: 'Facebook lists too many comments to look through.' }
  if (!Array.isArray(answers)) return failedHarmlessly(answers, now())
  const from = wholeSecond(since)
  return {
    kind: 'found',
    posts: answers
      .map(commentOf)
      .filter(({ author, createdAt }) => author.id === account.externalId && createdAt >= from)
      .map(({ id, url, text, createdAt }) => ({ id, url, text, createdAt })),
  }
}

/** Likes a comment as the page. Done twice, it is one like. */
export const like = (outside: Outside, account: ConnectedAccountRef, to: CommentAddress): Promise<Outcome> =>
  change(outside, account, to, '/likes', {})

/** Hides a comment from all but its author and their friends, or shows it again. */
export const hide = (
  outside: Outside,
  account: ConnectedAccountRef,
  to: CommentAddress,
  hidden: boolean,
): Promise<Outcome> => change(outside, account, to, '', { is_hidden: String(hidden) })

async function change(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  { id }: CommentAddress,
  edge: '' | '/likes',
  form: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const answer = await graph(http, tokenOf(account), `${encodeURIComponent(id)}${edge}`, form)
  const done = succeeded(answer) && parseAnswer(wireDone, answer)
  return done ? { kind: 'sent', id } : failedWrite(answer, now())
}

/** Writes to the author of a comment in Messenger. Facebook takes one such message for each comment. */
export async function sendPrivately(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  { id }: CommentAddress,
  text: string,
): Promise<Outcome> {
  const problem = problemOf(text, PRIVATE_REPLY.text)
  if (problem) return problem
  const answer = await graph(http, tokenOf(account), `${encodeURIComponent(account.externalId)}/messages`, {
    recipient: JSON.stringify({ comment_id: id }),
    message: JSON.stringify({ text }),
  })
  const sent = succeeded(answer) ? parseAnswer(wireMessage, answer) : null
  return sent ? { kind: 'sent', id: sent.message_id } : failedWrite(answer, now())
}

function problemOf(text: string, limit: TextLimit): Outcome | null {
  const tooLong = lengthProblem(text, limit, 'Facebook')
  return tooLong ? rejected('text_length', tooLong, 'Shorten the text.') : null
}
