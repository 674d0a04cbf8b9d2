import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { JobOf } from '#core/lib/kernel/jobs.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { LEASE_MS, stoodStill } from '#core/lib/platform/lease.ts'
import { callPlatform, failedBeforeCall } from '#core/lib/platform/platform-call.ts'
import { afterDiscard } from '../rules/discards.ts'
import * as store from '../store/discards.ts'

const AT_ONCE = 200

/** Hints at what is to be taken away from platforms: uploads for posts that were cancelled, deleted, or edited after them. Returns how many. */
export async function sweepDiscards(ctx: SystemCtx): Promise<number> {
  const [{ rows }] = await ctx.db.batch((db) => [store.due(db, { now: ctx.now(), limit: AT_ONCE })])
  if (rows.length > 0)
    await ctx.deliver(
      rows.map(({ id: discardId, workspace_id: workspaceId }) => ({
        id: newId(),
        workspaceId,
        job: { type: 'publishing.discard' as const, discardId },
      })),
    )
  return rows.length
}

/** Takes away what these hints name, as far as it is due. What is not known to be gone is tried again. */
export async function discardHinted(
  ctx: SystemCtx,
  jobs: readonly JobOf<'publishing.discard'>[],
): Promise<void> {
  for (const id of new Set(jobs.map(({ discardId }) => discardId))) {
    // One claim for each: those that wait for others keep their whole lease.
    const now = ctx.now()
    const leaseEnd = new Date(now.getTime() + LEASE_MS)
    const [{ rows }] = await ctx.db.batch((db) => [store.claim(db, { ids: [id], now, leaseEnd })])
    for (const row of rows) await discard(ctx, row, now)
  }
}

async function discard(ctx: SystemCtx, row: store.ClaimedDiscard, claimedAt: Date): Promise<void> {
  const outcome = await call(ctx, row, claimedAt).catch((error: unknown) => failedBeforeCall(ctx, error))
  const { id, attempts, workspace_id: workspaceId, account_id: accountId } = row
  const after = afterDiscard(outcome, { attempts, since: new Date(row.created_at), now: ctx.now() })
  const told = { workspaceId, accountId, discardId: id, outcome: outcome.kind }
  if (after.kind === 'given_up') ctx.log.warn('post.left_behind', { ...told, error: after.error })
  else ctx.log.info('post.discarded', told)
  const ended =
    after.kind === 'again'
      ? { id, attempts, dueAt: after.dueAt, error: after.error }
      : { id, attempts, dueAt: null, error: null }
  await ctx.db.tx(async (tx, enqueue) => {
    await store.complete(tx, [ended])
    if (outcome.kind === 'reauth' && row.account_status === 'active')
      enqueue(
        { type: 'account.expired', accountId, version: row.credentials_version, reason: outcome.reason },
        workspaceId,
      )
  })
}

async function call(ctx: SystemCtx, row: store.ClaimedDiscard, claimedAt: Date): Promise<Outcome> {
  const connector = ctx.connector(row.platform)
  const discard = connector.posts?.prepare?.discard
  // Elsewhere the platform forgets by itself what no post shows.
  if (!discard) return { kind: 'sent', id: row.id }
  // Wait: an account that is connected again can have it taken away then.
  if (row.account_status === 'revoked')
    return { kind: 'reauth', reason: 'The account has been disconnected.' }
  const account = {
    id: row.account_id,
    workspaceId: row.workspace_id,
    externalId: row.external_id,
    credentials: row.credentials,
    wrappedKey: row.wrapped_key,
    status: row.account_status,
    statusReason: row.account_status_reason,
  }
  return callPlatform(
    ctx,
    account,
    connector,
    discard.quotas(row.handle),
    async (opened) => stoodStill(claimedAt, ctx.now()) ?? discard.call(opened, row.handle),
  )
}
