import { METRICS } from '#core/bank/schemas.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, type Position, pageOfRows } from '#core/lib/kernel/page.ts'
import { csvLine } from '#core/lib/text/csv.ts'
import { daysUpTo, meanOf, shareOf } from '../rules/figures.ts'
import type { ProjectCreator, ProjectHashtag, ShareOfVoice, Volume } from '../schemas/figures.ts'
import type { ListenedPost, ListenedPostsFilter } from '../schemas/posts.ts'
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

/** Reads how much each active project was talked of in the last days, beside all of them, and in as many days before. */
export async function getShareOfVoice(ctx: Ctx, { days }: { days: number }): Promise<ShareOfVoice> {
  const { workspaceId } = ctx
  const wanted = daysUpTo(ctx.now(), 2 * days)
  const [from = '', since = ''] = [wanted[0], wanted[days]]
  const [rows] = await ctx.db.batch((db) => [store.share(db, { workspaceId, from, since })])
  const [all, allBefore] = [total(rows.map(({ posts }) => posts)), total(rows.map(({ before }) => before))]
  return {
    projects: rows.map(({ sentimentSum, before, ...row }) => ({
      ...row,
      sentiment: meanOf(sentimentSum, row.posts),
      share: shareOf(row.posts, all),
      shareBefore: shareOf(before, allBefore),
    })),
  }
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

const EXPORT_PAGE = 500
const FIELDS = ['platform', 'externalId', 'author', 'text', 'postedAt', 'url', 'language'] as const
const JUDGED = ['sentiment', 'polarity', 'score', 'scoreTrend'] as const

/** Yields a project’s posts as CSV, as the import takes it, or one JSON object a line. @throws not_found */
export async function exportProjectPosts(
  ctx: Ctx,
  projectId: string,
  { format, ...filter }: ListenedPostsFilter & { format: 'csv' | 'ndjson' },
): Promise<AsyncGenerator<string>> {
  const { workspaceId } = ctx
  const [[project]] = await ctx.db.batch((db) => [projects.byId(db, { workspaceId, id: projectId })])
  if (!project) throw notFound('project')
  return lines(ctx, { projectId, filter, format })
}

async function* lines(
  { db, workspaceId }: Ctx,
  { projectId, filter, format }: { projectId: string; filter: ListenedPostsFilter; format: 'csv' | 'ndjson' },
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine([...FIELDS, 'hashtags', ...METRICS, ...JUDGED])
  let before: Position | null = null
  do {
    const from: Position | null = before
    const [rows]: [posts.ListenedRow[]] = await db.batch((q) => [
      posts.list(q, { workspaceId, projectId, filter, before: from, limit: EXPORT_PAGE }),
    ])
    const page = rows.slice(0, EXPORT_PAGE)
    const last = page.at(-1)
    before = rows.length > EXPORT_PAGE && last ? { at: last.postedAt, id: last.id } : null
    yield page.map((row) => lineOf(toPost(row), format)).join('')
  } while (before !== null)
}

const lineOf = (post: ListenedPost, format: 'csv' | 'ndjson'): string =>
  format === 'ndjson'
    ? `${JSON.stringify(post)}\n`
    : csvLine([
        ...FIELDS.map((name) => post[name] ?? ''),
        post.hashtags.join(' '),
        ...METRICS.map((name) => String(post.metrics[name] ?? '')),
        ...JUDGED.map((name) => String(post[name] ?? '')),
      ])

/** Shows a post of a project. */
export const toPost = ({ correctedPolarity, ...row }: posts.ListenedRow): ListenedPost => ({
  ...row,
  corrected: correctedPolarity !== null,
  sentimentReasons: row.sentimentReasons ?? [],
  postedAt: row.postedAt.toISOString(),
})
