import { sweepBatches } from '#core/drafts/actions/write-batch.ts'
import { draftJobs } from '#core/drafts/jobs.ts'
import { draftWorkers } from '#core/drafts/workers.ts'
import { draftEndpoints } from '../api/routes/drafts.ts'
import { batchEndpoints } from '../api/routes/post-batches.ts'
import { drafts as writing } from '../consumers/drafts.ts'
import { type Domain, delivered } from '../domain.ts'

export const drafts: Domain = {
  endpoints: [...draftEndpoints, ...batchEndpoints],
  workers: draftWorkers,
  jobs: delivered(draftJobs, { 'drafts.write': { queue: 'drafts' } }),
  queues: { drafts: { jobs: 'DRAFTS', consume: writing } },
  sweeps: [{ name: 'batches', worker: 'batches', run: sweepBatches }],
}
