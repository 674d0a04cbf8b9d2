import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { AppError, conflict, describeError, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { askAgain } from '#core/lib/kernel/left-behind.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { LEAST_OF_GROUP } from '../rules/grouping.ts'
import { type ClusterRun, MOST_POINTS } from '../schemas.ts'
import * as groups from '../store/groups.ts'
import * as store from '../store/runs.ts'
import * as texts from '../store/texts.ts'
import { groupScope } from './group-scope.ts'

/** Texts of this many days are grouped, at most so many. */
const DAYS = 90
const MOST_TEXTS = 10_000
/** Texts of one call of the model, and those that one claim of a run embeds. */
const EMBED_BATCH = 64
const EMBED_AT_ONCE = 1_024
/** Posts whose comments are grouped by themselves. */
const POSTS = 50
/** Longer than a claim works: reading 10,000 texts, or grouping 2,000 of them. */
const LEASE_MS = 5 * 60_000
const TRIES = 5
const AGAIN_MS = 60_000
const SWEEP_LIMIT = 50
const RUNS_A_NIGHT = 1_000
const DAY_MS = 86_400_000
const GLOBAL = 'global'

/** Begins to group what was said lately. @throws conflict `already_grouping` */
export async function startRun(ctx: Ctx): Promise<ClusterRun> {
  const id = newId()
  await ctx.db.tx(async (tx, enqueue) => {
    const [begun] = await store.begin(tx, { id, workspaceId: ctx.workspaceId, at: ctx.now() })
    if (!begun)
      throw conflict(
        'already_grouping',
        'Messages and comments are being grouped already; wait for it to end.',
      )
    await audit.record(tx, ctx, { action: 'cluster_run.start', objectType: 'cluster_run', objectId: id })
    enqueue({ type: 'clusters.run', runId: id })
    enqueue({ type: 'feed.changed', topic: 'clusters' })
  })
  return getRun(ctx, id)
}

/** Begins a run in each workspace where somebody wrote since its last one. Done twice it begins none twice. */
export async function startNightly(ctx: SystemCtx): Promise<number> {
  const at = ctx.now()
  return ctx.db.tx(async (tx, enqueue) => {
    const { rows } = await store.changed(tx, { limit: RUNS_A_NIGHT })
    let begun = 0
    for (const { workspace_id: workspaceId } of rows) {
      const [run] = await store.begin(tx, { id: newId(), workspaceId, at })
      if (!run) continue
      begun++
      enqueue({ type: 'clusters.run', runId: run.id }, workspaceId)
    }
    return begun
  })
}

/**
 * Goes on with a run where it stands, for as long as one delivery may take, and asks for the rest. What is done is kept: a worker that
 * dies loses the step it was at. Does nothing while another worker has the run. Returns whether it got further.
 */
export async function continueRun(ctx: Ctx, runId: string): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId, id: runId }
  const at = ctx.now()
  const until = new Date(at.getTime() + LEASE_MS)
  const [[run]] = await ctx.db.batch((db) => [store.claim(db, where, { at, until })])
  if (!run) return false
  if (run.tries > TRIES) return end(ctx, run, { status: 'failed', error: GIVEN_UP })
  try {
    return await work(ctx, run)
  } catch (error) {
    ctx.log.warn('clusters.run_failed', { runId, tries: run.tries, error: describeError(error) })
    const leaseUntil = new Date(ctx.now().getTime() + AGAIN_MS * 2 ** (run.tries - 1))
    const reason = error instanceof AppError ? error.message : null
    await ctx.db.batch((db) => [
      store.proceed(db, { ...where, fence: run.fence }, { leaseUntil, tries: run.tries, error: reason }),
    ])
    return false
  }
}

const GIVEN_UP = 'It could not be finished, however often it was tried. It is tried anew each night.'

