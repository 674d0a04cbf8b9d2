import type { SystemCtx } from '#core/lib/context.ts'
import { describeError } from '#core/lib/errors.ts'
import { runTask } from '#core/operations/actions/task-runs.ts'
import type { Worker } from '#core/operations/schemas.ts'
import { systemContext } from '../context.ts'
import { due } from './due.ts'
import { notifications } from './notifications.ts'
import { retention } from './retention.ts'
import { sweep } from './sweep.ts'
import { tokens } from './tokens.ts'

/** A chore. Safe to run twice or to miss: it acts on the present rows. Returns figures for the log. */
export type CronTask = (ctx: SystemCtx, env: Env) => Promise<Record<string, number>>

/** The tasks that each cron expression runs. A test compares the keys with wrangler.toml. */
export const schedule: Record<string, Partial<Record<Worker, CronTask>>> = {
  '* * * * *': { due, sweep, notifications },
  '*/5 * * * *': { tokens },
  '10 0 * * *': { retention },
}

export async function tick(
  controller: ScheduledController,
  env: Env,
  execution: ExecutionContext,
): Promise<void> {
  const tasks = schedule[controller.cron]
  if (!tasks) throw new Error(`No tasks for cron ${controller.cron}.`)
  const failures: unknown[] = []
  for (const [task, run] of Object.entries(tasks) as [Worker, CronTask][]) {
    const ctx = systemContext(env, {
      actor: { kind: 'cron', task },
      requestId: crypto.randomUUID(),
      defer: (work) => execution.waitUntil(work),
    })
    try {
      await runTask(ctx, task, async () => {
        const figures = await run(ctx, env)
        ctx.log.info('cron', { task, ...figures })
        return { processed: Object.values(figures).reduce((sum, count) => sum + count, 0), failed: 0 }
      })
    } catch (error) {
      // A failed task does not stop the others.
      ctx.log.error('cron.failed', { task, error: describeError(error) })
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} cron tasks failed.`)
}
