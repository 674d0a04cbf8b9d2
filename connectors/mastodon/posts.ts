import type {
  ConnectedAccountRef,
  Content,
  FoundPost,
  FoundPosts,
  Intent,
  Outcome,
} from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { ownerOf } from './accounts.ts'
import { type Client, clientOf, succeeded } from './client.ts'
import { failedHarmlessly, failedWrite, usageOf } from './errors.ts'
import { plainText } from './html.ts'
import { idsOf } from './media.ts'
import { type WireStatus, wireSource, wireStatus, wireStatuses } from './wire/answers.ts'

const PAGE = 40
/** Pages of an account's posts that are read. */
const PAGES_MAX = 10

/** Publishes a post, seen by whom the account's owner has chosen there. */
export const publish = (
  outside: Outside,
  account: ConnectedAccountRef,
  { text, language, nsfw }: Content,
  intent: Intent,
  handle: string | undefined,
): Promise<Outcome> =>
  write(outside, account, intent, {
    status: text,
    ...(language === undefined ? {} : { language: language.slice(0, 2) }),
    ...(nsfw ? { sensitive: true } : {}),
    ...(handle === undefined ? {} : { media_ids: idsOf(handle) }),
  })

/**
 * Writes a post under a key made of its intent: for an hour, a second try is answered with the first post. One that was there before has to
 * have the same words.
 */
export async function write(
  outside: Outside,
  account: ConnectedAccountRef,
  { id, startedAt }: Pick<Intent, 'id' | 'startedAt'>,
  status: Readonly<Record<string, unknown>> & { status: string },
): Promise<Outcome> {
  const client = clientOf(outside, account)
  const answer = await client({
    method: 'POST',
    path: '/api/v1/statuses',
    json: status,
    headers: { 'idempotency-key': id },
  })
  const made = succeeded(answer) ? parseAnswer(wireStatus, answer) : null
  const usage = answer.kind === 'answer' ? usageOf(answer.headers) : []
  const outcome = made ? await became(made) : failedWrite(answer, outside.now())
  return usage.length > 0 ? { ...outcome, usage } : outcome

  async function became(made: WireStatus): Promise<Outcome> {
    const sent: Outcome = { kind: 'sent', id: made.id, ...(made.url ? { url: made.url } : {}) }
    if (new Date(made.created_at) >= startedAt) return sent
    const text = await written(client, made)
    if (typeof text !== 'string')
      return { kind: 'unknown', reason: 'The server has the post already, but did not show it.' }
    if (text.trim() === status.status.trim()) return sent
    return {
      kind: 'rejected',
      code: 'earlier_version',
      reason: 'An earlier version of this post is on Mastodon already.',
      advice: 'Look at it there. To publish the new version, delete that one and make a new post.',
    }
  }
}

/** Lists an account's posts since a time, answers among them, with their texts as they were written. */
export async function find(outside: Outside, account: ConnectedAccountRef, since: Date): Promise<FoundPosts> {
  const client = clientOf(outside, account)
  const owner = await ownerOf(client)
  if ('failed' in owner) return failedHarmlessly(owner.failed, outside.now())
  const found: FoundPost[] = []
  let before: string | undefined
  for (let page = 0; page < PAGES_MAX; page++) {
    const query = new URLSearchParams({ limit: `${PAGE}`, exclude_reblogs: 'true', exclude_replies: 'true' })
    if (before !== undefined) query.set('max_id', before)
    const path = `/api/v1/accounts/${encodeURIComponent(owner.ok.id)}/statuses?${query}`
    const answer = await client({ method: 'GET', path })
    const statuses = succeeded(answer) ? parseAnswer(wireStatuses, answer) : null
    if (!statuses) return failedHarmlessly(answer, outside.now())
    for (const status of statuses) {
      if (new Date(status.created_at) < since) continue
      const text = await written(client, status)
      if (typeof text !== 'string') return failedHarmlessly(text, outside.now())
      found.push({ id: status.id, url: status.url ?? null, text, createdAt: new Date(status.created_at) })
    }
    const oldest = statuses.at(-1)
    // A pinned post may stand first, however old: only the last one ends the list.
    if (!oldest || new Date(oldest.created_at) < since) return { kind: 'found', posts: found }
    before = oldest.id
  }
  return { kind: 'retry', reason: 'The account has too many posts to look through.' }
}

/** Reads the text of an own post as it was written: its HTML has shortened mentions. A server that does not give it shows the HTML. */
export async function written(client: Client, { id, content }: WireStatus) {
  const answer = await client({ method: 'GET', path: `/api/v1/statuses/${encodeURIComponent(id)}/source` })
  const source = succeeded(answer) ? parseAnswer(wireSource, answer) : null
  if (source) return source.text
  return answer.kind === 'answer' && answer.status === 404 ? plainText(content) : answer
}
