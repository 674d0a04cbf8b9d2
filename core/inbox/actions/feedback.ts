import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { GiveFeedback } from '../schemas/feedback.ts'
import * as store from '../store/feedback.ts'

/** Keeps what a person thinks of a decision, in place of what was said of it before. @throws not_found */
export async function giveFeedback(
  ctx: Ctx,
  decisionId: string,
  { verdict, betterAnswer }: GiveFeedback,
): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [stands] = await store.judged(tx, { workspaceId, decisionId })
    if (!stands) throw notFound('decision')
    const { conversationId } = stands
    await store.keep(tx, {
      id: newId(),
      workspaceId,
      decisionId,
      conversationId,
      verdict,
      betterAnswer: betterAnswer ?? null,
      userId: actorUserId(ctx.actor),
    })
    await audit.record(tx, ctx, {
      action: 'decision.judge',
      objectType: 'decision',
      objectId: decisionId,
      ...(stands.verdict === null ? {} : { before: { verdict: stands.verdict } }),
      after: { verdict },
    })
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
  })
}

/** Takes back what was said of a decision. @throws not_found if nothing was */
export async function takeFeedbackBack(ctx: Ctx, decisionId: string): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [stands] = await store.judged(tx, { workspaceId, decisionId })
    if (!stands || stands.verdict === null) throw notFound('judgement')
    await store.remove(tx, { workspaceId, decisionId })
    await audit.record(tx, ctx, {
      action: 'decision.unjudge',
      objectType: 'decision',
      objectId: decisionId,
      before: { verdict: stands.verdict },
    })
    enqueue({ type: 'feed.changed', topic: 'messages', id: stands.conversationId })
  })
}
