import { sweepEntries } from '#core/taxonomy/actions/entries.ts'
import { addStarter } from '#core/taxonomy/actions/starter.ts'
import { taxonomyJobs } from '#core/taxonomy/jobs.ts'
import { taxonomyEndpoints } from '../api/routes/taxonomy.ts'
import { type Domain, delivered } from '../domain.ts'

export const taxonomy: Domain = {
  endpoints: taxonomyEndpoints,
  jobs: delivered(taxonomyJobs, {
    'taxonomy.start': {
      call: (_env, { language }, workspaceId, ctx) =>
        addStarter(ctx.workspace(workspaceId), language, { isNew: true }),
    },
  }),
  sweeps: [{ name: 'entries', run: sweepEntries }],
}
