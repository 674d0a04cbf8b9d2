import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const webhookJobs = {
  /** Send what is due to an endpoint. */
  'webhook.deliver': z.object({ endpointId: idSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof webhookJobs> {}
}
