import { allowingNsfw } from '#core/characters/queries.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { stoodStill } from '#core/lib/platform/lease.ts'
import { callPlatform, failedBeforeCall, rejected } from '#core/lib/platform/platform-call.ts'
import { settle } from '#core/lib/platform/retry.ts'
import { afterAttempt, CLAIM_LEAD_MS, HINT_HORIZON_MS, LATE_MS } from '../rules/attempts.ts'
import * as store from '../store/targets.ts'
import { handOver, tellJobs } from './by-hand.ts'
import { hintJobs } from './hints.ts'
import { canBeRead } from './look.ts'
import { contentOf, refusedOutcome } from './media.ts'
import { beginPreparing, stepJobs, storedMedium } from './preparing.ts'

/**
 * Publishes those of the hinted targets that are due, but for those that a person publishes or whose files have to be taken in first. Makes two trips to the database whatever the size of the batch: one
 * claims all, one completes all. No call to a platform happens inside a transaction.
 */
export async function publishHinted(
  ctx: SystemCtx,
  hints: readonly JobOf<'publishing.hint'>[],
): Promise<void> {
  const now = ctx.now()
  const targets = hints.map(({ targetId }) => targetId)
  const [{ rows: handed }, { rows: first }, { rows: claimed }] = await ctx.db.batch((db) => [
    handOver(ctx, now, targets)(db),
    // What was scheduled for now goes without its files otherwise: the ticks have not seen it.
    beginPreparing(ctx, now, targets)(db),
    store.claim(db, {
      hints: hints.toSorted(byTarget),
      now,
      horizon: new Date(now.getTime() + CLAIM_LEAD_MS),
      lateBefore: new Date(now.getTime() - LATE_MS),
      allowing: allowingNsfw(ctx.platforms),
    }),
  ])
  if (handed.length + first.length > 0) await ctx.deliver([...tellJobs(handed), ...stepJobs(first, now)])
  if (claimed.length === 0) return
  const ended = await Promise.all(claimed.map((target) => attempt(ctx, target, now)))
  const sent = ended.flatMap(({ record }) => (record.status === 'sent' ? [record.targetId] : []))
  const horizon = new Date(ctx.now().getTime() + HINT_HORIZON_MS)
  const [, { rows: onPages }] = await ctx.db.batch((db, enqueue) => {
    // One signal for each workspace: open screens reload their posts, however many have changed.
    for (const workspaceId of new Set(claimed.map((target) => target.workspace_id)))
      enqueue({ type: 'feed.changed', topic: 'scheduled-posts' }, workspaceId)
    for (const { outcome, target, record } of ended) {
      if (record.lookAt) {
        const { targetId, fence, lookAt } = record
        enqueue({ type: 'publishing.look', targetId, fence, at: lookAt.toISOString() }, target.workspace_id)
      }
      if (outcome.kind !== 'reauth' || target.account_status !== 'active') continue
      enqueue(
        {
          type: 'account.expired',
          accountId: target.account_id,
          version: target.credentials_version,
          reason: outcome.reason,
        },
        target.workspace_id,
      )
    }
    const records = ended.map(({ record }) => record).sort(byTarget)
    return [
      store.complete(db, { ended: records, now: ctx.now() }),
      store.dueOnPages(db, { targets: sent, horizon }),
    ]
  })
  // The tick would find them too, up to a minute later.
  if (onPages.length > 0) await ctx.deliver(hintJobs(onPages))
}

/** Compares targets by the order in which an edit locks them (`lock` of the posts). */
const byTarget = (a: { targetId: string }, b: { targetId: string }) => (a.targetId < b.targetId ? -1 : 1)

async function attempt(ctx: SystemCtx, target: store.ClaimedTarget, claimedAt: Date) {
  const outcome = await call(ctx, target, claimedAt).catch((error: unknown) => failedBeforeCall(ctx, error))
  const jitter = Number.parseInt(target.target_id.slice(-4), 16) / 0xffff
  const settled = settle(outcome, target.attempts, ctx.now(), jitter)
  ctx.log.info('post.attempted', {
    workspaceId: target.workspace_id,
    targetId: target.target_id,
    fence: target.fence,
    outcome: outcome.kind,
  })
  const lookAt = settled.status === 'unknown' && canBeRead(ctx, target.platform) ? ctx.now() : null
  const record: store.Ended = {
    targetId: target.target_id,
    fence: target.fence,
    publishedId: newId(),
    lookAt,
    ...afterAttempt(settled),
  }
  return { target, outcome, record }
}

async function call(ctx: SystemCtx, target: store.ClaimedTarget, claimedAt: Date): Promise<Outcome> {
  const connector = ctx.connector(target.platform)
  const { posts } = connector
  if (!posts)
    return rejected('unsupported', `Nothing can be published to ${target.platform}.`, 'Publish it by hand.')
  if (target.refusal !== null) return refusedOutcome(target.refusal)
  const account = {
    id: target.account_id,
    workspaceId: target.workspace_id,
    externalId: target.external_id,
    credentials: target.credentials,
    wrappedKey: target.wrapped_key,
    status: target.account_status,
    statusReason: target.account_status_reason,
  }
  // Read the media before the second in which the target is due.
  const content = await contentOf(ctx, target, posts.rules.media)
  const media = target.media ?? []
  const handle = target.handle ?? undefined
  const files = handle === undefined ? [] : media.map((medium) => storedMedium(ctx, medium))
  await ctx.sleep(new Date(target.due_at).getTime() - ctx.now().getTime())
  const intent = { id: target.target_id, fence: target.fence, attempt: target.attempts, startedAt: ctx.now() }
  const quotas = posts.rules.quotas(media.length)
  return callPlatform(
    ctx,
    account,
    connector,
    quotas,
    async (opened) =>
      stoodStill(claimedAt, ctx.now()) ?? posts.publish(opened, content, intent, handle, files),
  )
}

/** Makes posts due that waited for an account to take calls again; the next tick hints them. */
export async function takeUpPosts(ctx: Ctx, accountId: string): Promise<number> {
  const { workspaceId } = ctx
  return ctx.db.tx(async (tx, enqueue) => {
    const { rows } = await store.takeUp(tx, { workspaceId, accountId, now: ctx.now() })
    for (const id of new Set(rows.map((row) => row.post_id)))
      enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
    return rows.length
  })
}
