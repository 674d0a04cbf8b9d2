import type { SystemCtx } from '#core/lib/kernel/context.ts'
import type { Worker } from '#core/lib/kernel/jobs.ts'
import { switches } from '#core/operations/queries.ts'

/** A changed switch takes effect within this long; until then an isolate may use the rows it has read. */
const FRESH_MS = 5_000

/** The last rows read, never the pending read: a promise of one request must not be waited for in another. */
let known: { at: number; off: ReadonlySet<string> } | undefined

/** Tests whether a worker is on. Reads at most every five seconds per isolate, since hot queues ask for every batch. */
export async function enabled(db: SystemCtx['db'], now: Date, worker: Worker): Promise<boolean> {
  const at = now.getTime()
  if (!known || at - known.at > FRESH_MS) {
    const [rows] = await db.batch((q) => [switches(q)])
    known = { at, off: new Set(rows.filter((row) => !row.enabled).map((row) => row.name)) }
  }
  return !known.off.has(worker)
}
