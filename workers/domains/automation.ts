import { sweepExecutions, tickAutomation } from '#core/automation/actions/tick.ts'
import { automationJobs } from '#core/automation/jobs.ts'
import { automationWorkers } from '#core/automation/workers.ts'
import { automationEndpoints } from '../api/routes/automation.ts'
import { automation as consume } from '../consumers/automation.ts'
import { type Domain, delivered } from '../domain.ts'

export const automation: Domain = {
  endpoints: automationEndpoints,
  workers: automationWorkers,
  jobs: delivered(automationJobs, { 'automation.execute': { lane: 'automation' } }),
  lanes: { automation: consume },
  chores: [{ worker: 'automation', cron: '* * * * *', run: tickAutomation }],
  sweeps: [{ name: 'automationExecutions', worker: 'automation', run: sweepExecutions }],
}
