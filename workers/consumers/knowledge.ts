import { indexDocument } from '#core/knowledge/actions/indexing.ts'
import { knowledgeJobs } from '#core/knowledge/jobs.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { readJob } from '#core/lib/kernel/jobs.ts'
import { runTask } from '#core/operations/actions/task-runs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

/** Indexes documents, one after another; an indexed document is not claimed again. */
export const knowledge: Consumer = async (batch, ctx) => {
  const done = await runTask(ctx, 'knowledge', () => together(batch, ctx, (messages) => index(messages, ctx)))
  // Switched off: the documents wait as they are, and the first sweep after it is switched on finds them.
  if (done === 'off') batch.ackAll()
}

async function index(messages: readonly Message[], ctx: SystemCtx): Promise<void> {
  for (const { body } of messages) {
    const { workspaceId, job } = readJob(knowledgeJobs, body)
    await indexDocument(ctx.workspace(workspaceId), job.documentId)
  }
}
