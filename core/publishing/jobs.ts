import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema, instantSchema } from '#core/lib/kernel/schemas.ts'

export const publishingJobs = {
  'publishing.hint': z.object({ targetId: idSchema, version: z.number().int(), dueAt: instantSchema }),
  /** Take the files of a post to the platform, ahead of its time. */
  'publishing.prepare': z.object({ targetId: idSchema, at: instantSchema }),
  /**
   * Mail a person who publishes by hand that a post waits for them; without one, find who is to be mailed. `reminder`: 0 for the first
   * mail.
   */
  'publishing.by_hand_mail': z.object({
    targetId: idSchema,
    reminder: z.number().int(),
    userId: idSchema.optional(),
  }),
  /** Take away what a platform has taken in for a post that no longer goes out with it. */
  'publishing.discard': z.object({ discardId: idSchema }),
  /** Look on the platform for the outcome of an attempt that was not answered. */
  'publishing.look': z.object({ targetId: idSchema, fence: z.number().int(), at: instantSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof publishingJobs> {}
  interface Topics {
    'scheduled-posts': true
  }
}
