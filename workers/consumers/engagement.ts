import { act } from '#core/engagement/actions/act.ts'
import { planPost } from '#core/engagement/actions/plan.ts'
import { engagementJobs } from '#core/engagement/jobs.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { readJob } from '#core/lib/kernel/jobs.ts'
import { runTask } from '#core/operations/actions/task-runs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

/** Plans engagement and does it. A hint without effect is acknowledged: the sweep finds what is due. */
export const engagement: Consumer = async (batch, ctx) => {
  await together(batch, ctx, (messages) => work(messages, ctx))
}

async function work(messages: readonly Message[], ctx: SystemCtx): Promise<void> {
  // Switched off: all of it stays where it is.
  await runTask(ctx, 'engagement', async () => {
    const figures = { processed: 0, failed: 0 }
    for (const { body } of messages) {
      const { workspaceId, job } = readJob(engagementJobs, body)
      const own = ctx.workspace(workspaceId)
      if (job.type === 'engagement.plan') figures.processed += await planPost(own, job.planId)
      else if ((await act(own, job.actionId)) === 'done') figures.processed++
    }
    return figures
  })
}
