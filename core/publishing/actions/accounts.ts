import type { Ctx } from '#core/lib/context.ts'
import type { Db } from '#core/lib/db.ts'
import { conflict } from '#core/lib/errors.ts'
import { newId } from '#core/lib/ids.ts'
import { isBegun } from '../rules.ts'
import * as store from '../store/accounts.ts'
import type { PostRow, TargetRow } from '../store/posts.ts'

export interface Regrouping {
  post: Pick<PostRow, 'workspaceId' | 'id'>
  /** As they stand, locked. */
  targets: readonly TargetRow[]
  /** Where the post is to go, all of it. */
  accountIds: readonly string[]
  dueAt: Date
}

/**
 * Sends a post to other accounts: what has not begun is taken away, or stands as cancelled where something was tried, and what
 * is new waits for what the others wait for. Returns the targets that are new.
 * @throws AppError `already_publishing` when something is to be left out that has begun
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
    // A post's state follows from what is left of it.
    await store.derive(tx, { workspaceId, postId })
  }
  // What awaits approval, or stands still, does so as a whole.
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

/** The accounts that a change may still decide about, by their place in what was asked for. */
export const undecided = (accountIds: readonly string[], targets: readonly TargetRow[]) => {
  const begun = new Set(
    targets.filter(({ target }) => isBegun(target.status)).map(({ target }) => target.accountId),
  )
  return accountIds.flatMap((accountId, index) =>
    begun.has(accountId) ? [] : [{ accountId, path: `accountIds.${index}` }],
  )
}
