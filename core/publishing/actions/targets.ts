import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { resolvableFrom } from '../rules/attempts.ts'
import type { ResolveTarget, ScheduledPost, TargetStatus } from '../schemas.ts'
import * as byHand from '../store/by-hand.ts'
import * as store from '../store/posts.ts'
import { hintIfSoon } from './hints.ts'
import { getPost } from './post-view.ts'

/** Records a person's decision about a target whose outcome the machine cannot know or may not decide. */
export async function resolveTarget(
  ctx: Ctx,
  postId: string,
  targetId: string,
  input: ResolveTarget,
): Promise<ScheduledPost> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [post] = await store.lock(tx, { workspaceId, id: postId })
    if (!post) throw notFound('scheduled post')
    const now = ctx.now()
    const set =
      input.outcome === 'send_again'
        ? { status: 'queued' as const, dueAt: now, error: null }
        : input.outcome === 'sent'
          ? { status: 'sent' as const, url: input.url ?? null, error: null }
          : { status: 'cancelled' as const }
    const from = resolvableFrom(input.outcome)
    const [resolved] = await store.resolveTarget(tx, { workspaceId, postId, targetId, from, set })
    if (!resolved)
      throw conflict('not_resolvable', 'This target is not waiting for a person. Look at its state again.')
    if (input.outcome === 'sent')
      await byHand.insertPublished(tx, { id: newId(), workspaceId, targetId, url: input.url ?? null, now })
    await audit.record(tx, ctx, {
      action: 'post.resolve',
      objectType: 'scheduled_post',
      objectId: postId,
      after: { targetId, outcome: input.outcome },
    })
    if (input.outcome === 'send_again') hintIfSoon(ctx, enqueue, [{ id: targetId }], post.version, now)
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id: postId })
  })
  return getPost(ctx, postId)
}

/** Tries a target that failed or waits once more: at once, and with its attempts counted from zero again. */
export const retryTarget = (ctx: Ctx, postId: string, targetId: string) =>
  settleBy(ctx, postId, targetId, {
    action: 'post.retry',
    from: ['failed', 'waiting'],
    refusal: 'Only what failed or waits can be tried again. Of what is unknown, say what became of it.',
    again: true,
  })

/** Stops one target and leaves the others. */
export const cancelTarget = (ctx: Ctx, postId: string, targetId: string) =>
  settleBy(ctx, postId, targetId, {
    action: 'post.cancel_target',
    from: ['queued', 'waiting', 'failed'],
    refusal: 'It is being published or has been, and can no longer be cancelled.',
    again: false,
  })

async function settleBy(
  ctx: Ctx,
  postId: string,
  targetId: string,
  { action, from, refusal, again }: { action: string; from: TargetStatus[]; refusal: string; again: boolean },
): Promise<ScheduledPost> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [post] = await store.lock(tx, { workspaceId, id: postId })
    if (!post) throw notFound('scheduled post')
    const now = ctx.now()
    const set = again
      ? { status: 'queued' as const, dueAt: now, error: null }
      : { status: 'cancelled' as const, error: null }
    const [settled] = await store.resolveTarget(tx, { workspaceId, postId, targetId, from, set })
    if (!settled) throw conflict(again ? 'not_retryable' : 'already_publishing', refusal)
    await audit.record(tx, ctx, {
      action,
      objectType: 'scheduled_post',
      objectId: postId,
      after: { targetId, status: set.status },
    })
    if (again) hintIfSoon(ctx, enqueue, [{ id: targetId }], post.version, now)
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id: postId })
  })
  return getPost(ctx, postId)
}
