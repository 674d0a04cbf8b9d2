import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema, instantSchema } from '#core/lib/kernel/schemas.ts'

export const notificationJobs = {
  /** Mail a person about conversations that have waited for them, as far as they still wait. */
  'notification.mail': z.object({ userId: idSchema, conversations: z.array(idSchema), at: instantSchema }),
  /** Mail a person about the comments that they were asked to look at in a time, as far as they still wait. */
  'notification.comments_mail': z.object({ userId: idSchema, after: instantSchema, until: instantSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof notificationJobs> {}
}
