import type { ConnectedAccountRef } from '#core/lib/platform/connector.ts'
import type { Listen, PublicPage } from '#core/lib/platform/listening.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { ask, succeeded, timeOf } from './client.ts'
import { failedHarmlessly } from './errors.ts'
import { wireThreads } from './wire/answers.ts'

const PAGE = 100

export const listenRules: Pick<Listen, 'kinds' | 'quotas'> = {
  kinds: ['hashtag'],
  quotas: () => [{ key: 'searches', limit: 2_200, windowMs: 24 * 3_600_000 }],
}

/** Reads a page of posts with a topic tag, the latest first. Until Meta has approved the permission, only the account's own are found. */
export async function read(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  name: string,
  cursor: string | null,
): Promise<PublicPage> {
  const query = new URLSearchParams({
    ...{ q: name, search_type: 'RECENT', search_mode: 'TAG', limit: `${PAGE}` },
    fields: 'id,text,username,permalink,timestamp',
    ...(cursor === null ? {} : { after: cursor }),
  })
  const answer = await ask(http, account, `keyword_search?${query}`)
  const found = succeeded(answer) ? parseAnswer(wireThreads, answer) : null
  if (!found) return failedHarmlessly(answer, now())
  const next = found.paging?.next === undefined ? undefined : found.paging.cursors?.after
  return {
    kind: 'page',
    posts: found.data.map(({ id, username = null, text, timestamp, permalink = null }) => ({
      ...{ id, author: username, text, postedAt: timeOf(timestamp), url: permalink },
      metrics: {},
    })),
    nextCursor: next === undefined || next === cursor ? null : next,
  }
}
