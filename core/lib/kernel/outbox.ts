import { and, eq, inArray, lte } from 'drizzle-orm'
import { deadLetters, outbox } from '#drizzle/schema/operations.ts'
import type { SystemCtx } from './context.ts'
import type { Db } from './db.ts'
import { describeError } from './errors.ts'
import { newId } from './ids.ts'
import { type Job, type QueuedJob, UnknownJobError } from './jobs.ts'

/** A job that has committed and waits to be delivered. */
export interface OutboxRow extends QueuedJob {
  id: string
}

/** The time that the delivery right after the commit has before the sweep takes over. */
const GRACE_MS = 30_000

export function outboxRow(workspaceId: string, job: Job): OutboxRow {
  return { id: newId(), workspaceId, job }
}

export const insert = (db: Db, rows: readonly OutboxRow[], now: Date) =>
  db.insert(outbox).values(rows.map((row) => ({ ...row, notBefore: new Date(now.getTime() + GRACE_MS) })))

export const remove = (db: Db, ids: readonly string[]) =>
  db.delete(outbox).where(inArray(outbox.id, [...ids]))

/** Lists jobs that should have been delivered by now, the longest due first. */
export const due = (db: Db, now: Date, limit: number) =>
  db.select().from(outbox).where(lte(outbox.notBefore, now)).orderBy(outbox.notBefore).limit(limit)

/** Postpones a failed delivery: a minute, then doubling, at most an hour. */
export const postpone = (db: Db, row: { id: string; attempts: number }, now: Date) =>
  db
    .update(outbox)
    .set({
      attempts: row.attempts + 1,
      notBefore: new Date(now.getTime() + Math.min(60_000 * 2 ** row.attempts, 3_600_000)),
    })
    .where(and(eq(outbox.id, row.id), eq(outbox.attempts, row.attempts)))

/** The queue name of undeliverable outbox jobs among the dead letters. */
export const OUTBOX = 'outbox'

/** After this many attempts, about seven hours, a job is no longer retried automatically. */
export const OUTBOX_ATTEMPTS = 12

type StoredRow = typeof outbox.$inferSelect

/** Adds a job that could not be delivered to the dead letters, where an operator sees the error and can replay it. */
export const bury = (db: Db, { id, workspaceId, job, attempts }: StoredRow, error: string, now: Date) =>
  db
    .insert(deadLetters)
    .values({ queue: OUTBOX, messageId: id, body: { workspaceId, job }, attempts, error, deadAt: now })
    .onConflictDoUpdate({
      target: deadLetters.messageId,
      set: { replayedAt: null, deadAt: now, attempts, error },
    })

const SWEEP_LIMIT = 500

/**
 * Delivers jobs that were committed but not delivered, for example because the invocation died. A job that fails is
 * postponed; after its last attempt, or if its type is unknown, it becomes a dead letter.
 */
export async function sweepOutbox(ctx: SystemCtx): Promise<number> {
  const now = ctx.now()
  const [rows] = await ctx.db.batch((db) => [due(db, now, SWEEP_LIMIT)])
  const delivered: string[] = []
  for (const row of rows) {
    const { id, workspaceId, job, attempts } = row
    try {
      // Whoever delivers it checks that it is one.
      await ctx.deliver([{ id, workspaceId, job: job as Job }])
      delivered.push(id)
    } catch (error) {
      const described = describeError(error)
      ctx.log.error('outbox.sweep_failed', { workspaceId, attempts, error: described })
      const tried = { ...row, attempts: attempts + 1 }
      if (!(error instanceof UnknownJobError) && tried.attempts < OUTBOX_ATTEMPTS)
        await ctx.db.batch((db) => [postpone(db, row, now)])
      else await ctx.db.batch((db) => [bury(db, tried, described, now), remove(db, [id])])
    }
  }
  if (delivered.length > 0) await ctx.db.batch((db) => [remove(db, delivered)])
  return delivered.length
}
