import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { readJob } from '#core/lib/kernel/jobs.ts'
import { countEggs } from '#core/nests/actions.ts'
import { nestJobs } from '#core/nests/jobs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

export const nests: Consumer = async (batch, ctx) => {
  await together(batch, ctx, (messages) => count(messages, ctx))
}

async function count(messages: readonly Message[], ctx: SystemCtx): Promise<void> {
  for (const { body } of messages) {
    const { workspaceId, job } = readJob(nestJobs, body)
    await countEggs(ctx.workspace(workspaceId), job.nestId)
  }
}
