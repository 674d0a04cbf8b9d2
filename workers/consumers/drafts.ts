import { writeDraft } from '#core/drafts/actions/write-batch.ts'
import { draftJobs } from '#core/drafts/jobs.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { readJob } from '#core/lib/kernel/jobs.ts'
import { runTask } from '#core/operations/actions/task-runs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

/** Writes drafts of batches, one after the other: each waits for a model. */
export const drafts: Consumer = async (batch, ctx) => {
  await together(batch, ctx, (messages) => work(messages, ctx))
}

async function work(messages: readonly Message[], ctx: SystemCtx): Promise<void> {
  // Switched off: drafts stay due, and the sweep finds them.
  await runTask(ctx, 'batches', async () => {
    const figures = { processed: 0, failed: 0 }
    for (const { body } of messages) {
      const { workspaceId, job } = readJob(draftJobs, body)
      if (await writeDraft(ctx.workspace(workspaceId), job.draftId)) figures.processed++
      else figures.failed++
    }
    return figures
  })
}
