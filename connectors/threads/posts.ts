import type {
  ConnectedAccountRef,
  Content,
  FoundPost,
  FoundPosts,
  Outcome,
} from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import { rejected } from '#core/lib/platform/platform-call.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { containerOf } from '../meta/containers.ts'
import { ask, succeeded, timeOf } from './client.ts'
import { create, stateOf } from './containers.ts'
import { failedHarmlessly, failedWrite } from './errors.ts'
import { linksProblem, postRules } from './rules.ts'
import { type WireThread, wireCreated, wireLimit, wirePermalink, wireThreads } from './wire/answers.ts'

const PAGE = 50
const PAGES_MAX = 20
/** While all places are taken, one may become free at any time. */
const ASK_AGAIN_MS = 3_600_000

/** Publishes a container that was made ahead; of a text alone, it is made here. Threads publishes each once. */
export async function publish(
  outside: Outside,
  account: ConnectedAccountRef,
  { text }: Content,
  handle: string | undefined,
): Promise<Outcome> {
  const problem = problemOf(text)
  if (problem) return problem
  if (handle !== undefined) return publishContainer(outside, account, containerOf(handle))
  const made = await create(outside, account, { media_type: 'TEXT', text })
  return 'kind' in made ? made : publishContainer(outside, account, made.id)
}

export function problemOf(text: string): Outcome | null {
  const tooLong = lengthProblem(text, postRules.text, 'Threads')
  if (tooLong) return rejected('text_length', tooLong, 'Shorten the text.')
  const tooMany = linksProblem(text)
  return tooMany === null ? null : rejected('too_many_links', tooMany, 'Take out links.')
}

/** Publishes a container, and reads the address and the day's quota. Both are extras, so neither can fail it. */
export async function publishContainer(
  outside: Outside,
  account: ConnectedAccountRef,
  container: string,
): Promise<Outcome> {
  const { http, now } = outside
  const user = encodeURIComponent(account.externalId)
  const answer = await ask(http, account, `${user}/threads_publish`, { creation_id: container })
  const made = succeeded(answer) ? parseAnswer(wireCreated, answer) : null
  if (!made) {
    const outcome = failedWrite(answer, now())
    if (outcome.kind !== 'rejected') return outcome
    // Nobody else knows the container: an earlier attempt has published it, and its answer was lost.
    const state = await stateOf(outside, account, container)
    const isThere = !('kind' in state) && state.status === 'PUBLISHED'
    return isThere ? { kind: 'unknown', reason: 'Threads has published this already.' } : outcome
  }
  const [shown, limit] = await Promise.all([
    ask(http, account, `${made.id}?fields=permalink`),
    ask(http, account, `${user}/threads_publishing_limit?fields=quota_usage,config`),
  ])
  const url = succeeded(shown) ? parseAnswer(wirePermalink, shown)?.permalink : undefined
  const quota = succeeded(limit) ? parseAnswer(wireLimit, limit)?.data[0] : undefined
  const outcome: Outcome = { kind: 'sent', id: made.id, ...(url === undefined ? {} : { url }) }
  if (!quota) return outcome
  const usedPercent = Math.round((quota.quota_usage / quota.config.quota_total) * 100)
  const blocked = usedPercent < 100 ? {} : { blockedUntil: new Date(now().getTime() + ASK_AGAIN_MS) }
  return { ...outcome, usage: [{ scope: 'account', name: 'publishing', usedPercent, ...blocked }] }
}

/** Lists an account's own posts or answers since a time, newest first. */
export async function ownSince(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  edge: 'threads' | 'replies',
  since: Date,
  isMeant: (thread: WireThread) => boolean = () => true,
): Promise<FoundPosts> {
  const posts: FoundPost[] = []
  let after: string | undefined
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({ fields: 'id,text,permalink,timestamp,replied_to', limit: `${PAGE}` })
    if (after !== undefined) query.set('after', after)
    const answer = await ask(http, account, `me/${edge}?${query}`)
    const read = succeeded(answer) ? parseAnswer(wireThreads, answer) : null
    if (!read) return failedHarmlessly(answer, now())
    for (const thread of read.data) {
      const { id, text, permalink = null, timestamp } = thread
      const createdAt = timeOf(timestamp)
      // Times are whole seconds.
      if (createdAt.getTime() >= Math.floor(since.getTime() / 1000) * 1000 && isMeant(thread))
        posts.push({ id, url: permalink, text, createdAt })
    }
    const oldest = read.data.at(-1)
    after = read.paging?.next === undefined ? undefined : read.paging.cursors?.after
    if (after === undefined || (oldest && timeOf(oldest.timestamp) < since)) return { kind: 'found', posts }
  }
  return { kind: 'retry', reason: 'Threads lists too many posts to look through.' }
}
