import { compareBilling, stopOwing } from '#core/billing/actions/read.ts'
import { billingWorkers } from '#core/billing/workers.ts'
import { billingEndpoints } from '../api/routes/billing.ts'
import { billing as reading } from '../consumers/billing.ts'
import type { Domain } from '../domain.ts'

export const billing: Domain = {
  endpoints: billingEndpoints,
  workers: billingWorkers,
  lanes: { billing: reading },
  chores: [{ worker: 'billing_check', cron: '10 0 * * *', run: compareBilling }],
  sweeps: [{ name: 'owing', worker: 'billing', run: stopOwing }],
}
