import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { describeError } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Worker } from '#core/lib/kernel/jobs.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { redactText } from '#core/lib/secrets/redact.ts'
import type { TaskRun } from '../schemas.ts'
import * as store from '../store/task-runs.ts'

/** No worker runs longer than this, in milliseconds: the platform ends a cron or queue invocation after 15 minutes. */
const RUN_MAX_MS = 16 * 60_000

export interface Figures {
  processed: number
  failed: number
}

/**
 * Runs a task by the life cycle that all workers share: switched off, it does nothing and the work waits where it is;
 * otherwise its run is recorded from start to end with its figures. An error of the work is recorded and thrown on.
 */
export async function runTask(
  ctx: SystemCtx,
  task: Worker,
  work: () => Promise<Figures>,
): Promise<Figures | 'off'> {
  if (!(await ctx.enabled(task))) return 'off'
  const id = newId()
  const startedAt = ctx.now()
  await ctx.db.batch((db) => [
    store.insert(db, { id, task, status: 'running', requestId: ctx.requestId, startedAt }),
    store.forgetIdle(db, { task, before: startedAt }),
  ])
  try {
    const figures = await work()
    await finish(ctx, id, { status: 'completed', ...figures, error: null })
    return figures
  } catch (error) {
    const reason = redactText(describeError(error))
    await finish(ctx, id, { status: 'failed', processed: 0, failed: 1, error: reason })
    throw error
  }
}

/**
 * Runs a task whose queue is hot: its run is recorded only when something failed, at its end, so that a batch in which all
 * goes well costs the database nothing more.
 */
export async function runHotTask(
  ctx: SystemCtx,
  task: Worker,
  work: () => Promise<Figures>,
): Promise<Figures | 'off'> {
  if (!(await ctx.enabled(task))) return 'off'
  const startedAt = ctx.now()
  const figures = await work()
  if (figures.failed > 0) {
    await ctx.db.batch((db) => [
      store.insert(db, {
        task,
        status: 'failed',
        ...figures,
        error: `${figures.failed} of ${figures.processed + figures.failed} failed; the system log says why.`,
        requestId: ctx.requestId,
        startedAt,
        finishedAt: ctx.now(),
      }),
    ])
  }
  return figures
}

const finish = (
  ctx: SystemCtx,
  id: string,
  end: Figures & { status: 'completed' | 'failed'; error: string | null },
) => ctx.db.batch((db) => [store.finish(db, { id, ...end, finishedAt: ctx.now() })])

/** Marks runs that never ended as died. */
export async function sweepRuns(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const before = new Date(now.getTime() - RUN_MAX_MS)
  const [given] = await ctx.db.batch((db) => [store.giveUp(db, { before, now })])
  return given.length
}

export async function listTaskRuns(
  ctx: SystemCtx,
  {
    task,
    status,
    limit,
    cursor,
  }: {
    task?: string | undefined
    status?: TaskRun['status'] | undefined
    limit: number
    cursor?: string | undefined
  },
): Promise<Page<TaskRun>> {
  const before = decodeCursor(cursor)
  const [rows] = await ctx.db.batch((db) => [store.list(db, { task, status, before, limit })])
  return pageOfRows(rows, limit, (row) => ({ at: row.startedAt, id: row.id }), toTaskRun)
}

export const durationMs = (row: Pick<store.TaskRunRow, 'startedAt' | 'finishedAt'>): number | null =>
  row.finishedAt && row.finishedAt.getTime() - row.startedAt.getTime()

const toTaskRun = (row: store.TaskRunRow): TaskRun => ({
  id: row.id,
  task: row.task,
  status: row.status,
  processed: row.processed,
  failed: row.failed,
  error: row.error,
  requestId: row.requestId,
  startedAt: row.startedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
  durationMs: durationMs(row),
})
