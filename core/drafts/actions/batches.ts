import { modelFor } from '#core/lib/kernel/ai.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import * as modelCalls from '#core/lib/kernel/model-calls.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { contentOf } from '../rules/content.ts'
import {
  type Batch,
  type BatchDetail,
  type BatchDraft,
  type BatchEstimate,
  type BatchSize,
  bodyTask,
  type CreateBatch,
  draftsIn,
  hooksTask,
} from '../schemas.ts'
import * as store from '../store/batches.ts'
import * as draftStore from '../store/drafts.ts'
import * as sourceStore from '../store/sources.ts'
import { naming } from './change.ts'
import { DEFAULT_LANGUAGE, written } from './drafts.ts'
import { readSource } from './sources.ts'
import { label } from './view.ts'

/** What one draft of a batch asks a model for. */
const TASKS = [hooksTask, bodyTask]
/** Costs are estimated by the calls of so many milliseconds before. */
const LATELY_MS = 30 * 86_400_000

/** Says what a batch would cost: its price in credits, and by what such calls have cost here lately. */
export async function estimateBatch(ctx: Ctx, size: BatchSize): Promise<BatchEstimate> {
  const { workspaceId } = ctx
  const model = modelFor(ctx.ai, undefined)
  const drafts = draftsIn(size)
  if (ctx.ai.offers.some((offer) => offer.offline && offer.model === model))
    return { drafts, credits: 0, costMicros: 0, model }
  const tasks = TASKS.map(({ name }) => name)
  const since = new Date(ctx.now().getTime() - LATELY_MS)
  const [usual] = await ctx.db.batch((db) => [modelCalls.usualCosts(db, { workspaceId, tasks, since })])
  const each = usual.reduce((sum, { micros }) => sum + micros, 0)
  return {
    drafts,
    credits: drafts * TASKS.reduce((sum, { credits }) => sum + credits, 0),
    costMicros: usual.length < TASKS.length ? null : Math.round(drafts * each),
    model,
  }
}

/**
 * Begins a batch: its source and all of its drafts are there at once, and each is then written by itself.
 * @throws not_found, invalid
 */
export async function createBatch(
  ctx: Ctx,
  { name, source, authorIds, topicIds, count, ...settings }: CreateBatch,
): Promise<BatchDetail> {
  const { workspaceId } = ctx
  const { row, labels } = await readSource(ctx, source)
  const id = newId()
  const at = ctx.now()
  const topics: (string | null)[] = topicIds.length > 0 ? [...new Set(topicIds)] : [labels.topicId]
  const drafts = [...new Set(authorIds)].flatMap((authorId) =>
    topics.flatMap((topicId) =>
      Array.from({ length: count }, () => ({
        audienceId: labels.audienceId,
        ...settings,
        id: newId(),
        workspaceId,
        sourceId: row.id,
        batchId: id,
        batchStatus: 'waiting' as const,
        batchDueAt: at,
        title: row.title,
        language: settings.language ?? written(row.language) ?? DEFAULT_LANGUAGE,
        authorId,
        topicId,
        createdBy: actorUserId(ctx.actor),
        createdAt: at,
      })),
    ),
  )
  await naming(() =>
    ctx.db.tx(async (tx, enqueue) => {
      await sourceStore.insert(tx, row)
      await store.insert(tx, { id, workspaceId, name, createdBy: actorUserId(ctx.actor), createdAt: at })
      await draftStore.insert(tx, drafts)
      await audit.record(tx, ctx, {
        action: 'batch.create',
        objectType: 'post_batch',
        objectId: id,
        after: { name, drafts: drafts.length },
      })
      for (const draft of drafts) enqueue({ type: 'drafts.write', draftId: draft.id })
      enqueue({ type: 'feed.changed', topic: 'drafts' })
    }),
  )
  return getBatch(ctx, id)
}

/** Lists batches, the latest first. */
export async function listBatches(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Batch>> {
  const before = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId, before, limit })])
  return pageOfRows(rows, limit, (row) => ({ at: row.createdAt, id: row.id }), toBatch)
}

/** Reads a batch with its drafts. @throws not_found */
export async function getBatch(ctx: Ctx, id: string): Promise<BatchDetail> {
  const where = { workspaceId: ctx.workspaceId, id }
  const [[row], rows] = await ctx.db.batch((db) => [store.byId(db, where), draftStore.ofBatch(db, where)])
  if (!row) throw notFound('batch')
  const drafts = rows.map(toBatchDraft)
  return { ...toBatch(row), costMicros: drafts.reduce((sum, { costMicros }) => sum + costMicros, 0), drafts }
}

/** Ends a batch: what waits is not written any more; what has been written stays. @throws not_found, conflict `batch_ended` */
export async function cancelBatch(ctx: Ctx, id: string): Promise<BatchDetail> {
  const where = { workspaceId: ctx.workspaceId, id }
  await ctx.db.tx(async (tx, enqueue) => {
    const [batch] = await store.byId(tx, where)
    if (!batch) throw notFound('batch')
    const cancelled = await store.cancel(tx, where)
    if (cancelled.length === 0)
      throw conflict('batch_ended', 'The batch has ended: nothing in it waits any more.')
    await audit.record(tx, ctx, {
      action: 'batch.cancel',
      objectType: 'post_batch',
      objectId: id,
      after: { cancelled: cancelled.length },
    })
    enqueue({ type: 'feed.changed', topic: 'drafts' })
  })
  return getBatch(ctx, id)
}

/** Has one failed draft of a batch written again. @throws not_found, conflict `not_failed` */
export async function retryDraft(ctx: Ctx, id: string, draftId: string): Promise<BatchDetail> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const drafts = await draftStore.ofBatch(tx, { workspaceId, id })
    if (!drafts.some(({ draft }) => draft.id === draftId)) throw notFound('draft')
    const [again] = await store.retry(tx, { workspaceId, id: draftId, batchId: id, at: ctx.now() })
    if (!again) throw conflict('not_failed', 'Only a draft that could not be written is tried again.')
    await audit.record(tx, ctx, { action: 'batch.retry', objectType: 'draft', objectId: draftId })
    enqueue({ type: 'drafts.write', draftId })
    enqueue({ type: 'feed.changed', topic: 'drafts', id: draftId })
  })
  return getBatch(ctx, id)
}

const toBatch = (row: store.BatchRow): Batch => ({
  id: row.id,
  name: row.name,
  status: row.status,
  total: row.totalPosts,
  completed: row.completedPosts,
  failed: row.failedPosts,
  createdAt: row.createdAt.toISOString(),
})

const toBatchDraft = ({ draft, hook, authorName, topicName }: draftStore.LabelledDraft): BatchDraft => ({
  id: draft.id,
  title: draft.title,
  text: draft.finalContent ?? contentOf({ hook: hook ?? '', body: draft.body, mentions: draft.mentions }),
  author: label(draft.authorId, authorName),
  topic: label(draft.topicId, topicName),
  status: draft.batchStatus ?? 'written',
  error: draft.batchError,
  attempts: draft.batchAttempts,
  costMicros: draft.batchCostMicros,
})
