import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const workspaceJobs = {
  /** `actor` may no longer see the workspace: `user:<id>`, `api_key:<id>`. */
  'access.ended': z.object({ actor: z.string() }),
  'invitation.mail': z.object({ invitationId: idSchema, version: z.number().int() }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof workspaceJobs> {}
  interface Topics {
    members: true
  }
}
