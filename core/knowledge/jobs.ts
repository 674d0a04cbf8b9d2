import * as z from 'zod'
import type { JobsOf } from '#core/lib/kernel/jobs.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'

export const knowledgeJobs = { 'knowledge.index': z.object({ documentId: idSchema }) }

declare module '#core/lib/kernel/jobs.ts' {
  interface Jobs extends JobsOf<typeof knowledgeJobs> {}
  interface Topics {
    knowledge: true
  }
}
