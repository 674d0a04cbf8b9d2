import { indexDocument } from '#core/knowledge/actions.ts'
import { describeError } from '#core/lib/errors.ts'
import { queuedJobSchema } from '#core/lib/jobs.ts'
import type { Consumer } from './index.ts'

/** Indexes documents, one after another: each is minutes of one model's time at most. */
export const knowledge: Consumer = async (batch, ctx) => {
  for (const message of batch.messages) {
    try {
      const { workspaceId, job } = queuedJobSchema.parse(message.body)
      if (job.type !== 'knowledge.index') throw new Error(`A ${job.type} has no place on this queue.`)
      await indexDocument(ctx.workspace(workspaceId), job.documentId)
      message.ack()
    } catch (error) {
      ctx.log.error('knowledge.failed', {
        messageId: message.id,
        attempts: message.attempts,
        error: describeError(error),
      })
      message.retry()
    }
  }
}
