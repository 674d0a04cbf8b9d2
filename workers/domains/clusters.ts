import { startNightly, sweepRuns } from '#core/clusters/actions/run.ts'
import { clusterJobs } from '#core/clusters/jobs.ts'
import { clusterWorkers } from '#core/clusters/workers.ts'
import { clusterEndpoints } from '../api/routes/clusters.ts'
import { clusters as consumer } from '../consumers/clusters.ts'
import { type Domain, delivered } from '../domain.ts'

export const clusters: Domain = {
  endpoints: clusterEndpoints,
  workers: clusterWorkers,
  jobs: delivered(clusterJobs, { 'clusters.run': { lane: 'clusters' } }),
  lanes: { clusters: consumer },
  chores: [
    {
      worker: 'clusters',
      cron: '0 4 * * *',
      run: async (ctx) => ({ workspaces: await startNightly(ctx) }),
    },
  ],
  sweeps: [{ name: 'clusters', worker: 'clusters', run: sweepRuns }],
}
