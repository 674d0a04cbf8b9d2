import { enrichPosts } from '#core/bank/actions/enrich.ts'
import { runSync } from '#core/bank/actions/sync.ts'
import { bankJobs } from '#core/bank/jobs.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { readJob } from '#core/lib/kernel/jobs.ts'
import { runTask } from '#core/operations/actions/task-runs.ts'
import { refreshStyle } from '#core/style/actions.ts'
import { styleJobs } from '#core/style/jobs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

/** Syncs profiles, analyses styles, and then finds out what is not known yet of captured posts: once for all messages that ask for it. */
export const enrichment: Consumer = async (batch, ctx) => {
  await together(batch, ctx, (messages) => work(messages, ctx))
}

async function work(messages: readonly Message[], ctx: SystemCtx): Promise<void> {
  let enrich = false
  for (const { body } of messages) {
    const { workspaceId, job } = readJob({ ...bankJobs, ...styleJobs }, body)
    if (job.type === 'bank.enrich') enrich = true
    else if (job.type === 'profile.sync')
      // Switched off: the sync waits, and the first sweep after it is switched on does it.
      await runTask(ctx, 'profile_sync', async () => {
        await runSync(ctx.workspace(workspaceId), job.syncJobId)
        return { processed: 1, failed: 0 }
      })
    // Switched off: the profile stays due, and the sweep finds it.
    else
      await runTask(ctx, 'style_refresh', async () => {
        const done = await refreshStyle(ctx.workspace(workspaceId), job.profileId)
        return { processed: done ? 1 : 0, failed: 0 }
      })
  }
  if (enrich) await enrichPosts(ctx, runTask)
}
