import * as audit from '#core/lib/audit.ts'
import type { Ctx } from '#core/lib/context.ts'
import { invalid, notFound } from '#core/lib/errors.ts'
import { mayAnswer } from '#core/workspaces/queries.ts'
import type { ChangeConversation, Conversation } from '../schemas.ts'
import * as escalations from '../store/escalations.ts'
import * as replies from '../store/replies.ts'
import { getConversation } from './threads.ts'

export const GIVEN_TO_A_PERSON = 'A person was given the conversation before it was sent.'

/**
 * Archives or reactivates a conversation, or assigns it to a member, which silences the machine as taking over does.
 * A change of status also resolves an open escalation.
 */
export async function changeConversation(
  ctx: Ctx,
  id: string,
  { status, assignedTo }: ChangeConversation,
): Promise<Conversation> {
  const { workspaceId } = ctx
  const where = { workspaceId, conversationId: id }
  await ctx.db.tx(async (tx, enqueue) => {
    const [before] = await replies.lock(tx, where)
    if (!before) throw notFound('conversation')
    if (assignedTo !== undefined) {
      if ((await mayAnswer(tx, { workspaceId, userId: assignedTo })).length === 0)
        throw invalid('That person is not a member of this workspace who may answer.', [
          { path: 'assignedTo', message: 'Choose a member.' },
        ])
      await replies.hold(tx, { ...where, userId: assignedTo, keyId: null, now: ctx.now() })
      await replies.cancelMachineMessages(tx, { ...where, because: GIVEN_TO_A_PERSON })
      await escalations.take(tx, { ...where, userId: assignedTo })
    }
    if (status !== undefined) {
      await replies.setStatus(tx, { ...where, status })
      await escalations.resolve(tx, { ...where, now: ctx.now() })
    }
    await audit.record(tx, ctx, {
      action: 'conversation.change',
      objectType: 'conversation',
      objectId: id,
      before: { status: before.status, assignedTo: before.heldByUserId },
      after: { status: status ?? before.status, assignedTo: assignedTo ?? before.heldByUserId },
    })
    enqueue({ type: 'feed.changed', topic: 'messages', id })
  })
  return getConversation(ctx, id)
}
