import type { ConnectedAccountRef } from '#core/lib/platform/connector.ts'
import type { PublicPage, PublicPost, Sought } from '#core/lib/platform/listening.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { ownDomain, wholeName } from './accounts.ts'
import { clientOf, succeeded } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { plainText } from './html.ts'
import { type WireStatus, wireAccount, wireStatuses } from './wire/answers.ts'

const PAGE = 40

const NOTHING: PublicPage = { kind: 'page', posts: [], nextCursor: null }

/** Reads a page of posts with a hashtag, as far as they have reached the account's server, or of a creator's own without answers. */
export async function read(
  outside: Outside,
  account: ConnectedAccountRef,
  { kind, name }: Sought,
  cursor: string | null,
): Promise<PublicPage> {
  const client = clientOf(outside, account)
  const domain = ownDomain(account)
  const query = new URLSearchParams({ limit: `${PAGE}`, ...(cursor === null ? {} : { max_id: cursor }) })
  let path = `/api/v1/timelines/tag/${encodeURIComponent(name)}`
  if (kind === 'creator') {
    const acct = name.endsWith(`@${domain}`) ? name.slice(0, -domain.length - 1) : name
    const looked = await client({
      method: 'GET',
      path: `/api/v1/accounts/lookup?${new URLSearchParams({ acct })}`,
    })
    const creator = succeeded(looked) ? parseAnswer(wireAccount, looked) : null
    // A creator who is gone, or never was, has no posts.
    if (!creator) {
      const refused = failedHarmlessly(looked, outside.now())
      return refused.kind === 'rejected' && refused.code === '404' ? NOTHING : refused
    }
    path = `/api/v1/accounts/${encodeURIComponent(creator.id)}/statuses`
    query.set('exclude_replies', 'true')
    query.set('exclude_reblogs', 'true')
  }
  const answer = await client({ method: 'GET', path: `${path}?${query}` })
  const statuses = succeeded(answer) ? parseAnswer(wireStatuses, answer) : null
  if (!statuses) return failedHarmlessly(answer, outside.now())
  return {
    kind: 'page',
    posts: statuses.flatMap((status) => publicPost(status, domain) ?? []),
    nextCursor: statuses.length < PAGE ? null : (statuses.at(-1)?.id ?? null),
  }
}

/** Maps a post. Its address is the same on every server, where its id is not. */
function publicPost(status: WireStatus, domain: string): PublicPost | null {
  const postedAt = new Date(status.created_at)
  if (Number.isNaN(postedAt.getTime()) || status.reblog) return null
  const { uri, url, account, language, tags } = status
  return {
    id: uri,
    author: wholeName(account.acct, domain),
    text: plainText(status.content),
    postedAt,
    url: url ?? null,
    ...(language ? { language } : {}),
    hashtags: tags.map(({ name }) => name),
    metrics: {
      likes: status.favourites_count ?? 0,
      comments: status.replies_count ?? 0,
      shares: status.reblogs_count ?? 0,
    },
  }
}
