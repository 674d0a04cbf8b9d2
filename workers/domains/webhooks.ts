import { forgetDeliveries, sweepDeliveries } from '#core/webhooks/actions/deliveries.ts'
import { webhookJobs } from '#core/webhooks/jobs.ts'
import { webhookEndpoints } from '../api/routes/webhook-endpoints.ts'
import { outgoing } from '../consumers/outgoing.ts'
import { type Domain, delivered } from '../domain.ts'

export const webhooks: Domain = {
  endpoints: webhookEndpoints,
  jobs: delivered(webhookJobs, { 'webhook.deliver': { queue: 'outgoing' } }),
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
