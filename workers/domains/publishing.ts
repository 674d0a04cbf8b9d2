import { mailByHand } from '#core/publishing/actions/by-hand.ts'
import { sweepDiscards } from '#core/publishing/actions/discards.ts'
import { tickPublishing } from '#core/publishing/actions/tick.ts'
import { publishingJobs } from '#core/publishing/jobs.ts'
import { hintDelayMs } from '#core/publishing/rules/attempts.ts'
import { publishingWorkers } from '#core/publishing/workers.ts'
import { campaignEndpoints } from '../api/routes/campaigns.ts'
import { postImportRoute, publishingEndpoints } from '../api/routes/publishing.ts'
import { discards } from '../consumers/discards.ts'
import { publishing as publisher } from '../consumers/publishing.ts'
import { type Domain, delivered } from '../domain.ts'

export const publishing: Domain = {
  endpoints: [...publishingEndpoints, ...campaignEndpoints],
  uploads: [postImportRoute],
  workers: publishingWorkers,
  jobs: delivered(publishingJobs, {
    'publishing.hint': {
      queue: 'publishing',
      delayMs: ({ dueAt }, now) => hintDelayMs(new Date(dueAt), now),
    },
    'publishing.prepare': {
      queue: 'publishing',
      delayMs: ({ at }, now) => new Date(at).getTime() - now.getTime(),
    },
    'publishing.by_hand_mail': {
      call: (_env, job, workspaceId, ctx) => mailByHand(ctx, workspaceId, job),
    },
    'publishing.discard': { lane: 'discards' },
    'publishing.look': {
      queue: 'publishing',
      delayMs: ({ at }, now) => new Date(at).getTime() - now.getTime(),
    },
  }),
  lanes: { discards },
  sweeps: [{ name: 'discards', worker: 'publishing', run: sweepDiscards }],
  queues: { publishing: { jobs: 'PUBLISHING', consume: publisher } },
  chores: [
    {
      worker: 'due',
      cron: '* * * * *',
      // While the publisher is switched off, no hints are sent.
      run: async (ctx) => ((await ctx.enabled('publishing')) ? { ...(await tickPublishing(ctx)) } : {}),
    },
  ],
}
