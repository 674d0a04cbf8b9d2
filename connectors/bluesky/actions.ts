import type { PostAddress } from '#core/lib/platform/actions.ts'
import type { CommentAddress } from '#core/lib/platform/comments.ts'
import type { ConnectedAccountRef, Intent, Outcome } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { clientOf } from './client.ts'
import { commentOf, gone, like as likeOf, reply } from './comments.ts'
import { failedHarmlessly, failureOf } from './errors.ts'
import { wireThread } from './wire/answers.ts'

/** Likes a post of another account. */
export const like = (outside: Outside, account: ConnectedAccountRef, post: PostAddress, intent: Intent) =>
  at(outside, account, post, (to) => likeOf(outside, account, to, intent))

/** Comments under a post of another account. */
export const comment = (
  outside: Outside,
  account: ConnectedAccountRef,
  post: PostAddress,
  said: { text: string; intent: Intent },
) => at(outside, account, post, (to) => reply(outside, account, to, said))

/** Reads the version of a post that is named in likes and replies, and does something to it. */
async function at(
  outside: Outside,
  account: ConnectedAccountRef,
  { id: uri }: PostAddress,
  act: (to: CommentAddress) => Promise<Outcome>,
): Promise<Outcome> {
  const answer = await clientOf(outside, account).ask('app.bsky.feed.getPostThread', {
    uri,
    depth: '0',
    parentHeight: '0',
  })
  const found = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireThread, answer) : null
  if (!found)
    return failureOf(answer)?.error === 'NotFound' ? gone() : failedHarmlessly(answer, outside.now())
  // A node without its post: deleted, or one of the two accounts has blocked the other.
  if (!found.thread.post) return gone()
  return act({ postId: uri, id: uri, handle: commentOf(found.thread.post, uri).handle })
}
