import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { type Db, only } from '#core/lib/kernel/db.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { correctedScore, sentimentLanguage } from '../rules/intake.ts'
import { bare } from '../rules/scope.ts'
import { polarityOf, sentimentOf } from '../rules/sentiment/sentiment.ts'
import type { CorrectPost, LeftOutPost, MuteAuthor, MutedAuthor } from '../schemas/choices.ts'
import type { ListenedPost } from '../schemas/posts.ts'
import type { Creator } from '../schemas/projects.ts'
import * as store from '../store/choices.ts'
import * as posts from '../store/posts.ts'
import * as projects from '../store/projects.ts'
import { toPost } from './figures.ts'

type PageQuery = { limit: number; cursor?: string | undefined }

/**
 * Corrects how a post feels, or takes a correction back. It holds in every project until the post’s text changes, and all figures follow.
 * @throws not_found
 */
export async function correctPost(
  ctx: Ctx,
  { projectId, postId }: { projectId: string; postId: string },
  { polarity }: CorrectPost,
): Promise<ListenedPost> {
  const { workspaceId } = ctx
  const row = await change(ctx, projectId, async (tx) => {
    const [post] = await posts.one(tx, { workspaceId, projectId, postId })
    if (!post) throw notFound('post')
    const { score } =
      polarity === null
        ? sentimentOf(post.text, sentimentLanguage(post.language))
        : { score: correctedScore(polarity) }
    await posts.correct(tx, { workspaceId, postId, polarity, sentiment: score })
    const held = await posts.takeOutOfAll(tx, { workspaceId, postId })
    await posts.putIn(
      tx,
      held.map((one) => ({ ...one, sentiment: score, polarity: polarityOf(score) })),
    )
    await audit.record(tx, ctx, {
      action: 'project.post_correct',
      objectType: 'post',
      objectId: postId,
      before: { polarity: post.polarity },
      after: { polarity: polarityOf(score) },
    })
    return only(await posts.one(tx, { workspaceId, projectId, postId }))
  })
  return toPost(row)
}

/** Leaves a post out of a project, as not relevant to it. @throws not_found */
export async function leaveOutPost(ctx: Ctx, projectId: string, postId: string): Promise<void> {
  const { workspaceId } = ctx
  await change(ctx, projectId, async (tx) => {
    const taken = await store.takeOut(tx, { workspaceId, projectId, where: { postId } })
    if (taken.length === 0) throw notFound('post')
    await store.leaveOut(tx, rowsOf(taken, { workspaceId, projectId, reason: 'irrelevant' }))
    await audit.record(tx, ctx, {
      action: 'project.post_leave_out',
      objectType: 'post',
      objectId: postId,
      after: { projectId },
    })
  })
}

/** Puts a post back into a project that left it out. @throws not_found */
export async function putPostBack(ctx: Ctx, projectId: string, postId: string): Promise<void> {
  const { workspaceId } = ctx
  await change(ctx, projectId, async (tx) => {
    if ((await letBackIn(tx, { workspaceId, projectId, where: { postId } })) === 0) throw notFound('post')
    await audit.record(tx, ctx, {
      action: 'project.post_put_back',
      objectType: 'post',
      objectId: postId,
      after: { projectId },
    })
  })
}

