import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { AppError, conflict, notFound } from '#core/lib/kernel/errors.ts'
import type { PostStatus, ScheduledPost } from '../schemas.ts'
import * as media from '../store/media.ts'
import * as store from '../store/posts.ts'
import { hintIfSoon } from './hints.ts'
import { checkTargets } from './judge.ts'
import { getPost } from './post-view.ts'
import { shownBy } from './posts.ts'
import { checkPublishAt } from './when.ts'

export type Step = 'draft' | 'awaiting_approval' | 'queued'

/** For each step, the states from which a post may take it. */
const FROM: Record<Step, readonly PostStatus[]> = {
  draft: ['awaiting_approval', 'queued'],
  awaiting_approval: ['draft'],
  queued: ['draft', 'awaiting_approval'],
}

/**
 * Moves a post from draft to approval, to its schedule, and back. Its author does not approve it: another person does.
 */
export async function takeTo(
  ctx: Ctx,
  id: string,
  step: Step,
  { publishAt }: { publishAt?: string | undefined } = {},
): Promise<ScheduledPost> {
  const { workspaceId } = ctx
  const [[seen], targets, shown] = await ctx.db.batch((db) => [
    store.byIds(db, { workspaceId, ids: [id] }),
    store.targetsOf(db, { workspaceId, postIds: [id] }),
    media.ofPosts(db, { workspaceId, postIds: [id] }),
  ])
  if (!seen) throw notFound('scheduled post')
  if (step !== 'draft') {
    const accountIds = targets.map(({ target }) => target.accountId)
    checkPublishAt(ctx, publishAt ?? seen.publishAt.toISOString())
    const known = shown.map(({ medium }) => medium)
    const content = { text: seen.text, ...shownBy(seen, shown) }
    await checkTargets(ctx, { ...content, known }, accountIds, 'text')
  }
  await ctx.db.tx(async (tx, enqueue) => {
    const [post] = await store.lock(tx, { workspaceId, id })
    if (!post) throw notFound('scheduled post')
    const problem = stepProblem(post, step, actorUserId(ctx.actor))
    if (problem) throw problem
    const dueAt = publishAt === undefined ? post.publishAt : new Date(publishAt)
    // An occurrence that is changed on its own is detached from its series.
    const detached = post.seriesId === null ? {} : { detached: true }
    const [changed] = await store.update(tx, { workspaceId, id, status: step, publishAt: dueAt, ...detached })
    const moved = await store.setHeld(tx, { workspaceId, postId: id, held: step !== 'queued', dueAt })
    if (moved.length === 0 || !changed) throw begun()
    await audit.record(tx, ctx, {
      action: actionOf(post.status, step),
      objectType: 'scheduled_post',
      objectId: id,
      before: { status: post.status },
      after: { status: step, publishAt: dueAt.toISOString() },
    })
    if (step === 'queued') hintIfSoon(ctx, enqueue, moved, changed.version, dueAt)
    enqueue({ type: 'feed.changed', topic: 'scheduled-posts', id })
  })
  return getPost(ctx, id)
}

export const actionOf = (from: PostStatus, step: Step): string => {
  if (step === 'draft') return 'post.draft'
  if (step === 'awaiting_approval') return 'post.submit'
  return from === 'awaiting_approval' ? 'post.approve' : 'post.schedule_draft'
}

const begun = () => conflict('already_publishing', 'The post is being published or has been.')

/** Returns why the caller may not take a post, or a series, to a step; null when they may. */
export function stepProblem(
  post: { status: PostStatus; createdBy: string | null },
  step: Step,
  userId: string | null,
): AppError | null {
  if (!FROM[step].includes(post.status))
    return conflict(
      'wrong_state',
      `A post that is ${post.status.replace('_', ' ')} cannot become ${step.replace('_', ' ')}.`,
    )
  const own = userId !== null && userId === post.createdBy
  if (step === 'queued' && post.status === 'awaiting_approval' && own)
    return new AppError('forbidden', 'own_post', 'Somebody else has to approve it.')
  return null
}