async function work(ctx: Ctx, run: store.RunRow): Promise<boolean> {
  const { workspaceId } = ctx
  const where = { workspaceId, id: run.id, fence: run.fence }
  const model = ctx.ai.embeddingModel
  if (!run.gathered) {
    const since = new Date(ctx.now().getTime() - DAYS * DAY_MS)
    await ctx.db.tx(async (tx) => {
      const { rows } = await texts.gather(tx, { workspaceId, since, limit: MOST_TEXTS })
      await mine(store.proceed(tx, where, { gathered: true, texts: rows[0]?.texts ?? 0 }))
    })
  }
  for (let embedded = 0; ; embedded += EMBED_BATCH) {
    const [waiting] = await ctx.db.batch((db) => [
      texts.unembedded(db, { workspaceId, model, limit: EMBED_BATCH }),
    ])
    if (waiting.length === 0) break
    if (embedded >= EMBED_AT_ONCE) return leave(ctx, run)
    const { vectors, model: made } = await ctx.ai.embed(waiting.map(({ text }) => text))
    if (made !== model) throw new Error(`The vectors are of ${made}, not of ${model}.`)
    await ctx.db.tx(async (tx) => {
      const withVectors = waiting.map((one, index) => ({ ...one, vector: vectors[index] ?? [] }))
      await texts.embed(tx, { workspaceId, model, made: withVectors })
      await mine(store.proceed(tx, where, {}))
    })
  }
  const [{ rows: posts }] = await ctx.db.batch((db) => [
    texts.postsOf(db, { workspaceId, model, least: 2 * LEAST_OF_GROUP, limit: POSTS }),
  ])
  let points = 0
  for (const scope of [GLOBAL, ...posts.map(({ id }) => id)]) {
    if (run.done.includes(scope)) continue
    if (points >= MOST_POINTS) return leave(ctx, run)
    const postId = scope === GLOBAL ? null : scope
    points += await groupScope(ctx, { workspaceId, model, postId }, async (tx, counts) => {
      await mine(store.proceed(tx, where, { alsoDone: scope, ...(postId === null ? counts : {}) }))
    })
  }
  return end(ctx, run, { status: 'done', error: null })
}

/** Breaks off the transaction of a worker whose run another has taken. */
async function mine(written: PromiseLike<readonly unknown[]>): Promise<void> {
  if ((await written).length === 0) throw new Error('Another worker has taken this run.')
}

/** Lets go of a run that is to go on at once. */
async function leave(ctx: Ctx, { id, fence }: store.RunRow): Promise<boolean> {
  await ctx.db.tx(async (tx, enqueue) => {
    const where = { workspaceId: ctx.workspaceId, id, fence }
    await mine(store.proceed(tx, where, { leaseUntil: ctx.now() }))
    enqueue({ type: 'clusters.run', runId: id })
  })
  return true
}

async function end(
  ctx: Ctx,
  { id, fence }: store.RunRow,
  set: { status: 'done' | 'failed'; error: string | null },
): Promise<boolean> {
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    await mine(store.proceed(tx, { workspaceId, id, fence }, { ...set, finishedAt: ctx.now() }))
    await groups.removeEmpty(tx, workspaceId)
    enqueue({ type: 'feed.changed', topic: 'clusters' })
  })
  return set.status === 'done'
}

/** Asks again for runs whose message was lost, or whose worker died or was switched off. */
export const sweepRuns = (ctx: SystemCtx): Promise<number> =>
  askAgain(ctx, store.due, { limit: SWEEP_LIMIT, job: (id) => ({ type: 'clusters.run', runId: id }) })

/** Lists the runs of a workspace, the latest first. */
export async function listRuns(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<ClusterRun>> {
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [store.list(db, { workspaceId: ctx.workspaceId, before, limit })])
  return pageOfRows(rows, limit, ({ createdAt: at, id }) => ({ at, id }), toRun)
}

/** @throws not_found */
export async function getRun(ctx: Ctx, id: string): Promise<ClusterRun> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('grouping')
  return toRun(row)
}

const toRun = (row: store.RunRow): ClusterRun => ({
  id: row.id,
  status: row.status,
  texts: row.texts,
  grouped: row.grouped,
  clusters: row.clusters,
  error: row.error,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
})
