import * as audit from '#core/lib/kernel/audit.ts'
import { actorLabel, type Ctx } from '#core/lib/kernel/context.ts'
import { REFUSALS } from '../rules/refusals.ts'
import type { ApprovalStatus, DecideContent, DecidedContent } from '../schemas.ts'
import * as store from '../store/content.ts'
import { toContent } from './content.ts'

const ACTIONS: Readonly<Record<ApprovalStatus, string>> = {
  approved: 'content.approve',
  rejected: 'content.reject',
  pending: 'content.reopen',
}

/**
 * Approves or rejects media, or has them await approval again. Those that are no longer what the decision was about stay as they are, and
 * so does what is NSFW of a character that is not shown as an adult.
 */
export async function decideContent(
  ctx: Ctx,
  { ids, from, to, reason }: DecideContent,
): Promise<DecidedContent> {
  const { workspaceId } = ctx
  const wanted = [...new Set(ids)]
  const { changed, unchanged } = await ctx.db.tx(async (tx, enqueue) => {
    const rows = new Map((await store.lock(tx, { workspaceId, ids: wanted })).map((row) => [row.id, row]))
    const judged = wanted.map((id) => ({ id, problem: problemOf(rows.get(id), { from, to }) }))
    const open = judged.filter(({ problem }) => problem === null).map(({ id }) => id)
    const isOpen = to === 'pending'
    const done =
      open.length === 0
        ? []
        : await store.decide(tx, {
            workspaceId,
            ids: open,
            from,
            approvalStatus: to,
            rejectionReason: to === 'rejected' ? (reason ?? null) : null,
            decidedBy: isOpen ? null : actorLabel(ctx.actor),
            decidedAt: isOpen ? null : ctx.now(),
          })
    for (const { id } of done)
      await audit.record(tx, ctx, {
        action: ACTIONS[to],
        objectType: 'content',
        objectId: id,
        before: { approval: from },
        after: { approval: to, ...(to === 'rejected' ? { reason } : {}) },
      })
    for (const id of new Set(done.flatMap((row) => rows.get(row.id)?.characterId ?? [])))
      enqueue({ type: 'feed.changed', topic: 'characters', id })
    const unchanged = judged.flatMap(({ id, problem }) => (problem ? [{ id, ...problem }] : []))
    return { changed: done.map(({ id }) => id), unchanged }
  })
  if (changed.length === 0) return { changed: [], unchanged }
  const [found] = await ctx.db.batch((db) => [store.byIds(db, { workspaceId, ids: changed })])
  return { changed: found.map(toContent), unchanged }
}

function problemOf(
  row: store.LockedContent | undefined,
  { from, to }: Pick<DecideContent, 'from' | 'to'>,
): { code: string; message: string } | null {
  if (!row) return { code: 'not_found', message: 'There is no such medium any more.' }
  if (row.approvalStatus !== from)
    return { code: 'wrong_state', message: 'Somebody has decided about it meanwhile. Look at it again.' }
  if (to === 'approved' && row.isNsfw && !row.isAdult)
    return { code: 'nsfw_not_adult', message: REFUSALS.nsfw_not_adult.reason }
  return null
}
