import { describeError } from '#core/lib/errors.ts'
import { type JobOf, queuedJobSchema } from '#core/lib/jobs.ts'
import { publishHinted } from '#core/publishing/actions/publish.ts'
import type { Consumer } from './index.ts'

/** Publishes what the hints of a batch point at. A hint that comes to nothing is acknowledged: the next tick hints again. */
export const publishing: Consumer = async (batch, ctx) => {
  const hints: JobOf<'publishing.hint'>[] = []
  for (const message of batch.messages) {
    const parsed = queuedJobSchema.safeParse(message.body)
    if (parsed.success && parsed.data.job.type === 'publishing.hint') hints.push(parsed.data.job)
    else {
      ctx.log.error('publishing.not_a_hint', { messageId: message.id, error: describeError(parsed.error) })
      message.retry()
    }
  }
  if (hints.length > 0) await publishHinted(ctx, hints)
  batch.ackAll()
}
