import type { CommentAddress, CommentPage, PlatformComment } from '#core/lib/platform/comments.ts'
import type { ConnectedAccountRef, Intent, Outcome } from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import { rejected } from '#core/lib/platform/platform-call.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { clientOf } from './client.ts'
import { failedHarmlessly, failureOf } from './errors.ts'
import { spansOf } from './facets.ts'
import { resolve } from './posts.ts'
import { COLLECTION, recordOf, type StrongRef, showsTheSame } from './record.ts'
import { placeOf, urlOf, write } from './records.ts'
import { commentRules } from './rules.ts'
import { type WireSeen, type WireThread, wireThread } from './wire/answers.ts'

const LIKES = 'app.bsky.feed.like'
/** How many answers below the post are read. */
const DEPTH = '100'

/** Lists the replies under a post, with the replies to them. Bluesky gives a thread in one answer. */
export async function list(
  outside: Outside,
  account: ConnectedAccountRef,
  postId: string,
): Promise<CommentPage> {
  const answer = await clientOf(outside, account).ask('app.bsky.feed.getPostThread', {
    uri: postId,
    depth: DEPTH,
    parentHeight: '0',
  })
  const found = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireThread, answer) : null
  if (found) return { kind: 'page', comments: commentsIn(found.thread, postId), nextCursor: null }
  return failureOf(answer)?.error === 'NotFound' ? gone() : failedHarmlessly(answer, outside.now())
}

export const gone = () => ({
  kind: 'rejected' as const,
  code: 'NotFound',
  reason: 'The post is no longer on Bluesky.',
  advice: 'Nothing is left to answer there.',
})

/** Returns the comments of a thread, each after the one that it answers. */
function commentsIn({ replies = [] }: WireThread, postId: string): PlatformComment[] {
  return replies.flatMap((node) => [
    ...(node.post ? [commentOf(node.post, postId)] : []),
    // Lists the replies below a deleted one too.
    ...commentsIn(node, postId),
  ])
}

export function commentOf(
  { uri, cid, author, record, likeCount }: WireSeen,
  postId: string,
): PlatformComment {
  const { reply } = record
  const parent = reply?.parent.uri
  const root = reply?.root ?? { uri, cid }
  return {
    id: uri,
    parentId: parent === undefined || parent === postId ? null : parent,
    author: {
      id: author.did,
      name: author.displayName?.trim() || author.handle,
      handle: author.handle,
      avatarUrl: author.avatar ?? null,
    },
    text: record.text ?? '',
    likes: likeCount ?? null,
    url: urlOf({ repo: author.did, rkey: uri.slice(uri.lastIndexOf('/') + 1) }),
    createdAt: new Date(record.createdAt),
    handle: [cid, root.uri, root.cid].join(' '),
  }
}

/** Reads what a comment is named by in replies and likes. */
function refsOf({ id, handle }: CommentAddress): { self: StrongRef; root: StrongRef } {
  const [cid = '', uri = '', rootCid = ''] = (handle ?? '').split(' ')
  return { self: { uri: id, cid }, root: { uri, cid: rootCid } }
}

/** Answers a comment by a record under a key made of the intent, which makes it exactly once. */
export async function reply(
  outside: Outside,
  account: ConnectedAccountRef,
  to: CommentAddress,
  { text, intent }: { text: string; intent: Intent },
): Promise<Outcome> {
  const tooLong = lengthProblem(text, commentRules.text, 'Bluesky')
  if (tooLong) return rejected('text_length', tooLong, 'Shorten the text.')
  const client = clientOf(outside, account)
  const spans = spansOf(text)
  const dids = await resolve(client, spans, outside.now)
  if ('refused' in dids) return dids.refused
  const { self: parent, root } = refsOf(to)
  const record = {
    ...recordOf({ text }, { createdAt: intent.startedAt, spans, dids: dids.ok, blobs: [] }),
    reply: { root, parent },
  }
  return write(client, await placeOf(account, COLLECTION, intent), record, {
    now: outside.now,
    isSame: (stored) => showsTheSame(record, stored) && stored.reply?.parent.uri === parent.uri,
  })
}

export async function like(
  outside: Outside,
  account: ConnectedAccountRef,
  to: CommentAddress,
  intent: Intent,
): Promise<Outcome> {
  const { self: subject } = refsOf(to)
  const record = { $type: LIKES, subject, createdAt: intent.startedAt.toISOString() }
  const outcome = await write(clientOf(outside, account), await placeOf(account, LIKES, intent), record, {
    now: outside.now,
    isSame: (stored) => stored.subject?.uri === subject.uri,
  })
  // A like has no page of its own.
  return outcome.kind === 'sent' ? { kind: 'sent', id: outcome.id } : outcome
}
