import { accountsById } from '#core/accounts/queries.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Outcome } from '#core/lib/platform/connector.ts'
import { LEASE_MS, stoodStill } from '#core/lib/platform/lease.ts'
import { callPlatform, failedBeforeCall, rejected } from '#core/lib/platform/platform-call.ts'
import { settle } from '#core/lib/platform/retry.ts'
import { admit, tomorrow, WRITE_AHEAD_MS } from '../rules/admit.ts'
import { dayOf } from '../rules/plan.ts'
import { wayTo } from '../rules/way.ts'
import * as store from '../store/acts.ts'
import { lockRules } from '../store/settings.ts'
import { writeComment } from './write.ts'

/** Actions that one sweep hands out. */
const ACTIONS_AT_ONCE = 500

/** Takes up what is due, and what its worker left behind. Returns how many. */
export async function sweepEngagement(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const [expired, { rows }] = await ctx.db.batch((db) => [
    store.expire(db, { startedBefore: new Date(now.getTime() - LEASE_MS) }),
    store.due(db, { now, writeBefore: new Date(now.getTime() + WRITE_AHEAD_MS), limit: ACTIONS_AT_ONCE }),
  ])
  if (rows.length > 0)
    await ctx.deliver(
      rows.map(({ id: actionId, workspace_id: workspaceId }) => ({
        id: newId(),
        workspaceId,
        job: { type: 'engagement.act' as const, actionId },
      })),
    )
  return rows.length + expired.length
}

/**
 * Takes an action up: writes its comment, hands it to a person, puts it off, or does it. It is done by a claim that is the intent, one call
 * within the account's limits, and its outcome under the claim's fence. What got no answer is unknown, and is not done again.
 */
export async function act(ctx: Ctx, id: string): Promise<'done' | 'other' | 'nothing'> {
  const { workspaceId } = ctx
  let taken = await takeUp(ctx, id)
  if (taken === 'write') {
    if (!(await writeComment(ctx, id))) return 'other'
    taken = await takeUp(ctx, id)
  }
  if (typeof taken === 'string') return taken === 'write' ? 'other' : taken
  const { action, claimedAt } = taken
  const outcome = await call(ctx, action, claimedAt).catch((error: unknown) => failedBeforeCall(ctx, error))
  const now = ctx.now()
  const settled = settle(outcome, action.attempts, now, shareOf(id))
  ctx.log.info('engagement.attempted', { actionId: id, kind: action.kind, outcome: outcome.kind })
  await ctx.db.tx(async (tx, enqueue) => {
    const [done] = await store.complete(tx, { workspaceId, id, fence: action.fence, settled, now })
    if (!done) return
    enqueue({ type: 'feed.changed', topic: 'engagement', id })
    if (outcome.kind === 'reauth') {
      const [account] = await accountsById(tx, { workspaceId, ids: [action.accountId] })
      if (account?.status === 'active')
        enqueue({
          type: 'account.expired',
          accountId: account.id,
          version: account.credentialsVersion,
          reason: outcome.reason,
        })
    }
  })
  return settled.status === 'sent' ? 'done' : 'other'
}

/** A number in 0–1 that an action keeps, so that those that wait together do not come back together. */
const shareOf = (id: string) => Number.parseInt(id.slice(-4), 16) / 0xffff

interface Claimed {
  action: store.ClaimedRow
  claimedAt: Date
}

/** Decides under the action's lock what becomes of it, and claims it if it is to be done. */
async function takeUp(ctx: Ctx, id: string): Promise<Claimed | 'write' | 'other' | 'nothing'> {
  const { workspaceId } = ctx
  const where = { workspaceId, id }
  const [[shown]] = await ctx.db.batch((db) => [store.byId(db, where)])
  if (!shown) return 'nothing'
  const way = wayTo(ctx.connector(shown.platform), { id: shown.post.externalId, url: shown.post.url })
  return ctx.db.tx(async (tx, enqueue) => {
    await store.lockAuthorOf(tx, where)
    const { rows } = await store.lock(tx, where)
    const [row] = rows
    if (!row) return 'nothing'
    const now = ctx.now()
    const share = shareOf(id)
    const admission = admit(
      {
        kind: row.kind,
        status: row.status,
        isByHand: row.by_hand,
        dueAt: new Date(row.due_at),
        countedOn: row.counted_on,
        hasText: row.has_text,
        hasConsent: row.consents,
        autoEngages: row.auto,
        machinesPaused: row.paused,
        way,
        lastActAt: row.last_act === null ? null : new Date(row.last_act),
      },
      now,
      share,
    )
    const changed = () => enqueue({ type: 'feed.changed', topic: 'engagement', id })
    switch (admission.kind) {
      case 'nothing':
        return 'nothing'
      case 'write':
        return 'write'
      case 'cancel':
        await store.setWaiting(tx, where, { status: 'cancelled', waitingReason: null, error: admission.why })
        await store.freePlace(tx, {
          ...{ workspaceId, profileId: row.profile_id, kind: row.kind, day: row.counted_on },
        })
        changed()
        return 'other'
      case 'by_hand':
        await store.setWaiting(tx, where, { status: 'waiting', waitingReason: 'by_hand', error: null })
        changed()
        return 'other'
      case 'later':
        await store.setWaiting(tx, where, { dueAt: admission.at })
        return 'other'
      case 'recount': {
        // Plans take places under this lock too.
        await lockRules(tx, workspaceId)
        if (!(await store.takePlace(tx, { profileId: row.profile_id, kind: row.kind, at: now }))) {
          await store.setWaiting(tx, where, {
            status: 'waiting',
            waitingReason: 'limited',
            error: 'The member’s limit of the day is reached.',
            dueAt: tomorrow(now, share),
          })
          changed()
          return 'other'
        }
        await store.setWaiting(tx, where, { countedOn: dayOf(now) })
      }
    }
    const [action] = await store.claim(tx, { ...where, now })
    if (!action) return 'nothing'
    changed()
    return { action, claimedAt: now }
  })
}

async function call(ctx: Ctx, action: store.ClaimedRow, claimedAt: Date): Promise<Outcome> {
  const { workspaceId, id, fence, kind, text } = action
  const [[account], [shown]] = await ctx.db.batch((db) => [
    accountsById(db, { workspaceId, ids: [action.accountId] }),
    store.byId(db, { workspaceId, id }),
  ])
  if (!account || !shown)
    return rejected('disconnected', 'The account has been disconnected.', 'Connect it again.')
  const connector = ctx.connector(account.platform)
  const { actions } = connector
  if (!actions) return rejected('unsupported', 'Chorus cannot do this there.', 'Do it there yourself.')
  const intent = { id, fence, startedAt: claimedAt }
  const post = { id: shown.post.externalId, url: shown.post.url }
  return callPlatform(ctx, account, connector, actions.rules.quotas(kind), async (opened) => {
    const late = stoodStill(claimedAt, ctx.now())
    if (late) return late
    return kind === 'like'
      ? actions.like(opened, post, intent)
      : actions.comment(opened, post, text ?? '', intent)
  })
}
