import type { SystemCtx } from '#core/lib/kernel/context.ts'
import * as store from '../store/roll-up.ts'

/** Marks taken in one transaction: each may be a conversation to be read anew. */
const STEP = 500
const HOUR_MS = 3_600_000
const WINDOW_MS = 2 * HOUR_MS
/** What moved in these days is compared each night. */
const COMPARED_MS = 2 * 24 * HOUR_MS
/** How long windows of two hours are kept. */
const WINDOWS_KEPT_MS = 400 * 24 * HOUR_MS

/**
 * Brings the figures of every workspace up to date. Returns how many facts came or went. One whose figures cannot be counted holds up
 * no other. @throws its error, once all others are done
 */
export async function rollUp(ctx: SystemCtx): Promise<number> {
  const [{ rows }] = await ctx.db.batch((db) => [store.marked(db)])
  const failures: unknown[] = []
  let changed = 0
  for (const { id } of rows) {
    try {
      changed += await rollUpOne(ctx, id)
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return changed
}

async function rollUpOne(ctx: SystemCtx, workspaceId: string): Promise<number> {
  let changed = 0
  for (let taken = STEP; taken === STEP; ) {
    const [{ rows }] = await ctx.db.batch((db) => [store.rollUp(db, { workspaceId, most: STEP })])
    taken = rows[0]?.rolled.taken ?? 0
    changed += rows[0]?.rolled.changed ?? 0
  }
  return changed
}

/** Writes the window of two hours that has just ended, for workspaces in which nothing happened too. */
export async function writeWindows(ctx: SystemCtx): Promise<Record<string, number>> {
  const changed = await rollUp(ctx)
  const start = new Date(Math.floor(ctx.now().getTime() / WINDOW_MS - 1) * WINDOW_MS)
  const [{ rows }] = await ctx.db.batch((db) => [store.writeWindow(db, start)])
  return { changed, windows: rows.length }
}

/** Compares the figures of the last two days with what they count, mends what differs, and forgets old windows. */
export async function compareFigures(ctx: SystemCtx): Promise<Record<string, number>> {
  const changed = await rollUp(ctx)
  const since = new Date(ctx.now().getTime() - COMPARED_MS)
  await ctx.db.batch((db) => [store.markSince(db, since)])
  const mended = await rollUp(ctx)
  if (mended > 0) ctx.log.warn('figures.mended', { facts: mended })
  const before = new Date(ctx.now().getTime() - WINDOWS_KEPT_MS)
  const [{ rows }] = await ctx.db.batch((db) => [store.forgetWindows(db, { before, limit: 50_000 })])
  return { changed, mended, forgotten: rows.length }
}
