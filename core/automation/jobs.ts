import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const automationJobs = {
  /** Writes and schedules the post of an execution. */
  'automation.execute': z.object({ executionId: idSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof automationJobs> {}
  interface Topics {
    automation: true
  }
}
