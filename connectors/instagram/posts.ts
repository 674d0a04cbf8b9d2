import type { ConnectedAccountRef, Content, FoundPosts, Outcome } from '#core/lib/platform/connector.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import { findSince } from '../meta/account.ts'
import { containerOf } from '../meta/containers.ts'
import { graph, succeeded, timeOf, tokenOf } from '../meta/graph.ts'
import { withUsage } from '../meta/usage.ts'
import { stateOf } from './containers.ts'
import { failedHarmlessly, failedWrite } from './errors.ts'
import { postRules } from './rules.ts'
import { wireCreated, wireLimit, wireMedium, wirePermalink } from './wire/answers.ts'

/** While all places are taken, one may become free at any time. */
const ASK_AGAIN_MS = 3_600_000

/** Publishes a container that was made ahead. Instagram publishes each once, so a lost answer shows nothing twice. */
export async function publish(
  outside: Outside,
  account: ConnectedAccountRef,
  { text }: Content,
  handle: string | undefined,
): Promise<Outcome> {
  const tooLong = lengthProblem(text, postRules.text, 'Instagram')
  if (tooLong) return { kind: 'rejected', code: 'text_length', reason: tooLong, advice: 'Shorten the text.' }
  if (handle === undefined)
    return {
      kind: 'rejected',
      code: 'media_needed',
      reason: 'Instagram shows no post without a picture or a video.',
      advice: 'Add one.',
    }
  const container = containerOf(handle)
  const path = `${encodeURIComponent(account.externalId)}/media_publish`
  const answer = await graph(outside.http, tokenOf(account), path, { creation_id: container })
  const made = succeeded(answer) ? parseAnswer(wireCreated, answer) : null
  if (made && answer.kind === 'answer') return sent(outside, account, made.id, answer.headers)
  const outcome = failedWrite(answer, outside.now())
  if (outcome.kind !== 'rejected') return outcome
  // Nobody else knows the container: an earlier attempt has published it, and its answer was lost.
  const state = await stateOf(outside, account, container)
  const isThere = !('kind' in state) && state.status === 'PUBLISHED'
  return isThere ? { kind: 'unknown', reason: 'Instagram has published these files already.' } : outcome
}

/** Completes a published post: its address, and how much of the day's quota is used. Both are extras, so neither can fail it. */
async function sent(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  id: string,
  headers: Headers,
): Promise<Outcome> {
  const read = (path: string) => graph(http, tokenOf(account), path)
  const [shown, limit] = await Promise.all([
    read(`${id}?fields=permalink`),
    read(`${encodeURIComponent(account.externalId)}/content_publishing_limit?fields=quota_usage,config`),
  ])
  const url = succeeded(shown) ? parseAnswer(wirePermalink, shown)?.permalink : undefined
  const quota = succeeded(limit) ? parseAnswer(wireLimit, limit)?.data[0] : undefined
  const outcome: Outcome = { kind: 'sent', id, ...(url === undefined ? {} : { url }) }
  const told = withUsage(outcome, headers, now())
  if (!quota) return told
  const usedPercent = Math.round((quota.quota_usage / quota.config.quota_total) * 100)
  return {
    ...told,
    usage: [
      ...(told.usage ?? []),
      {
        scope: 'account',
        name: 'publishing',
        usedPercent,
        ...(usedPercent < 100 ? {} : { blockedUntil: new Date(now().getTime() + ASK_AGAIN_MS) }),
      },
    ],
  }
}

/** Lists an account's posts since a time, newest first. */
export const find = (outside: Outside, account: ConnectedAccountRef, since: Date): Promise<FoundPosts> =>
  findSince(outside, account, since, {
    name: 'Instagram',
    path: `${encodeURIComponent(account.externalId)}/media`,
    item: wireMedium,
    fields: 'id,caption,permalink,timestamp',
    found: ({ id, caption: text, permalink: url = null, timestamp }) => ({
      ...{ id, url, text },
      createdAt: timeOf(timestamp),
    }),
    failed: failedHarmlessly,
  })
