import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const nestJobs = {
  /** Count the eggs of a nest. */
  'nests.count': z.object({ nestId: idSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof nestJobs> {}
  interface Topics {
    nests: true
  }
}
