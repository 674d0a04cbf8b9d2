import { readJob } from '#core/lib/kernel/jobs.ts'
import { runHotTask } from '#core/operations/actions/task-runs.ts'
import { lookForUnknown } from '#core/publishing/actions/look.ts'
import { prepareHinted } from '#core/publishing/actions/preparing.ts'
import { publishHinted } from '#core/publishing/actions/publish.ts'
import { publishingJobs } from '#core/publishing/jobs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

/** Jobs of the queue: the mails of hand-offs are sent at once, and what is taken away from platforms has time. */
const { 'publishing.by_hand_mail': _mail, 'publishing.discard': _discard, ...TAKEN } = publishingJobs

/**
 * Takes files to platforms ahead, publishes the posts that the hints of a batch name, and looks for the results of attempts without an
 * answer. A hint without effect is acknowledged: the next tick hints again.
 */
export const publishing: Consumer = async (batch, ctx) => {
  const done = await runHotTask(ctx, 'publishing', () =>
    together(batch, ctx, async (messages) => {
      const jobs = messages.map(({ body }) => readJob(TAKEN, body).job)
      const hints = jobs.filter((job) => job.type === 'publishing.hint')
      const steps = jobs.filter((job) => job.type === 'publishing.prepare')
      const looks = jobs.filter((job) => job.type === 'publishing.look')
      if (steps.length > 0) await prepareHinted(ctx, steps)
      if (hints.length > 0) await publishHinted(ctx, hints)
      if (looks.length > 0) await lookForUnknown(ctx, looks)
    }),
  )
  // Switched off: the posts wait where they are, and the first tick after it is switched on hints at them.
  if (done === 'off') batch.ackAll()
}
