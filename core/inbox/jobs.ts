import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema, instantSchema } from '#core/lib/kernel/schemas.ts'

export const inboxJobs = {
  /** `inbound`: wait for the contact to stop typing. `send`: send what is queued at once. */
  'conversation.poke': z.object({
    conversationId: idSchema,
    reason: z.enum(['inbound', 'send']),
    at: instantSchema,
  }),
  /** `actor` may no longer answer contacts: the conversations they held are released. */
  'answering.ended': z.object({ actor: z.string() }),
  /** Fetch a file that a contact sent from the platform. */
  'media.fetch': z.object({ mediaId: idSchema }),
}

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof inboxJobs> {}
  interface Topics {
    conversations: true
    messages: true
  }
}
