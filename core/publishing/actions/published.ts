import type { Ctx } from '#core/lib/kernel/context.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type { PublishedPost } from '../schemas.ts'
import * as store from '../store/published.ts'

interface ListQuery {
  accountId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Lists published posts, latest first. */
export async function listPublished(
  ctx: Ctx,
  { accountId, from, to, limit, cursor }: ListQuery,
): Promise<Page<PublishedPost>> {
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, {
      workspaceId: ctx.workspaceId,
      accountId,
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
      after: decodeCursor(cursor),
      limit,
    }),
  ])
  return pageOfRows(
    rows,
    limit,
    ({ post }) => ({ at: post.publishedAt, id: post.id }),
    ({ post, accountName, platform }) => ({
      id: post.id,
      accountId: post.accountId,
      accountName,
      platform,
      postId: post.postId,
      externalId: post.externalId,
      url: post.url,
      text: post.text,
      publishedAt: post.publishedAt.toISOString(),
    }),
  )
}
