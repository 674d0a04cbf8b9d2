import { warnOfVersions } from '#core/accounts/actions/versions.ts'
import type { SystemCtx } from '#core/lib/kernel/context.ts'
import { sweepOutbox } from '#core/lib/kernel/outbox.ts'
import { sweepEvents } from '#core/operations/actions/ingest.ts'
import { forgetOld } from '#core/operations/actions/retention.ts'
import { sweepRuns } from '#core/operations/actions/task-runs.ts'
import { operationsWorkers } from '#core/operations/workers.ts'
import { operationsEndpoints } from '../api/routes/operations.ts'
import { deadLetters } from '../consumers/dead-letters.ts'
import { webhooks } from '../consumers/webhooks.ts'
import type { Domain } from '../domain.ts'

const daily = async (ctx: SystemCtx) => ({ ...(await warnOfVersions(ctx)), ...(await forgetOld(ctx)) })

export const operations: Domain = {
  endpoints: operationsEndpoints,
  workers: operationsWorkers,
  queues: { webhooks: { consume: webhooks }, 'dead-letters': { consume: deadLetters } },
  chores: [{ worker: 'retention', cron: '10 0 * * *', run: daily }],
  sweeps: [
    { name: 'jobs', run: sweepOutbox },
    { name: 'events', worker: 'webhooks', run: sweepEvents },
    { name: 'runs', run: sweepRuns },
  ],
}
