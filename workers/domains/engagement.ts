import { sweepEngagement } from '#core/engagement/actions/act.ts'
import { sweepPlans } from '#core/engagement/actions/plan.ts'
import { engagementJobs } from '#core/engagement/jobs.ts'
import { engagementWorkers } from '#core/engagement/workers.ts'
import { engagementEndpoints } from '../api/routes/engagement.ts'
import { engagement as consume } from '../consumers/engagement.ts'
import { type Domain, delivered } from '../domain.ts'

/** Actions wait for minutes and hours: the sweep finds what is due, and no message is held back for it. */
export const engagement: Domain = {
  endpoints: engagementEndpoints,
  workers: engagementWorkers,
  jobs: delivered(engagementJobs, {
    'engagement.plan': { lane: 'engagement' },
    'engagement.act': { lane: 'engagement' },
  }),
  lanes: { engagement: consume },
  sweeps: [
    { name: 'engagementPlans', worker: 'engagement', run: sweepPlans },
    { name: 'engagementActions', worker: 'engagement', run: sweepEngagement },
  ],
}