/** Lists the posts that a project leaves out, the latest first. @throws not_found */
export async function listLeftOut(
  ctx: Ctx,
  projectId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<LeftOutPost>> {
  const { workspaceId } = ctx
  const before = decodeCursor(cursor)
  const [[project], rows] = await ctx.db.batch((db) => [
    projects.byId(db, { workspaceId, id: projectId }),
    store.list(db, { workspaceId, projectId, before, limit }),
  ])
  if (!project) throw notFound('project')
  return pageOfRows(
    rows,
    limit,
    (row) => ({ at: row.postedAt, id: row.id }),
    ({ reason, ...row }) => ({ ...toPost({ ...row, polarity: polarityOf(row.sentiment) }), reason }),
  )
}

/** Leaves an author’s posts out of a project, those to come too. @throws not_found */
export async function muteAuthor(ctx: Ctx, projectId: string, given: MuteAuthor): Promise<MutedAuthor> {
  const { workspaceId } = ctx
  const author = { platform: given.platform, username: bare(given.username) }
  const row = await change(ctx, projectId, async (tx) => {
    await store.mute(tx, { workspaceId, projectId, ...author })
    const row = only(await store.mutedAs(tx, { workspaceId, projectId, author }))
    const authors = (await store.spellings(tx, { workspaceId, projectId, author })).map(
      ({ author }) => author,
    )
    const taken =
      authors.length === 0
        ? []
        : await store.takeOut(tx, {
            workspaceId,
            projectId,
            where: { platform: author.platform, authors },
          })
    if (taken.length > 0) await store.leaveOut(tx, rowsOf(taken, { workspaceId, projectId, reason: 'muted' }))
    await audit.record(tx, ctx, {
      action: 'muted_author.create',
      objectType: 'muted_author',
      objectId: row.id,
      after: { projectId, ...author },
    })
    return row
  })
  return toMuted(row)
}

/** Lists the authors that a project leaves out, the latest first. @throws not_found */
export async function listMutedAuthors(
  ctx: Ctx,
  projectId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<MutedAuthor>> {
  const { workspaceId } = ctx
  const before = decodeCursor(cursor)
  const [[project], rows] = await ctx.db.batch((db) => [
    projects.byId(db, { workspaceId, id: projectId }),
    store.listMuted(db, { workspaceId, projectId, before, limit }),
  ])
  if (!project) throw notFound('project')
  return pageOfRows(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toMuted)
}

/** Lets an author’s posts back into a project. @throws not_found */
export async function unmuteAuthor(ctx: Ctx, projectId: string, id: string): Promise<void> {
  const { workspaceId } = ctx
  await change(ctx, projectId, async (tx) => {
    const [row] = await store.unmute(tx, { workspaceId, projectId, id })
    if (!row) throw notFound('muted author')
    const { platform, username } = row
    await letBackIn(tx, { workspaceId, projectId, where: { platform, username } })
    await audit.record(tx, ctx, {
      action: 'muted_author.delete',
      objectType: 'muted_author',
      objectId: id,
      before: { projectId, platform, username },
    })
  })
}

/** Does work on a project in the workspace’s turn, and tells open screens. @throws not_found */
const change = <T>(ctx: Ctx, projectId: string, work: (tx: Db) => Promise<T>): Promise<T> =>
  ctx.db.tx(async (tx, enqueue) => {
    await projects.waitForTurn(tx, ctx.workspaceId)
    const [project] = await projects.byId(tx, { workspaceId: ctx.workspaceId, id: projectId })
    if (!project) throw notFound('project')
    const done = await work(tx)
    enqueue({ type: 'feed.changed', topic: 'listening', id: projectId })
    return done
  })

const rowsOf = <Of>(taken: readonly { postId: string; postedAt: Date }[], of: Of) =>
  taken.map((one) => ({ ...of, ...one }))

/** Puts posts that were left out back into a project. Returns how many there were. */
async function letBackIn(
  tx: Db,
  found: { workspaceId: string; projectId: string; where: { postId: string } | Creator },
): Promise<number> {
  const { workspaceId, projectId } = found
  const back = await store.those(tx, found)
  if (back.length === 0) return 0
  await store.letBackIn(tx, { workspaceId, projectId, ids: back.map(({ id }) => id) })
  await posts.putIn(
    tx,
    back.map(({ id, platform, author, sentiment, hashtagIds, postedAt }) => ({
      workspaceId,
      projectId,
      postId: id,
      platform,
      author: author ?? '',
      polarity: polarityOf(sentiment),
      sentiment,
      hashtagIds,
      postedAt,
    })),
  )
  return back.length
}

const toMuted = ({
  id,
  platform,
  username,
  createdAt,
}: {
  id: string
  platform: string
  username: string
  createdAt: Date
}): MutedAuthor => ({ id, platform, username, createdAt: createdAt.toISOString() })
