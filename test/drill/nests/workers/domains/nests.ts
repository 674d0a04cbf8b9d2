import { watchNests } from '#core/nests/actions.ts'
import { nestJobs } from '#core/nests/jobs.ts'
import { nestWorkers } from '#core/nests/workers.ts'
import { nestEndpoints } from '../api/routes/nests.ts'
import { nests as count } from '../consumers/nests.ts'
import { type Domain, delivered } from '../domain.ts'

export const nests: Domain = {
  endpoints: nestEndpoints,
  workers: nestWorkers,
  jobs: delivered(nestJobs, { 'nests.count': { lane: 'nests' } }),
  lanes: { nests: count },
  chores: [{ worker: 'nests', cron: '* * * * *', run: watchNests }],
}
