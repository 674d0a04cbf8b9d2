import { makeNext } from '#core/characters/actions/generations/make.ts'
import { characterJobs } from '#core/characters/jobs.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { readJob } from '#core/lib/kernel/jobs.ts'
import { placeMedium } from '#core/media/actions.ts'
import { runTask } from '#core/operations/actions/task-runs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

/** Makes what people asked for in characters' media. Each waits for a provider up to minutes, and so all of a batch wait side by side. */
export const generations: Consumer = async (batch, ctx) => {
  await together(batch, ctx, (messages) => work(messages, ctx))
}

async function work(messages: readonly Message[], ctx: SystemCtx): Promise<void> {
  // Switched off: items stay due, and the sweep finds them.
  await runTask(ctx, 'generations', async () => {
    const made = await Promise.all(
      messages.map(({ body }) =>
        makeNext(ctx.workspace(readJob(characterJobs, body).workspaceId), { place: placeMedium }),
      ),
    )
    return {
      processed: made.filter((one) => one === true).length,
      failed: made.filter((one) => one === false).length,
    }
  })
}
