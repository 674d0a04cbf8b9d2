import { readJob } from '#core/lib/kernel/jobs.ts'
import { runHotTask } from '#core/operations/actions/task-runs.ts'
import { discardHinted } from '#core/publishing/actions/discards.ts'
import { publishingJobs } from '#core/publishing/jobs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

const TAKEN = { 'publishing.discard': publishingJobs['publishing.discard'] }

/** Takes away from platforms what no post goes out with any more. A hint without effect is acknowledged: the sweep finds what is due. */
export const discards: Consumer = async (batch, ctx) => {
  const done = await runHotTask(ctx, 'publishing', () =>
    together(batch, ctx, async (messages) => {
      await discardHinted(
        ctx,
        messages.map(({ body }) => readJob(TAKEN, body).job),
      )
    }),
  )
  // Switched off: everything waits where it is, and the first sweep after it is switched on finds it.
  if (done === 'off') batch.ackAll()
}
