import { collect } from '#core/listening/actions/collect.ts'
import { mailSignals } from '#core/listening/actions/signal-mail.ts'
import { findSignals } from '#core/listening/actions/signals.ts'
import { listeningJobs } from '#core/listening/jobs.ts'
import { listeningWorkers } from '#core/listening/workers.ts'
import { listeningDownload, listeningEndpoints, listeningUpload } from '../api/routes/listening.ts'
import { listeningActEndpoints } from '../api/routes/listening-acts.ts'
import { listeningChoiceEndpoints } from '../api/routes/listening-choices.ts'
import { listeningRunEndpoints } from '../api/routes/listening-runs.ts'
import { type Domain, delivered } from '../domain.ts'

export const listening: Domain = {
  endpoints: [
    ...listeningEndpoints,
    ...listeningChoiceEndpoints,
    ...listeningRunEndpoints,
    ...listeningActEndpoints,
  ],
  jobs: delivered(listeningJobs, {
    'signal.mail': { call: (_env, job, workspaceId, ctx) => mailSignals(ctx, workspaceId, job) },
  }),
  uploads: [listeningUpload],
  raw: [listeningDownload],
  workers: listeningWorkers,
  chores: [
    { worker: 'listening', cron: '* * * * *', run: collect },
    { worker: 'signals', cron: '*/5 * * * *', run: findSignals },
  ],
}
