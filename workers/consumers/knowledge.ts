import { indexDocument } from '#core/knowledge/actions.ts'
import { queuedJobSchema } from '#core/lib/jobs.ts'
import type { Consumer } from './index.ts'
import { together } from './together.ts'

/** Indexes documents, one after another; what is indexed already is not claimed again. */
export const knowledge: Consumer = (batch, ctx) =>
  together(batch, ctx, async (messages) => {
    for (const { body } of messages) {
      const { workspaceId, job } = queuedJobSchema.parse(body)
      if (job.type !== 'knowledge.index') throw new Error(`A ${job.type} has no place on this queue.`)
      await indexDocument(ctx.workspace(workspaceId), job.documentId)
    }
  })
