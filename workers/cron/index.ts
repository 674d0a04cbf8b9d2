import { describeError } from '#core/lib/kernel/errors.ts'
import { runTask } from '#core/operations/actions/task-runs.ts'
import { systemContext } from '../context.ts'
import type { Chore } from '../domain.ts'
import { domains } from '../domains.ts'

/** Runs what finds work that crashes and lost messages left behind. Work of a worker that is switched off stays. */
const sweep: Chore = {
  worker: 'sweep',
  cron: '* * * * *',
  async run(ctx) {
    const figures: Record<string, number> = {}
    for (const { name, worker, run } of domains.flatMap(({ sweeps = [] }) => sweeps))
      figures[name] = worker === undefined || (await ctx.enabled(worker)) ? await run(ctx) : 0
    return figures
  },
}

/** Every chore. Those of one expression run one after another, in this order. */
export const chores: readonly Chore[] = [...domains.flatMap((domain) => domain.chores ?? []), sweep]

export async function tick(
  controller: ScheduledController,
  env: Env,
  execution: ExecutionContext,
): Promise<void> {
  const due = chores.filter(({ cron }) => cron === controller.cron)
  if (due.length === 0) throw new Error(`No chore has the cron expression ${controller.cron}.`)
  const failures: unknown[] = []
  for (const { worker: task, run } of due) {
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
