import type { CreateFaq, Faq } from '#core/knowledge/schemas.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type { CreateScheduledPost, ScheduledPost } from '#core/publishing/schemas.ts'
import type {
  ChangeCluster,
  Cluster,
  ClusterAct,
  ClusterFilter,
  ClusterItem,
  PostOfCluster,
} from '../schemas.ts'
import * as store from '../store/groups.ts'

/** The actions of other domains that answer a group, passed in by the door. Each calls `alongside` within its transaction. */
export interface Making {
  createFaq(ctx: Ctx, input: CreateFaq, alongside: (tx: Db, id: string) => Promise<void>): Promise<Faq>
  schedulePost(
    ctx: Ctx,
    input: CreateScheduledPost,
    alongside: (tx: Db, id: string) => Promise<void>,
  ): Promise<ScheduledPost>
}

interface Paging {
  limit: number
  cursor?: string | undefined
}

/** Lists groups, the one written to last first. */
export async function listClusters(
  ctx: Ctx,
  { limit, cursor, ...filter }: ClusterFilter & Paging,
): Promise<Page<Cluster>> {
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId: ctx.workspaceId, filter, before, limit }),
  ])
  return pageOfRows(rows, limit, ({ cluster }) => ({ at: cluster.lastSaidAt, id: cluster.id }), toCluster)
}

/** @throws not_found */
export async function getCluster(ctx: Ctx, id: string): Promise<Cluster> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('group')
  return toCluster(row)
}

/** Lists the texts of a group, the latest first. @throws not_found */
export async function listItems(
  ctx: Ctx,
  id: string,
  { unanswered = false, limit, cursor }: Paging & { unanswered?: boolean | undefined },
): Promise<Page<ClusterItem>> {
  const { workspaceId } = ctx
  const before = decodeCursor(cursor)
  const [[group], { rows }] = await ctx.db.batch((db) => [
    store.byId(db, { workspaceId, id }),
    store.items(db, { workspaceId, clusterId: id, unanswered, before, limit }),
  ])
  if (!group) throw notFound('group')
  return pageOfRows(rows, limit, (row) => ({ at: new Date(row.said_at), id: row.id }), toItem)
}

/** Says that a group is answered, or needs no answer, or takes that back. @throws not_found */
export async function changeCluster(ctx: Ctx, id: string, { status }: ChangeCluster): Promise<Cluster> {
  const where = { workspaceId: ctx.workspaceId, id }
  await ctx.db.tx(async (tx, enqueue) => {
    const [before] = await store.lock(tx, where)
    if (!before) throw notFound('group')
    if (before.status === status) return
    await store.settle(tx, where, { status, settledAt: status === 'open' ? null : ctx.now() })
    await audit.record(tx, ctx, {
      action: 'cluster.settle',
      objectType: 'cluster',
      objectId: id,
      before: { status: before.status },
      after: { status },
    })
    enqueue({ type: 'feed.changed', topic: 'clusters' })
  })
  return getCluster(ctx, id)
}

/** Adds a question and its answer to the knowledge because of a group, which is thereby answered. @throws not_found */
export async function answerByFaq(
  ctx: Ctx,
  id: string,
  input: CreateFaq,
  { createFaq }: Pick<Making, 'createFaq'>,
): Promise<Faq> {
  await getCluster(ctx, id)
  return createFaq(ctx, input, (tx, faqId) => remember(ctx, tx, id, { kind: 'faq', id: faqId }))
}

/** Writes a post because of a group, as a draft that goes nowhere by itself; the group is thereby answered. @throws not_found, invalid */
export async function answerByPost(
  ctx: Ctx,
  id: string,
  input: PostOfCluster,
  { schedulePost }: Pick<Making, 'schedulePost'>,
): Promise<ScheduledPost> {
  await getCluster(ctx, id)
  return schedulePost(ctx, { ...input, media: [], status: 'draft' }, (tx, postId) =>
    remember(ctx, tx, id, { kind: 'post', id: postId }),
  )
}

async function remember(ctx: Ctx, tx: Db, id: string, made: Pick<ClusterAct, 'kind' | 'id'>): Promise<void> {
  const at = ctx.now()
  const act = { ...made, at: at.toISOString(), userId: actorUserId(ctx.actor) }
  const [written] = await store.addAct(tx, { workspaceId: ctx.workspaceId, id }, act, at)
  if (!written) throw notFound('group')
  await audit.record(tx, ctx, {
    action: 'cluster.answer',
    objectType: 'cluster',
    objectId: id,
    after: { ...made },
  })
}

const toCluster = ({ cluster, caption, examples }: store.GroupRow): Cluster => ({
  id: cluster.id,
  scope: cluster.scope,
  post: cluster.postId === null ? null : { id: cluster.postId, caption: caption ?? '' },
  label: cluster.label,
  size: cluster.size,
  unanswered: cluster.unanswered,
  examples: examples.map((text) => text.trim()),
  trend: cluster.trend,
  lastSaidAt: cluster.lastSaidAt.toISOString(),
  status: cluster.status,
  acts: cluster.acts,
})

const toItem = (row: store.ItemRow): ClusterItem => ({
  id: row.id,
  text: row.text,
  saidAt: new Date(row.said_at).toISOString(),
  author: row.author,
  unanswered: row.unanswered,
  conversationId: row.conversation_id,
  commentId: row.comment_id,
  postId: row.post_id,
})
