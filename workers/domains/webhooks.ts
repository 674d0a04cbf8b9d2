import { forgetDeliveries, sweepDeliveries } from '#core/webhooks/actions/deliveries.ts'
import { mailOff } from '#core/webhooks/actions/off-mail.ts'
import { webhookJobs } from '#core/webhooks/jobs.ts'
import { webhookWorkers } from '#core/webhooks/workers.ts'
import { webhookEndpoints } from '../api/routes/webhook-endpoints.ts'
import { outgoing } from '../consumers/outgoing.ts'
import { type Domain, delivered } from '../domain.ts'

export const webhooks: Domain = {
  endpoints: webhookEndpoints,
  workers: webhookWorkers,
  jobs: delivered(webhookJobs, {
    'webhook.deliver': { queue: 'outgoing' },
    'webhook.off_mail': {
      call: (_env, job, workspaceId, ctx) => mailOff(ctx.workspace(workspaceId), job),
    },
  }),
  queues: { outgoing: { jobs: 'OUTGOING', consume: outgoing } },
  chores: [
    {
      worker: 'outgoing_webhooks',
      cron: '10 0 * * *',
      run: async (ctx) => ({ outgoingWebhooks: await forgetDeliveries(ctx) }),
    },
  ],
  sweeps: [{ name: 'outgoingWebhooks', worker: 'outgoing_webhooks', run: sweepDeliveries }],
}
