import { continueRun } from '#core/clusters/actions/run.ts'
import { clusterJobs } from '#core/clusters/jobs.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { readJob } from '#core/lib/kernel/jobs.ts'
import { runTask } from '#core/operations/actions/task-runs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

/** Groups what was said, one workspace after another: each needs a whole thread and some megabytes for seconds. */
export const clusters: Consumer = async (batch, ctx) => {
  await together(batch, ctx, (messages) => work(messages, ctx))
}

async function work(messages: readonly Message[], ctx: SystemCtx): Promise<void> {
  // Switched off: runs stay where they are, and the sweep finds them.
  await runTask(ctx, 'clusters', async () => {
    const figures = { processed: 0, failed: 0 }
    for (const { body } of messages) {
      const { workspaceId, job } = readJob(clusterJobs, body)
      if (await continueRun(ctx.workspace(workspaceId), job.runId)) figures.processed++
      else figures.failed++
    }
    return figures
  })
}
