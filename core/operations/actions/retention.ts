import type { SystemCtx } from '#core/lib/kernel/context.ts'
import * as store from '../store/retention.ts'

const DAY_MS = 24 * 3_600_000
/** Rows in one statement: locks are short, and each step stays done. */
const STEP = 5_000
/** Steps in one night: the rest is done the next. */
const STEPS_MAX = 100

/** How long each kind is kept, in days. */
export const RETENTION_DAYS = {
  rawDeliveries: 30,
  webhookEvents: 90,
  logs: 30,
  errors: 180,
  taskRuns: 30,
  modelCalls: 180,
  modelErrors: 180,
  audit: 730,
  idempotencyKeys: 2,
  replayedDeadLetters: 30,
} as const

/** Deletes rows that are older than was promised, step by step. Returns how many rows of each kind were deleted. */
export async function forgetOld(ctx: SystemCtx): Promise<Record<string, number>> {
  const figures: Record<string, number> = {}
  for (const [kind, days] of Object.entries(RETENTION_DAYS) as [keyof typeof RETENTION_DAYS, number][]) {
    const before = new Date(ctx.now().getTime() - days * DAY_MS)
    figures[kind] = await forget(ctx, kind, before)
  }
  return figures
}

async function forget(ctx: SystemCtx, kind: keyof typeof RETENTION_DAYS, before: Date): Promise<number> {
  let gone = 0
  for (let step = 0; step < STEPS_MAX; step++) {
    const [{ rows }] = await ctx.db.batch((db) => [store.forget[kind](db, { before, limit: STEP })])
    gone += rows.length
    // Delete a blob after the row that names it: an orphan only takes up room, while a name without its blob is an error.
    for (const { object_name } of rows) if (object_name) await ctx.blobs.delete(object_name)
    if (rows.length < STEP) break
  }
  return gone
}
