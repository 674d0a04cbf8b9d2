import { sweepPosts } from '#core/bank/actions/enrich.ts'
import { sweepSyncs, syncProfiles } from '#core/bank/actions/sync.ts'
import { bankJobs } from '#core/bank/jobs.ts'
import { bankWorkers } from '#core/bank/workers.ts'
import { bankEndpoints, bankUploadRoute } from '../api/routes/bank.ts'
import { enrichment } from '../consumers/enrichment.ts'
import { type Domain, delivered } from '../domain.ts'

export const bank: Domain = {
  endpoints: bankEndpoints,
  uploads: [bankUploadRoute],
  workers: bankWorkers,
  jobs: delivered(bankJobs, {
    'profile.sync': { lane: 'enrichment' },
    'bank.enrich': { lane: 'enrichment' },
  }),
  lanes: { enrichment },
  chores: [
    {
      worker: 'profile_sync',
      cron: '0 2 * * SUN',
      run: async (ctx) => ({ syncs: await syncProfiles(ctx) }),
    },
  ],
  sweeps: [
    { name: 'syncs', worker: 'profile_sync', run: sweepSyncs },
    { name: 'posts', run: sweepPosts },
  ],
}
