import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { checkLimits } from '#core/workspaces/queries.ts'
import * as store from '../store/posts.ts'

/** Brings a post that was heard into the bank, where it is scored and read as all others. One that is there stays. @throws not_found, forbidden `limit_reached` */
export async function capturePost(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const [post] = await store.bringIn(tx, { workspaceId, id })
    if (!post) {
      const [known] = await store.byId(tx, { workspaceId, id })
      if (known) return
      throw notFound('post')
    }
    await store.score(tx, { workspaceId, platforms: [post.platform] })
    await audit.record(tx, ctx, {
      action: 'bank_post.capture',
      objectType: 'bank_post',
      objectId: id,
      after: { externalKey: post.externalKey },
    })
    await checkLimits(tx, ctx, 'bank_posts')
    enqueue({ type: 'bank.enrich' })
    enqueue({ type: 'feed.changed', topic: 'bank' })
    enqueue({ type: 'feed.changed', topic: 'listening' })
  })
}
