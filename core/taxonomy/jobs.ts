import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'

export const taxonomyJobs = {
  /** Give a new workspace the starter set of topics, audiences, hook types and structures. */
  'taxonomy.start': z.object({ language: z.enum(['en', 'fr']) }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof taxonomyJobs> {}
}
