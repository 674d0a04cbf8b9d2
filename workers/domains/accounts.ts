import { forgetConnections } from '#core/accounts/actions/connections.ts'
import { mailExpired, refreshTokens, tokenRefused } from '#core/accounts/actions/tokens.ts'
import { accountJobs } from '#core/accounts/jobs.ts'
import { accountWorkers } from '#core/accounts/workers.ts'
import { takeUpMessages } from '#core/inbox/actions/send.ts'
import { takeUpPosts } from '#core/publishing/actions/publish.ts'
import { accountEndpoints } from '../api/routes/accounts.ts'
import { connectCallback, connectionEndpoints } from '../api/routes/connections.ts'
import { type Domain, delivered } from '../domain.ts'

export const accounts: Domain = {
  endpoints: [...accountEndpoints, ...connectionEndpoints],
  raw: [connectCallback],
  workers: accountWorkers,
  jobs: delivered(accountJobs, {
    'account.expired': {
      call: (_env, job, workspaceId, ctx) => tokenRefused(ctx.workspace(workspaceId), job),
    },
    'account.expired_mail': {
      call: (_env, job, workspaceId, ctx) => mailExpired(ctx.workspace(workspaceId), job),
    },
    'account.usable': {
      call: async (_env, { accountId }, workspaceId, ctx) => {
        await takeUpPosts(ctx.workspace(workspaceId), accountId)
        await takeUpMessages(ctx.workspace(workspaceId), accountId)
      },
    },
  }),
  chores: [
    {
      worker: 'tokens',
      cron: '*/5 * * * *',
      run: async (ctx) => ({ ...(await refreshTokens(ctx)), forgotten: await forgetConnections(ctx) }),
    },
  ],
}
