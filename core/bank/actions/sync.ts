import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { conflict, describeError, notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, type Position, pageOfRows } from '#core/lib/kernel/page.ts'
import { redactText } from '#core/lib/secrets/redact.ts'
import { sourceOf } from '../rules/source.ts'
import type { SyncJob } from '../schemas.ts'
import * as profiles from '../store/profiles.ts'
import * as store from '../store/sync.ts'

const TICK_LIMIT = 200
/** A sync that began longer ago than this is swept: the consumer has younger ones. */
const LEFT_BEHIND_MS = 60_000
const SWEEP_PAGE = 20

/**
 * Begins the sync of a profile and returns its job; the one that is going on, if there is one.
 * @throws not_found, conflict `no_source` where nothing can be read, with the reason
 */
export async function startSync(
  ctx: Ctx,
  profileId: string,
  jobType: SyncJob['jobType'] = 'manual',
): Promise<SyncJob> {
  const { workspaceId } = ctx
  const [rows, accounts] = await ctx.db.batch((db) => [
    profiles.byId(db, { workspaceId, id: profileId }),
    profiles.accountsOf(db, { workspaceId, ids: [profileId] }),
  ])
  const [profile] = rows
  if (!profile) throw notFound('profile')
  const source = sourceOf({ type: profile.type, accounts: accounts.length })
  if (!source.available) throw conflict('no_source', source.reason)
  return ctx.db.tx(async (tx, enqueue) => {
    const [job] = await store.begin(tx, {
      workspaceId,
      profileId,
      jobType,
      status: 'running',
      startedAt: ctx.now(),
    })
    if (!job) {
      const [running] = await store.running(tx, { workspaceId, profileId })
      if (running) return toSyncJob(running)
      throw conflict('sync_ended', 'A sync has just ended. Try again.')
    }
    await store.markScraping(tx, { workspaceId, id: profileId })
    await audit.record(tx, ctx, {
      action: 'profile.sync',
      objectType: 'sync_job',
      objectId: job.id,
      after: { profileId, name: profile.name },
    })
    enqueue({ type: 'profile.sync', syncJobId: job.id })
    enqueue({ type: 'feed.changed', topic: 'bank' })
    return toSyncJob(job)
  })
}

/**
 * Does a sync that was begun: what the workspace published for the author comes into the bank. Done a second time it changes
 * nothing. A failure is written down, and thrown on for the queue.
 */
export async function runSync(ctx: Ctx, id: string): Promise<void> {
  const { workspaceId } = ctx
  const [[job]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId, id })])
  if (job?.status !== 'running') return
  const { profileId } = job
  try {
    await ctx.db.tx(async (tx, enqueue) => {
      const at = ctx.now()
      const { rows } = await store.capturePublished(tx, { profileId, at })
      const { scraped = 0, created = 0 } = rows[0] ?? {}
      const ended = {
        status: 'completed',
        error: null,
        postsScraped: scraped,
        postsNew: created,
        finishedAt: at,
      } as const
      const [finished] = await store.finish(tx, { workspaceId, id }, ended)
      // The sync was given up meanwhile: another one does it.
      if (!finished) return
      for (const statement of store.succeeded(tx, { workspaceId, id: profileId, at })) await statement
      enqueue({ type: 'bank.enrich' })
      enqueue({ type: 'feed.changed', topic: 'bank' })
    })
  } catch (error) {
    const reason = redactText(describeError(error))
    await ctx.db.tx(async (tx, enqueue) => {
      const at = ctx.now()
      const ended = { status: 'failed', error: reason, postsScraped: 0, postsNew: 0, finishedAt: at } as const
      const [finished] = await store.finish(tx, { workspaceId, id }, ended)
      if (!finished) return
      for (const statement of store.failed(tx, { workspaceId, id: profileId, error: reason, at }))
        await statement
      enqueue({ type: 'feed.changed', topic: 'bank' })
    })
    throw error
  }
}

/** Begins the syncs that are due: pending profiles, and those not synced for a week. */
export async function syncProfiles(ctx: SystemCtx): Promise<number> {
  const [{ rows }] = await ctx.db.batch((db) => [store.toSync(db, { at: ctx.now(), limit: TICK_LIMIT })])
  let begun = 0
  for (const { workspace_id: workspaceId, id } of rows) {
    try {
      await startSync(ctx.workspace(workspaceId), id, 'weekly')
      begun++
    } catch (error) {
      // One profile's failure does not stop the others.
      ctx.log.warn('bank.sync_not_begun', { workspaceId, profileId: id, error: describeError(error) })
    }
  }
  return begun
}

/**
 * Does the syncs whose message was lost, or came while their worker was switched off: the longest waiting first. Those that are still not
 * done half an hour after they began are ended.
 */
export async function sweepSyncs(ctx: SystemCtx): Promise<number> {
  const before = new Date(ctx.now().getTime() - LEFT_BEHIND_MS)
  const swept = await sweepAfter(ctx, { before, after: null })
  const [{ rows }] = await ctx.db.batch((db) => [store.cleanUpStuck(db, ctx.now())])
  return swept + (rows[0]?.ended ?? 0)
}

async function sweepAfter(ctx: SystemCtx, range: { before: Date; after: Position | null }): Promise<number> {
  const [left] = await ctx.db.batch((db) => [store.leftBehind(db, { ...range, limit: SWEEP_PAGE })])
  for (const { workspaceId, id } of left) {
    try {
      await runSync(ctx.workspace(workspaceId), id)
    } catch (error) {
      // The failure is written down with the sync.
      ctx.log.warn('bank.sync_failed', { workspaceId, syncJobId: id, error: describeError(error) })
    }
  }
  const last = left[SWEEP_PAGE - 1]
  if (!last) return left.length
  return left.length + (await sweepAfter(ctx, { ...range, after: { at: last.startedAt, id: last.id } }))
}

/** Lists syncs, the latest first. */
export async function listSyncJobs(
  ctx: Ctx,
  query: {
    profileId?: string | undefined
    status?: SyncJob['status'] | undefined
    limit: number
    cursor?: string | undefined
  },
): Promise<Page<SyncJob>> {
  const { profileId, status, limit, cursor } = query
  const before = decodeCursor(cursor)
  const { workspaceId } = ctx
  const [rows] = await ctx.db.batch((db) => [
    store.list(db, { workspaceId, profileId, status, before, limit }),
  ])
  return pageOfRows(rows, limit, (row) => ({ at: row.startedAt, id: row.id }), toSyncJob)
}

/** Reads a sync. @throws not_found */
export async function getSyncJob(ctx: Ctx, id: string): Promise<SyncJob> {
  const [[row]] = await ctx.db.batch((db) => [store.byId(db, { workspaceId: ctx.workspaceId, id })])
  if (!row) throw notFound('sync')
  return toSyncJob(row)
}

const toSyncJob = (row: store.SyncJobRow): SyncJob => ({
  id: row.id,
  profileId: row.profileId,
  jobType: row.jobType,
  status: row.status,
  postsScraped: row.postsScraped,
  postsNew: row.postsNew,
  error: row.error,
  startedAt: row.startedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
})
