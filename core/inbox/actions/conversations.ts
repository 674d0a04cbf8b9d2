import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { invalid, notFound } from '#core/lib/kernel/errors.ts'
import { mayAnswer } from '#core/workspaces/queries.ts'
import { demandLabels } from '../queries/labels.ts'
import type { ChangeConversation, ChangeConversations, Conversation } from '../schemas.ts'
import * as escalations from '../store/escalations.ts'
import * as labels from '../store/labels.ts'
import * as replies from '../store/replies.ts'
import * as threads from '../store/threads.ts'
import * as views from '../store/views.ts'
import { getConversation, toConversation } from './threads.ts'

export const GIVEN_TO_A_PERSON = 'A person was given the conversation before it was sent.'

/**
 * Archives or reactivates a conversation, snoozes it, labels it, or assigns it to a member, which silences the machine as taking over does.
 * A change of status also resolves an open escalation.
 */
export async function changeConversation(
  ctx: Ctx,
  id: string,
  change: ChangeConversation,
): Promise<Conversation> {
  await ctx.db.tx(async (tx, enqueue) => {
    await demandKnown(ctx, tx, change)
    await apply(ctx, tx, id, change)
    enqueue({ type: 'feed.changed', topic: 'messages', id })
  })
  return getConversation(ctx, id)
}

/** Changes several conversations alike: all of them, or none if one does not exist. */
export async function changeConversations(
  ctx: Ctx,
  { ids, change }: ChangeConversations,
): Promise<{ items: Conversation[] }> {
  const { workspaceId } = ctx
  // In one order, so that two such changes do not wait for each other.
  const each = [...new Set(ids)].toSorted()
  await ctx.db.tx(async (tx, enqueue) => {
    await demandKnown(ctx, tx, change)
    for (const id of each) await apply(ctx, tx, id, change)
    enqueue({ type: 'feed.changed', topic: 'conversations' })
  })
  const [rows] = await ctx.db.batch((db) => [threads.byIds(db, { workspaceId, ids: each })])
  return { items: rows.map((row) => toConversation(ctx, row)) }
}

async function demandKnown(
  ctx: Ctx,
  tx: Db,
  { assignedTo, snoozedUntil, addLabels = [] }: ChangeConversation,
): Promise<void> {
  const { workspaceId } = ctx
  if (snoozedUntil && new Date(snoozedUntil) <= ctx.now())
    throw invalid('Choose a time in the future.', [
      { path: 'snoozedUntil', message: 'Choose a time in the future.' },
    ])
  if (assignedTo !== undefined && (await mayAnswer(tx, { workspaceId, userId: assignedTo })).length === 0)
    throw invalid('That person is not a member of this workspace who may answer.', [
      { path: 'assignedTo', message: 'Choose a member.' },
    ])
  await demandLabels(tx, { workspaceId, ids: addLabels, path: 'addLabels' })
}

async function apply(ctx: Ctx, tx: Db, id: string, change: ChangeConversation): Promise<void> {
  const { status, assignedTo, snoozedUntil, addLabels, removeLabels } = change
  const { workspaceId } = ctx
  const where = { workspaceId, conversationId: id }
  const [before] = await replies.lock(tx, where)
  if (!before) throw notFound('conversation')
  if (assignedTo !== undefined) {
    await replies.hold(tx, { ...where, userId: assignedTo, keyId: null, now: ctx.now() })
    await replies.cancelMachineMessages(tx, { ...where, because: GIVEN_TO_A_PERSON })
    await escalations.take(tx, { ...where, userId: assignedTo })
  }
  if (status !== undefined) {
    await replies.setStatus(tx, { ...where, status })
    await escalations.resolve(tx, { ...where, now: ctx.now() })
  }
  if (snoozedUntil !== undefined) {
    const until = snoozedUntil === null ? null : new Date(snoozedUntil)
    await views.snooze(tx, { ...where, until, by: actorUserId(ctx.actor) })
  }
  if (addLabels || removeLabels)
    await labels.put(tx, { ...where, add: addLabels ?? [], remove: removeLabels ?? [] })
  await audit.record(tx, ctx, {
    action: 'conversation.change',
    objectType: 'conversation',
    objectId: id,
    before: { status: before.status, assignedTo: before.heldByUserId },
    after: {
      status: status ?? before.status,
      assignedTo: assignedTo ?? before.heldByUserId,
      ...(snoozedUntil === undefined ? {} : { snoozedUntil }),
      ...(addLabels ? { addLabels } : {}),
      ...(removeLabels ? { removeLabels } : {}),
    },
  })
}
