import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const styleJobs = {
  /** Analyse how a profile writes, if it is due. */
  'style.refresh': z.object({ profileId: idSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof styleJobs> {}
}
