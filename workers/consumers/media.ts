import { fetchMedium } from '#core/inbox/actions/media.ts'
import { inboxJobs } from '#core/inbox/jobs.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { readJob } from '#core/lib/kernel/jobs.ts'
import { runHotTask } from '#core/operations/actions/task-runs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

/** Fetches contacts' files, one after another: a Worker's memory holds one large file at a time. */
export const media: Consumer = async (batch, ctx) => {
  const done = await runHotTask(ctx, 'media', () =>
    together(batch, ctx, (messages) => fetchAll(messages, ctx)),
  )
  // Switched off: the files wait as they are, and the first sweep after it is switched on finds them.
  if (done === 'off') batch.ackAll()
}

async function fetchAll(messages: readonly Message[], ctx: SystemCtx): Promise<void> {
  for (const { body } of messages) {
    const { workspaceId, job } = readJob({ 'media.fetch': inboxJobs['media.fetch'] }, body)
    await fetchMedium(ctx.workspace(workspaceId), job.mediaId)
  }
}
