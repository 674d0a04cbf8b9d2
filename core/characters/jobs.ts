import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'

export const characterJobs = {
  /** Make what is next in the workspace: the most urgent item of its generations that is due. There is one such job for each item. */
  'generations.next': z.object({}),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof characterJobs> {}
  interface Topics {
    characters: true
  }
}
