import * as z from 'zod'
import type { CommentAddress, CommentPage, PlatformComment } from '#core/lib/platform/comments.ts'
import type {
  ConnectedAccountRef,
  FoundPost,
  FoundPosts,
  Intent,
  Outcome,
} from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import { rejected } from '#core/lib/platform/platform-call.ts'
import type { Outside } from '../folder.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import { ownDomain, wholeName } from './accounts.ts'
import { clientOf, succeeded } from './client.ts'
import { failedHarmlessly, failedWrite } from './errors.ts'
import { plainText, withoutMentions } from './html.ts'
import { write, written } from './posts.ts'
import { commentRules } from './rules.ts'
import { type WireStatus, wireContext, wireStatus } from './wire/answers.ts'

/** The parts of a comment that an answer takes over: whom it mentions, who sees it, and its content warning. */
const handleSchema = z.object({ acct: z.string(), visibility: z.string(), warning: z.string() })

/** Lists the answers below a post. A server gives a thread in one answer. */
export async function list(
  outside: Outside,
  account: ConnectedAccountRef,
  postId: string,
): Promise<CommentPage> {
  const found = await descendants(outside, account, postId)
  if (!Array.isArray(found)) return isGone(found) ? gone() : failedHarmlessly(found, outside.now())
  const domain = ownDomain(account)
  return { kind: 'page', comments: found.map((one) => commentOf(one, postId, domain)), nextCursor: null }
}

async function descendants(
  outside: Outside,
  account: ConnectedAccountRef,
  id: string,
): Promise<WireStatus[] | HttpAnswer> {
  const path = `/api/v1/statuses/${encodeURIComponent(id)}/context`
  const answer = await clientOf(outside, account)({ method: 'GET', path })
  return (succeeded(answer) && parseAnswer(wireContext, answer)?.descendants) || answer
}

export const isGone = (answer: HttpAnswer) =>
  answer.kind === 'answer' && [404, 410].includes(answer.status) && answer.body !== null

export const gone = () => ({
  kind: 'rejected' as const,
  code: 'not_found',
  reason: 'The post is no longer on Mastodon.',
  advice: 'Nothing is left to answer there.',
})

export function commentOf(status: WireStatus, postId: string, domain: string): PlatformComment {
  const { id, account, in_reply_to_id: parent, visibility, spoiler_text: warning } = status
  const handle = wholeName(account.acct, domain)
  return {
    id,
    parentId: parent == null || parent === postId ? null : parent,
    author: {
      id: handle,
      name: account.display_name.trim() || account.username,
      handle,
      avatarUrl: account.avatar ?? null,
    },
    text: withoutMentions(plainText(status.content)),
    likes: status.favourites_count ?? null,
    url: status.url ?? null,
    createdAt: new Date(status.created_at),
    handle: JSON.stringify({ acct: account.acct, visibility, warning } satisfies z.infer<
      typeof handleSchema
    >),
  }
}

/**
 * Answers a comment: mentioned, its author is told. The answer is seen by no more people than the comment, and stands behind the same content
 * warning.
 */
export async function reply(
  outside: Outside,
  account: ConnectedAccountRef,
  to: CommentAddress,
  { text, intent }: { text: string; intent: Intent },
): Promise<Outcome> {
  const tooLong = lengthProblem(text, commentRules.text, 'Mastodon')
  if (tooLong) return rejected('text_length', tooLong, 'Shorten the text.')
  const { acct, visibility, warning } = handleSchema.parse(JSON.parse(to.handle ?? ''))
  return write(outside, account, intent, {
    status: `@${acct} ${text}`,
    in_reply_to_id: to.id,
    // An answer to everybody is not shown to everybody anew.
    visibility: visibility === 'public' ? 'unlisted' : visibility,
    ...(warning === '' ? {} : { spoiler_text: warning }),
  })
}

/** Finds the account's own answers to a comment since a time. */
export async function findReply(
  outside: Outside,
  account: ConnectedAccountRef,
  to: CommentAddress,
  since: Date,
): Promise<FoundPosts> {
  const found = await descendants(outside, account, to.id)
  if (!Array.isArray(found)) return failedHarmlessly(found, outside.now())
  const own = found.filter(
    ({ in_reply_to_id: parent, account: { acct }, created_at }) =>
      parent === to.id &&
      wholeName(acct, ownDomain(account)) === account.externalId &&
      new Date(created_at).getTime() >= Math.floor(since.getTime() / 1000) * 1000,
  )
  const posts: FoundPost[] = []
  for (const status of own) {
    const text = await written(clientOf(outside, account), status)
    if (typeof text !== 'string') return failedHarmlessly(text, outside.now())
    const { id, url = null } = status
    posts.push({ id, url, text: withoutMentions(text), createdAt: new Date(status.created_at) })
  }
  return { kind: 'found', posts }
}

/** Likes a comment. Done twice, it is one like. */
export async function like(
  outside: Outside,
  account: ConnectedAccountRef,
  { id }: CommentAddress,
): Promise<Outcome> {
  const path = `/api/v1/statuses/${encodeURIComponent(id)}/favourite`
  const answer = await clientOf(outside, account)({ method: 'POST', path })
  const liked = succeeded(answer) ? parseAnswer(wireStatus, answer) : null
  return liked ? { kind: 'sent', id: liked.id } : failedWrite(answer, outside.now())
}
