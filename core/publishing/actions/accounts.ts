import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { conflict } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { isBegun } from '../rules/attempts.ts'
import * as store from '../store/accounts.ts'
import type { PostRow, TargetRow } from '../store/posts.ts'

export interface Regrouping {
  post: Pick<PostRow, 'workspaceId' | 'id'>
  /** The current targets, locked. */
  targets: readonly TargetRow[]
  /** All accounts that the post is to go to. */
  accountIds: readonly string[]
  dueAt: Date
}

/**
 * Changes the accounts of a post: targets that are left out and have not begun are removed, or cancelled where something was
 * tried, and new ones wait for whatever the others wait for. Returns the new targets.
 * @throws AppError `already_publishing` when a target that is left out has begun
 */
export async function regroup(
  ctx: Pick<Ctx, 'now'>,
  tx: Db,
  { post, targets, accountIds, dueAt }: Regrouping,
): Promise<{ id: string; dueAt: Date }[]> {
  const { workspaceId, id: postId } = post
  const wanted = new Set(accountIds)
  const left = targets.filter(({ target }) => !wanted.has(target.accountId) && target.status !== 'cancelled')
  if (left.length > 0) {
    const targetIds = left.map(({ target }) => target.id)
    const removed = await store.removeTargets(tx, { workspaceId, postId, targetIds })
    const cancelled = await store.cancelTried(tx, { workspaceId, postId, targetIds })
    const gone = new Set([...removed, ...cancelled].map(({ id }) => id))
    const kept = left.filter(({ target }) => !gone.has(target.id))
    if (kept.length > 0) throw stays(kept)
    // Derive the post's state from the targets that are left.
    await store.derive(tx, { workspaceId, postId })
  }
  // Targets that await approval, or are paused, do so together: new ones take the same state.
  const held = targets.find(({ target }) => isHeld(target))?.target
  const state = held
    ? { status: held.status, waitingReason: held.waitingReason, error: held.error }
    : { status: 'queued' as const, waitingReason: null, error: null }
  const now = ctx.now()
  const fresh = { workspaceId, postId, dueAt: dueAt < now ? now : dueAt, ...state }
  const there = new Map(targets.map(({ target }) => [target.accountId, target]))
  const reopened = accountIds.flatMap((accountId) => {
    const target = there.get(accountId)
    return target?.status === 'cancelled' ? [target.id] : []
  })
  if (reopened.length > 0) await store.reopen(tx, { ...fresh, targetIds: reopened })
  const added = accountIds
    .filter((accountId) => !there.has(accountId))
    .map((accountId) => ({ id: newId(), accountId, ...fresh }))
  if (added.length > 0) await store.insertTargets(tx, added)
  return [...reopened, ...added.map(({ id }) => id)].map((id) => ({ id, dueAt: fresh.dueAt }))
}

const isHeld = ({ status, waitingReason }: TargetRow['target']) =>
  status === 'waiting' && (waitingReason === 'approval' || waitingReason === 'paused')

const stays = (rows: readonly TargetRow[]) =>
  conflict(
    'already_publishing',
    `It is being published to ${rows.map(({ accountName }) => accountName).join(', ')}, or has been: that account stays.`,
  )

/** Returns the accounts that a change may still decide about, with their places in the request. */
export const undecided = (accountIds: readonly string[], targets: readonly TargetRow[]) => {
  const begun = new Set(
    targets.filter(({ target }) => isBegun(target.status)).map(({ target }) => target.accountId),
  )
  return accountIds.flatMap((accountId, index) =>
    begun.has(accountId) ? [] : [{ accountId, path: `accountIds.${index}` }],
  )
}
