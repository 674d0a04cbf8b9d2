import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import * as keyset from '#core/lib/kernel/keyset.ts'
import type { Position } from '#core/lib/kernel/page.ts'
import { taskRuns } from '#drizzle/schema/operations.ts'
import type { TaskRun } from '../schemas.ts'

export type TaskRunRow = typeof taskRuns.$inferSelect

export const insert = (db: Db, row: typeof taskRuns.$inferInsert) => db.insert(taskRuns).values(row)

/** Records the end of a run, also of one that the sweep has given up: its real outcome is then the true one. */
export const finish = (
  db: Db,
  {
    id,
    ...end
  }: { id: string } & Pick<TaskRunRow, 'status' | 'processed' | 'failed' | 'error' | 'finishedAt'>,
) => db.update(taskRuns).set(end).where(eq(taskRuns.id, id))

/** Deletes idle runs of a worker that ticks each minute, all but the latest: earlier ones tell nothing. */
export const forgetIdle = (db: Db, { task, before }: { task: string; before: Date }) =>
  db
    .delete(taskRuns)
    .where(
      and(
        eq(taskRuns.task, task),
        eq(taskRuns.status, 'completed'),
        eq(taskRuns.processed, 0),
        eq(taskRuns.failed, 0),
        lt(taskRuns.startedAt, before),
      ),
    )

/** Gives up runs that started too long ago to be still running. */
export const giveUp = (db: Db, { before, now }: { before: Date; now: Date }) =>
  db
    .update(taskRuns)
    .set({ status: 'failed', finishedAt: now, error: 'It did not end: the work stopped.' })
    .where(and(eq(taskRuns.status, 'running'), lt(taskRuns.startedAt, before)))
    .returning({ id: taskRuns.id })

export const list = (
  db: Db,
  {
    task,
    status,
    before,
    limit,
  }: {
    task: string | undefined
    status: TaskRun['status'] | undefined
    before: Position | null
    limit: number
  },
) =>
  db
    .select()
    .from(taskRuns)
    .where(
      and(
        task ? eq(taskRuns.task, task) : undefined,
        status ? eq(taskRuns.status, status) : undefined,
        keyset.before(taskRuns.startedAt, taskRuns.id, before),
      ),
    )
    .orderBy(desc(taskRuns.startedAt), desc(taskRuns.id))
    .limit(limit + 1)

/** Reads the latest run of each of these workers, with one look-up each, as most runs are of a few of them. */
export function latest(db: Db, workers: readonly string[]) {
  const names = workers.map((worker) => sql`${worker}`)
  return db
    .select()
    .from(taskRuns)
    .where(sql`${taskRuns.id} in (
    select run.id from unnest(array[${sql.join(names, sql`, `)}]::text[]) as worker(name) cross join lateral (
      select r.id from task_runs r where r.task = worker.name order by r.started_at desc, r.id desc limit 1) run)`)
}
