import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { readJob } from '#core/lib/kernel/jobs.ts'
import { runHotTask } from '#core/operations/actions/task-runs.ts'
import { deliverTo } from '#core/webhooks/actions/deliveries.ts'
import { webhookJobs } from '#core/webhooks/jobs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

/** Sends what endpoints are to be told: each endpoint once for all messages that ask for it. */
export const outgoing: Consumer = async (batch, ctx) => {
  await together(batch, ctx, (messages) => work(messages, ctx))
}

async function work(messages: readonly Message[], ctx: SystemCtx): Promise<void> {
  const endpoints = new Map<string, string>()
  for (const { body } of messages) {
    const { workspaceId, job } = readJob(webhookJobs, body)
    endpoints.set(job.endpointId, workspaceId)
  }
  // Switched off: deliveries stay due, and the sweep finds them.
  await runHotTask(ctx, 'outgoing_webhooks', async () => {
    const figures = await Promise.all(
      [...endpoints].map(([id, workspaceId]) => deliverTo(ctx.workspace(workspaceId), id)),
    )
    return {
      processed: figures.reduce((sum, { processed }) => sum + processed, 0),
      failed: figures.reduce((sum, { failed }) => sum + failed, 0),
    }
  })
}
