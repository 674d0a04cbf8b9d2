import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const engagementJobs = {
  /** Plans who engages with a published post. */
  'engagement.plan': z.object({ planId: idSchema }),
  /** Writes a comment, or does an action whose time has come. */
  'engagement.act': z.object({ actionId: idSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof engagementJobs> {}
  interface Topics {
    engagement: true
  }
}
