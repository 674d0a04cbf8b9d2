import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const listeningJobs = {
  /** Mail a person what stood out in a project; without one, find who is to be mailed. */
  'signal.mail': z.object({
    projectId: idSchema,
    signalIds: z.array(idSchema).min(1),
    userId: idSchema.optional(),
  }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof listeningJobs> {}
  interface Topics {
    listening: true
  }
}
