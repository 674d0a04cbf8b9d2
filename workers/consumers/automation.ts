import { execute } from '#core/automation/actions/execute.ts'
import { automationJobs } from '#core/automation/jobs.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { readJob } from '#core/lib/kernel/jobs.ts'
import { runTask } from '#core/operations/actions/task-runs.ts'
import { schedulePost } from '#core/publishing/actions/posts.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

/** Writes and schedules the posts of rules. A hint without effect is acknowledged: the sweep finds what is open. */
export const automation: Consumer = async (batch, ctx) => {
  await together(batch, ctx, (messages) => work(messages, ctx))
}

async function work(messages: readonly Message[], ctx: SystemCtx): Promise<void> {
  // Switched off: all of it stays where it is.
  await runTask(ctx, 'automation', async () => {
    const figures = { processed: 0, failed: 0 }
    for (const { body } of messages) {
      const { workspaceId, job } = readJob(automationJobs, body)
      const posted = await execute(ctx.workspace(workspaceId), job.executionId, { schedule: schedulePost })
      if (posted) figures.processed++
    }
    return figures
  })
}
