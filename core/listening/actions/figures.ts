import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { daysUpTo, meanOf } from '../rules/figures.ts'
import type { ListenedPost, ListenedPostsFilter, ProjectCreator, ProjectHashtag, Volume } from '../schemas.ts'
import * as store from '../store/figures.ts'
import * as posts from '../store/posts.ts'
import * as projects from '../store/projects.ts'

/** Lists the posts of a project, the latest first. @throws not_found */
export async function listProjectPosts(
  ctx: Ctx,
  projectId: string,
  { limit, cursor, ...filter }: ListenedPostsFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<ListenedPost>> {
  const before = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [[project], rows] = await ctx.db.batch((db) => [
    projects.byId(db, { workspaceId, id: projectId }),
    posts.list(db, { workspaceId, projectId, filter, before, limit }),
  ])
  if (!project) throw notFound('project')
  return pageOfRows(rows, limit, (row) => ({ at: row.postedAt, id: row.id }), toPost)
}

/** Lists the hashtags that most posts of a project have. @throws not_found */
export async function listProjectHashtags(
  ctx: Ctx,
  projectId: string,
  { limit }: { limit: number },
): Promise<Page<ProjectHashtag>> {
  const { workspaceId } = ctx
  const [[project], rows] = await ctx.db.batch((db) => [
    projects.byId(db, { workspaceId, id: projectId }),
    store.mostHashtags(db, { workspaceId, projectId, limit }),
  ])
  if (!project) throw notFound('project')
  return {
    items: rows.map(({ sentimentSum, lastScraped, ...row }) => ({
      ...row,
      lastScraped: lastScraped?.toISOString() ?? null,
      sentiment: meanOf(sentimentSum, row.posts),
    })),
    nextCursor: null,
  }
}

/** Lists the authors of most posts of a project. @throws not_found */
export async function listProjectCreators(
  ctx: Ctx,
  projectId: string,
  { limit }: { limit: number },
): Promise<Page<ProjectCreator>> {
  const { workspaceId } = ctx
  const [[project], rows] = await ctx.db.batch((db) => [
    projects.byId(db, { workspaceId, id: projectId }),
    store.mostCreators(db, { workspaceId, projectId, limit }),
  ])
  if (!project) throw notFound('project')
  return {
    items: rows.map(({ sentimentSum, ...row }) => ({ ...row, sentiment: meanOf(sentimentSum, row.posts) })),
    nextCursor: null,
  }
}

/** Reads how much was said in a project each day, and how it felt. @throws not_found */
export async function getVolume(ctx: Ctx, projectId: string, { days }: { days: number }): Promise<Volume> {
  const { workspaceId } = ctx
  const wanted = daysUpTo(ctx.now(), days)
  const [from = ''] = wanted
  const [[project], rows] = await ctx.db.batch((db) => [
    projects.byId(db, { workspaceId, id: projectId }),
    store.days(db, { workspaceId, projectId, from }),
  ])
  if (!project) throw notFound('project')
  const of = new Map(rows.map((row) => [row.day, row]))
  return {
    days: wanted.map((day) => {
      const { posts = 0, positive = 0, negative = 0, sentimentSum = 0 } = of.get(day) ?? {}
      return { day, posts, positive, negative, sentiment: meanOf(sentimentSum, posts) }
    }),
  }
}

const toPost = (row: posts.ListenedRow): ListenedPost => ({
  ...row,
  sentimentReasons: row.sentimentReasons ?? [],
  postedAt: row.postedAt.toISOString(),
})
