import { decideComment } from '#core/comments/actions/decide.ts'
import { lookForAction } from '#core/comments/actions/look.ts'
import { pollPost } from '#core/comments/actions/poll.ts'
import { sendAction } from '#core/comments/actions/send.ts'
import { commentJobs } from '#core/comments/jobs.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { readJob } from '#core/lib/kernel/jobs.ts'
import { runHotTask } from '#core/operations/actions/task-runs.ts'
import type { Consumer } from '../domain.ts'
import { together } from './together.ts'

/** Reads comments, decides on them and answers them. A hint without effect is acknowledged: a sweep finds what is due. */
export const comments: Consumer = async (batch, ctx) => {
  const done = await runHotTask(ctx, 'comments', () =>
    together(batch, ctx, async (messages) => {
      for (const { body } of messages) await work(body, ctx)
    }),
  )
  // Switched off: everything waits where it is, and the first sweep after it is switched on finds it.
  if (done === 'off') batch.ackAll()
}

async function work(body: unknown, ctx: SystemCtx): Promise<void> {
  const { workspaceId, job } = readJob(commentJobs, body)
  const own = ctx.workspace(workspaceId)
  switch (job.type) {
    case 'comments.poll':
      await pollPost(own, job.postId)
      break
    case 'comments.decide':
      await decideComment(own, job.commentId)
      break
    case 'comments.send':
      await sendAction(own, job.actionId)
      break
    case 'comments.look':
      await lookForAction(own, job.actionId)
      break
  }
}
