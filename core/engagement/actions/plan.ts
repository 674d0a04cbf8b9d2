import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { dayOf, planEngagement } from '../rules/plan.ts'
import { wayOf } from '../rules/way.ts'
import * as store from '../store/plans.ts'

/** Posts that one sweep hands out for planning. */
const PLANS_AT_ONCE = 50

/**
 * Plans who engages with a published post: once, in one transaction under the lock of the workspace's rules. Returns how many actions were
 * added.
 */
export async function planPost(ctx: Ctx, planId: string): Promise<number> {
  const { workspaceId } = ctx
  const now = ctx.now()
  return ctx.db.tx(async (tx, enqueue) => {
    const { rows } = await store.take(tx, { workspaceId, id: planId, now })
    const [post] = rows
    if (!post?.enabled) return 0
    const { way } = wayOf(ctx.connector(post.platform))
    if (way === 'refused') return 0
    const postId = post.post_id
    const { rows: engagers } = await store.engagers(tx, {
      workspaceId,
      postId,
      authorId: post.author_id,
      externalId: post.external_id,
      fromDay: dayOf(now),
    })
    const planned = planEngagement({
      seed: postId,
      now,
      publishedAt: new Date(post.published_at),
      rules: {
        windowMinutes: post.window_minutes,
        commentsPerPost: post.patterns === 0 ? 0 : post.comments_per_post,
      },
      engagers: engagers.map((one) => ({
        accountId: one.account_id,
        profileId: one.profile_id,
        // Other reactions than a like are a person's: no platform here takes them from a machine.
        reaction: way === 'api' ? 'like' : one.preferred_reaction,
        perDay: { like: one.likes_per_day, comment: one.comments_per_day },
        used: one.used,
        lastCommentAt: one.last_comment === null ? null : new Date(one.last_comment),
      })),
    })
    if (planned.length === 0) return 0
    const written = await store.write(tx, {
      workspaceId,
      postId,
      planned: planned.map((one) => ({ id: newId(), ...one })),
    })
    enqueue({ type: 'feed.changed', topic: 'engagement' })
    return written.rows[0]?.added ?? 0
  })
}

/** Hands out the posts that are to be planned. Returns how many. */
export async function sweepPlans(ctx: SystemCtx): Promise<number> {
  const [{ rows }] = await ctx.db.batch((db) => [store.open(db, PLANS_AT_ONCE)])
  if (rows.length > 0)
    await ctx.deliver(
      rows.map(({ id: planId, workspace_id: workspaceId }) => ({
        id: newId(),
        workspaceId,
        job: { type: 'engagement.plan' as const, planId },
      })),
    )
  return rows.length
}
