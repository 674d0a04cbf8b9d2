import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema, instantSchema } from '#core/lib/kernel/schemas.ts'

export const commentJobs = {
  /** Reads the comments under a post. */
  'comments.poll': z.object({ postId: idSchema }),
  'comments.decide': z.object({ commentId: idSchema }),
  /** Does something to a comment on its platform. `at`: when it is due. */
  'comments.send': z.object({ actionId: idSchema, at: instantSchema }),
  /** Finds out whether an unanswered call succeeded. */
  'comments.look': z.object({ actionId: idSchema, at: instantSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof commentJobs> {}
  interface Topics {
    comments: true
  }
}
