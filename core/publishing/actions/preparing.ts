import { allowingNsfw } from '#core/characters/queries.ts'
import type { Ports, SystemCtx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Job, JobOf } from '#core/lib/kernel/jobs.ts'
import type { Prepared, StoredMedium } from '#core/lib/platform/connector.ts'
import { LEASE_MS, stoodStill } from '#core/lib/platform/lease.ts'
import { callPlatform, failedBeforeCall, rejected } from '#core/lib/platform/platform-call.ts'
import { linkTo } from '#core/media/queries.ts'
import { afterStep, CLAIM_LEAD_MS } from '../rules/attempts.ts'
import * as store from '../store/preparing.ts'
import { refusedOutcome } from './media.ts'

/** The platforms that take files in ahead of a post's time. */
export const preparing = ({ platforms }: Pick<Ports, 'platforms'>): store.Preparing[] =>
  platforms.flatMap(({ manifest, posts }) =>
    posts?.prepare
      ? [{ platform: manifest.id, kinds: posts.prepare.kinds, aheadMs: posts.prepare.aheadMs }]
      : [],
  )

/** Returns the statement that has the files of targets taken in first, where that has not been done. */
export const beginPreparing = (ctx: Pick<SystemCtx, 'platforms'>, now: Date, targets?: readonly string[]) => {
  const platforms = preparing(ctx)
  const horizon = new Date(now.getTime() + CLAIM_LEAD_MS)
  return (db: Parameters<typeof store.begin>[0]) =>
    store.begin(db, { platforms, now, horizon, ...(targets ? { targets } : {}) })
}

/** Makes the jobs that do the next steps. A job that is lost is made again by the next tick. */
export const stepJobs = (rows: readonly { target_id: string; workspace_id: string }[], at: Date) =>
  rows.map(({ target_id: targetId, workspace_id: workspaceId }) => ({
    id: newId(),
    workspaceId,
    job: { type: 'publishing.prepare', targetId, at: at.toISOString() } satisfies Job,
  }))

/** Does one step for each of these targets, as far as it is due. A step that breaks off is done again when its lease is over. */
export async function prepareHinted(
  ctx: SystemCtx,
  jobs: readonly JobOf<'publishing.prepare'>[],
): Promise<void> {
  const now = ctx.now()
  const targets = [...new Set(jobs.map(({ targetId }) => targetId))].toSorted()
  const leaseEnd = new Date(now.getTime() + LEASE_MS)
  const [{ rows: claimed }] = await ctx.db.batch((db) => [
    store.claim(db, { targets, now, leaseEnd, allowing: allowingNsfw(ctx.platforms) }),
  ])
  for (const step of claimed) await doStep(ctx, step, now)
}

async function doStep(ctx: SystemCtx, step: store.ClaimedStep, claimedAt: Date): Promise<void> {
  const outcome = await call(ctx, step, claimedAt).catch((error: unknown) => failedBeforeCall(ctx, error))
  const now = ctx.now()
  const settled = afterStep(outcome, {
    attempts: step.attempts,
    publishAt: new Date(step.publish_at),
    now,
    jitter: Number.parseInt(step.target_id.slice(-4), 16) / 0xffff,
  })
  const { target_id: targetId, workspace_id: workspaceId, fence, version } = step
  ctx.log.info('post.prepared', { workspaceId, targetId, fence, outcome: outcome.kind })
  await ctx.db.tx(async (tx, enqueue) => {
    const { rows } = await store.complete(tx, { ended: [{ targetId, fence, version, ...settled }], now })
    for (const { due_at } of rows) {
      const at = new Date(due_at).toISOString()
      if (settled.status === 'queued')
        enqueue({ type: 'publishing.hint', targetId, version, dueAt: at }, workspaceId)
      else if (settled.waitingReason === 'preparing')
        enqueue({ type: 'publishing.prepare', targetId, at }, workspaceId)
      if (settled.run !== null)
        enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id: step.post_id }, workspaceId)
    }
    if (outcome.kind === 'reauth' && step.account_status === 'active')
      enqueue(
        {
          type: 'account.expired',
          accountId: step.account_id,
          version: step.credentials_version,
          reason: outcome.reason,
        },
        workspaceId,
      )
  })
}

async function call(ctx: SystemCtx, step: store.ClaimedStep, claimedAt: Date) {
  const connector = ctx.connector(step.platform)
  const { prepare } = connector.posts ?? {}
  if (!prepare)
    return rejected('unsupported', `Nothing can be published to ${step.platform}.`, 'Publish it by hand.')
  if (step.refusal !== null) return refusedOutcome(step.refusal)
  const account = {
    id: step.account_id,
    workspaceId: step.workspace_id,
    externalId: step.external_id,
    credentials: step.credentials,
    wrappedKey: step.wrapped_key,
    status: step.account_status,
    statusReason: step.account_status_reason,
  }
  const post = {
    text: step.text,
    media: step.media.map((medium) => storedMedium(ctx, medium)),
    ...(step.synthetic ? ({ synthetic: true } as const) : {}),
  }
  const intent = { id: step.target_id, fence: step.fence, startedAt: claimedAt }
  return callPlatform<Prepared>(
    ctx,
    account,
    connector,
    prepare.quotas?.(step.handle) ?? [],
    async (opened) => stoodStill(claimedAt, ctx.now()) ?? prepare.step(opened, post, step.handle, intent),
  )
}

/** Opens a claimed file for a platform that reads it in ranges, or fetches it. */
export const storedMedium = (
  ctx: Pick<SystemCtx, 'blobs' | 'vault' | 'publicUrl' | 'now'>,
  { objectName, kind, mimeType, sizeBytes, fileName, altText }: store.ClaimedStep['media'][number],
): StoredMedium => ({
  kind,
  mimeType,
  sizeBytes,
  fileName,
  ...(altText ? { altText } : {}),
  async read(first, last) {
    const length = last - first + 1
    const stream = await ctx.blobs.open(objectName, { offset: first, length })
    if (!stream) throw notFound('file')
    return new Uint8Array(await new Response(stream).arrayBuffer())
  },
  link: () => linkTo(ctx, { objectName, mimeType, sizeBytes }),
})
