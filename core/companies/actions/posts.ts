import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { textProblem } from '#core/publishing/rules/attempts.ts'
import type { CompanyPost, CompanyPostListQuery } from '../schemas.ts'
import * as store from '../store/posts.ts'

/** Lists what rules have taken to pages, the latest first. */
export async function listCompanyPosts(
  ctx: Ctx,
  { limit, cursor, companyPageId: pageId }: CompanyPostListQuery,
): Promise<Page<CompanyPost>> {
  const { workspaceId } = ctx
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, pageId, before, limit })])
  return pageOfRows(
    rows,
    limit,
    ({ own }) => ({ at: own.createdAt, id: own.id }),
    (row) => toCompanyPost(ctx, row),
  )
}

/** @throws not_found */
export const getCompanyPost = async (ctx: Ctx, id: string): Promise<CompanyPost> =>
  toCompanyPost(ctx, await rowOf(ctx, id))

async function rowOf({ db, workspaceId }: Ctx, id: string) {
  const [[row]] = await db.batch((one) => [store.byId(one, { workspaceId, id })])
  if (!row) throw notFound('company_post')
  return row
}

/** Stops a target of a scheduled post: publishing's own action, handed in by the door. */
type CancelTarget = (ctx: Ctx, postId: string, targetId: string) => Promise<unknown>

/** Takes back what has not been published on a page. @throws not_found, conflict `already_publishing` */
export async function cancelCompanyPost(ctx: Ctx, id: string, cancel: CancelTarget): Promise<CompanyPost> {
  const { own, target } = await rowOf(ctx, id)
  if (!target) throw conflict('already_cancelled', 'It is cancelled already.')
  await cancel(ctx, own.postId, target.id)
  return getCompanyPost(ctx, id)
}

const WAITS: readonly CompanyPost['status'][] = ['queued', 'waiting']

function toCompanyPost(ctx: Ctx, row: store.CompanyPostRow): CompanyPost {
  const { own, target, text, platform, pageName } = row
  const status = target?.status ?? 'cancelled'
  const rules = WAITS.includes(status) ? ctx.connector(platform).posts?.rules : undefined
  return {
    id: own.id,
    originalPostId: own.originalPostId,
    originalUrl: row.originalUrl,
    authorName: row.authorName,
    companyPageId: own.pageId,
    pageName,
    accountId: row.accountId,
    platform,
    scheduledPostId: own.postId,
    status,
    waitingReason: target?.waitingReason ?? null,
    scheduledFor: row.publishAt.toISOString(),
    externalId: target?.externalId ?? null,
    url: target?.url ?? null,
    error: target?.error ?? null,
    problem: rules ? (textProblem(text, { name: pageName, rules })?.message ?? null) : null,
    text,
    createdAt: own.createdAt.toISOString(),
  }
}
