import { sweepGenerations } from '#core/generations/actions/make.ts'
import { generationJobs } from '#core/generations/jobs.ts'
import { generationWorkers } from '#core/generations/workers.ts'
import { generationEndpoints } from '../api/routes/generations.ts'
import { generations as consumer } from '../consumers/generations.ts'
import { type Domain, delivered } from '../domain.ts'

export const generations: Domain = {
  endpoints: generationEndpoints,
  workers: generationWorkers,
  jobs: delivered(generationJobs, { 'generations.next': { lane: 'generations' } }),
  lanes: { generations: consumer },
  sweeps: [{ name: 'generations', worker: 'generations', run: sweepGenerations }],
}
