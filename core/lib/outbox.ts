import { and, eq, inArray, lte } from 'drizzle-orm'
import { outbox } from '#drizzle/schema/operations.ts'
import type { SystemCtx } from './context.ts'
import type { Db } from './db.ts'
import { describeError } from './errors.ts'
import { newId } from './ids.ts'
import { type Job, jobSchema, type QueuedJob } from './jobs.ts'

/** A job that has committed and waits to be delivered. */
export interface OutboxRow extends QueuedJob {
  id: string
}

/** How long the delivery right after the commit has before the sweep takes over. */
const GRACE_MS = 30_000

export function outboxRow(workspaceId: string, job: Job): OutboxRow {
  return { id: newId(), workspaceId, job }
}

export const insert = (db: Db, rows: readonly OutboxRow[], now: Date) =>
  db.insert(outbox).values(rows.map((row) => ({ ...row, notBefore: new Date(now.getTime() + GRACE_MS) })))

export const remove = (db: Db, ids: readonly string[]) =>
  db.delete(outbox).where(inArray(outbox.id, [...ids]))

/** What should have been delivered and was not. */
export const due = (db: Db, now: Date, limit: number) =>
  db.select().from(outbox).where(lte(outbox.notBefore, now)).orderBy(outbox.notBefore).limit(limit)

/** Puts a failed delivery off: a minute, then doubling, at most an hour. */
export const postpone = (db: Db, row: { id: string; attempts: number }, now: Date) =>
  db
    .update(outbox)
    .set({
      attempts: row.attempts + 1,
      notBefore: new Date(now.getTime() + Math.min(60_000 * 2 ** row.attempts, 3_600_000)),
    })
    .where(and(eq(outbox.id, row.id), eq(outbox.attempts, row.attempts)))

const SWEEP_LIMIT = 500

/** Delivers what was committed and never left: its delivery died with its invocation. One that fails is put off. */
export async function sweepOutbox(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const [rows] = await ctx.db.batch((db) => [due(db, now, SWEEP_LIMIT)])
  const delivered: string[] = []
  for (const row of rows) {
    try {
      await ctx.deliver([{ id: row.id, workspaceId: row.workspaceId, job: jobSchema.parse(row.job) }])
      delivered.push(row.id)
    } catch (error) {
      ctx.log.error('outbox.sweep_failed', {
        workspaceId: row.workspaceId,
        attempts: row.attempts,
        error: describeError(error),
      })
      await ctx.db.batch((db) => [postpone(db, row, now)])
    }
  }
  if (delivered.length > 0) await ctx.db.batch((db) => [remove(db, delivered)])
  return delivered.length
}
