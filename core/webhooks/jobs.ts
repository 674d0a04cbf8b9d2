import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema, instantSchema } from '#core/lib/kernel/schemas.ts'

export const webhookJobs = {
  /** Send what is due to an endpoint. */
  'webhook.deliver': z.object({ endpointId: idSchema }),
  /** Mail a person that an endpoint was switched off since it took nothing. */
  'webhook.off_mail': z.object({ endpointId: idSchema, userId: idSchema, at: instantSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof webhookJobs> {}
}
