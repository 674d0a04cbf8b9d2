import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const clusterJobs = {
  /** Go on with a grouping, if no other worker has it. */
  'clusters.run': z.object({ runId: idSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof clusterJobs> {}
  interface Topics {
    clusters: true
  }
}
