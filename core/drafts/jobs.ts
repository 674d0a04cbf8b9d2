import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const draftJobs = {
  /** Write a draft of a batch, if it waits. */
  'drafts.write': z.object({ draftId: idSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof draftJobs> {}
  interface Topics {
    drafts: true
  }
}
