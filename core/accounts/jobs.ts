import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const accountJobs = {
  /** The platform refuses the account's token: refresh it, or have the account wait for a person to reconnect it. */
  'account.expired': z.object({
    accountId: idSchema,
    /** The version of the credentials that were refused. Later versions are not affected. */
    version: z.number().int().optional(),
    reason: z.string(),
  }),
  /** Mail one person that nothing is sent through the account until somebody reconnects it. */
  'account.expired_mail': z.object({ accountId: idSchema, userId: idSchema, version: z.number().int() }),
  /** The account can make calls again: resume the work that waited for it. */
  'account.usable': z.object({ accountId: idSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof accountJobs> {}
  interface Topics {
    accounts: true
  }
}
