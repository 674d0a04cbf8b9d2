import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema, instantSchema } from '#core/lib/kernel/schemas.ts'

export const notificationJobs = {
  /** Mail a person about conversations that have waited for them, as far as they still wait. */
  'notification.mail': z.object({ userId: idSchema, conversations: z.array(idSchema), at: instantSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof notificationJobs> {}
}
