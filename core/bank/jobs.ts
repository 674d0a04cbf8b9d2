import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const bankJobs = {
  /** Bring the posts of a profile into the bank. */
  'profile.sync': z.object({ syncJobId: idSchema }),
  /** Find out what is not known yet of captured posts, of whichever workspace. */
  'bank.enrich': z.object({}),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof bankJobs> {}
  interface Topics {
    bank: true
  }
}
