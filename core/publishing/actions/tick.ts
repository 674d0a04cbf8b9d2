import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Job } from '#core/lib/kernel/jobs.ts'
import { LEASE_MS } from '#core/lib/platform/lease.ts'
import { HINT_HORIZON_MS, LATE_MS } from '../rules/attempts.ts'
import * as prepare from '../store/preparing.ts'
import * as store from '../store/targets.ts'
import { handOver, remind, tellJobs } from './by-hand.ts'
import { hintJobs } from './hints.ts'
import { makeDueOccurrences } from './make.ts'
import { beginPreparing, stepJobs } from './preparing.ts'

/** Targets hinted in one tick. Each tick hints targets due within the horizon until they are claimed: thousands a minute go out in time. */
const TICK_LIMIT = 5_000

/**
 * Runs each minute: makes the next occurrences of series; holds posts while automatic work is paused, and releases them once it is resumed;
 * asks a person about posts that were never tried in time; hands to people what they publish
 * themselves, and reminds them; has files taken to platforms ahead; marks attempts without an answer as unknown and has them looked for; and hints posts
 * that are due soon.
 */
export async function tickPublishing(
  ctx: SystemCtx,
): Promise<{ made: number; hinted: number; late: number; unknown: number }> {
  const { made } = await makeDueOccurrences(ctx)
  const now = ctx.now()
  const horizon = new Date(now.getTime() + HINT_HORIZON_MS)
  const [
    ,
    ,
    { rows: late },
    { rows: unknown },
    { rows: looks },
    { rows: handed },
    { rows: reminded },
    ,
    { rows: steps },
    { rows: due },
  ] = await ctx.db.batch((db) => [
    store.resume(db),
    store.pause(db, { horizon }),
    store.markLate(db, { before: new Date(now.getTime() - LATE_MS) }),
    store.expireLeases(db, { now, startedBefore: new Date(now.getTime() - LEASE_MS) }),
    store.toLookFor(db, { now, limit: TICK_LIMIT }),
    handOver(ctx, now)(db),
    remind(now)(db),
    beginPreparing(ctx, now)(db),
    prepare.due(db, { now, limit: TICK_LIMIT }),
    store.due(db, { horizon, limit: TICK_LIMIT }),
  ])
  const job = (workspaceId: string, job: Job) => ({ id: newId(), workspaceId, job })
  await ctx.deliver([
    ...tellJobs([...handed, ...reminded]),
    ...stepJobs(steps, now),
    ...hintJobs(due),
    ...looks.map((row) =>
      job(row.workspace_id, {
        type: 'publishing.look',
        targetId: row.target_id,
        fence: row.fence,
        at: now.toISOString(),
      }),
    ),
    ...[...late, ...unknown].map((row) =>
      job(row.workspace_id, { type: 'feed.changed', topic: 'scheduled-posts', id: row.post_id }),
    ),
  ])
  return { made, hinted: due.length, late: late.length, unknown: unknown.length }
}
