import type { SystemCtx } from './context.ts'
import type { Db } from './db.ts'
import { newId } from './ids.ts'
import type { Job } from './jobs.ts'

/** Work counts as left behind once it has been due for this long: what is on its way, or still runs, is younger. */
const LEFT_BEHIND_MS = 60_000

interface Left {
  workspaceId: string
  id: string
}

/**
 * Asks again for work whose message was lost, whose worker died or was switched off: delivers a job for each row that `due` finds, over all
 * workspaces, at most `limit` of them. Returns how many there were.
 */
export async function askAgain(
  ctx: SystemCtx,
  due: (db: Db, which: { before: Date; limit: number }) => PromiseLike<readonly Left[]>,
  { limit, job }: { limit: number; job: (id: string) => Job },
): Promise<number> {
  const before = new Date(ctx.now().getTime() - LEFT_BEHIND_MS)
  const [left] = await ctx.db.batch((db) => [due(db, { before, limit })])
  await ctx.deliver(left.map(({ workspaceId, id }) => ({ id: newId(), workspaceId, job: job(id) })))
  return left.length
}
