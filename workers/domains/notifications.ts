import { mailComments, mailSilence, tellOfSilences } from '#core/notifications/actions/silences.ts'
import { notificationJobs } from '#core/notifications/jobs.ts'
import { notificationWorkers } from '#core/notifications/workers.ts'
import { notificationEndpoints } from '../api/routes/notifications.ts'
import { type Domain, delivered } from '../domain.ts'

export const notifications: Domain = {
  endpoints: notificationEndpoints,
  workers: notificationWorkers,
  jobs: delivered(notificationJobs, {
    'notification.mail': { call: (_env, job, workspaceId, ctx) => mailSilence(ctx, workspaceId, job) },
    'notification.comments_mail': {
      call: (_env, job, workspaceId, ctx) => mailComments(ctx, workspaceId, job),
    },
  }),
  chores: [{ worker: 'notifications', cron: '* * * * *', run: tellOfSilences }],
}
