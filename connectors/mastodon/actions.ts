import type { PostAddress } from '#core/lib/platform/actions.ts'
import type { CommentAddress } from '#core/lib/platform/comments.ts'
import type { ConnectedAccountRef, Intent, Outcome } from '#core/lib/platform/connector.ts'
import { rejected } from '#core/lib/platform/platform-call.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { ownDomain } from './accounts.ts'
import { clientOf, succeeded } from './client.ts'
import { commentOf, gone, isGone, like as likeOf, reply } from './comments.ts'
import { failedHarmlessly } from './errors.ts'
import { type WireStatus, wireFound, wireStatus } from './wire/answers.ts'

/** Likes a post of another account. */
export const like = (outside: Outside, account: ConnectedAccountRef, post: PostAddress) =>
  at(outside, account, post, (to) => likeOf(outside, account, to))

/** Comments under a post of another account. */
export const comment = (
  outside: Outside,
  account: ConnectedAccountRef,
  post: PostAddress,
  said: { text: string; intent: Intent },
) => at(outside, account, post, (to) => reply(outside, account, to, said))

/**
 * Finds a post on the account's own server, and does something to it. Ids are local to a server: a post of another one is looked up by its
 * address, which fetches it where the server does not know it yet.
 */
async function at(
  outside: Outside,
  account: ConnectedAccountRef,
  { id, url }: PostAddress,
  act: (to: CommentAddress) => Promise<Outcome>,
): Promise<Outcome> {
  if (url === null)
    return rejected('no_address', 'The post has no public address.', 'Find it there yourself.')
  const domain = ownDomain(account)
  const client = clientOf(outside, account)
  const isOurs = URL.parse(url)?.host === domain
  const answer = await client({
    method: 'GET',
    path: isOurs
      ? `/api/v1/statuses/${encodeURIComponent(id)}`
      : `/api/v2/search?${new URLSearchParams({ q: url, type: 'statuses', resolve: 'true', limit: '1' })}`,
  })
  if (!succeeded(answer)) return isGone(answer) ? gone() : failedHarmlessly(answer, outside.now())
  const found: WireStatus | null | undefined = isOurs
    ? parseAnswer(wireStatus, answer)
    : parseAnswer(wireFound, answer)?.statuses.find((one) => one.url === url || one.uri === url)
  if (found === null) return failedHarmlessly(answer, outside.now())
  if (!found) return gone()
  return act({ postId: found.id, id: found.id, handle: commentOf(found, found.id, domain).handle })
}
