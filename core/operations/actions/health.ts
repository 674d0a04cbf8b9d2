import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { standingOf } from '../rules.ts'
import type { Health } from '../schemas.ts'
import { standing as read } from '../store/health.ts'

/** Reports the system's health by the work that was done: queues by the jobs waiting in the outbox, cron by its latest tick. */
export async function standing(ctx: SystemCtx): Promise<Health> {
  const [{ rows }] = await ctx.db.batch((db) => [read(db)])
  const [row] = rows
  return standingOf(
    {
      oldestJobAt: row?.oldest_job ? new Date(row.oldest_job) : null,
      lastTickAt: row?.last_tick ? new Date(row.last_tick) : null,
      installedAt: row?.installed ? new Date(row.installed) : null,
      deadLetters: Number(row?.dead_letters ?? 0),
    },
    ctx.now(),
  )
}
