import { type JobOf, queuedJobSchema } from '#core/lib/jobs.ts'
import { runHotTask } from '#core/operations/actions/task-runs.ts'
import { publishHinted } from '#core/publishing/actions/publish.ts'
import type { Consumer } from './index.ts'
import { together } from './together.ts'

/** Publishes what the hints of a batch point at. A hint that comes to nothing is acknowledged: the next tick hints again. */
export const publishing: Consumer = async (batch, ctx) => {
  const done = await runHotTask(ctx, 'publishing', () =>
    together(batch, ctx, (messages) => publishHinted(ctx, messages.map(hintOf))),
  )
  // Switched off: the posts wait where they are, and the first tick after it is switched on hints at them.
  if (done === 'off') batch.ackAll()
}

function hintOf({ body }: Message): JobOf<'publishing.hint'> {
  const { job } = queuedJobSchema.parse(body)
  if (job.type !== 'publishing.hint') throw new Error(`A ${job.type} has no place on this queue.`)
  return job
}
