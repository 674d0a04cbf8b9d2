import { askForStyles, sweepStyles } from '#core/style/actions.ts'
import { styleJobs } from '#core/style/jobs.ts'
import { styleWorkers } from '#core/style/workers.ts'
import { styleEndpoints } from '../api/routes/style.ts'
import { type Domain, delivered } from '../domain.ts'

export const style: Domain = {
  endpoints: styleEndpoints,
  workers: styleWorkers,
  jobs: delivered(styleJobs, { 'style.refresh': { lane: 'enrichment' } }),
  chores: [
    {
      worker: 'style_refresh',
      cron: '0 3 1 * *',
      run: async (ctx) => ({ profiles: await askForStyles(ctx) }),
    },
  ],
  sweeps: [{ name: 'styles', worker: 'style_refresh', run: sweepStyles }],
}
