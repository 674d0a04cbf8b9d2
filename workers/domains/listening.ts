import { collect } from '#core/listening/actions/collect.ts'
import { findSignals } from '#core/listening/actions/signals.ts'
import { listeningWorkers } from '#core/listening/workers.ts'
import { listeningDownload, listeningEndpoints, listeningUpload } from '../api/routes/listening.ts'
import { listeningChoiceEndpoints } from '../api/routes/listening-choices.ts'
import { listeningRunEndpoints } from '../api/routes/listening-runs.ts'
import type { Domain } from '../domain.ts'

export const listening: Domain = {
  endpoints: [...listeningEndpoints, ...listeningChoiceEndpoints, ...listeningRunEndpoints],
  uploads: [listeningUpload],
  raw: [listeningDownload],
  workers: listeningWorkers,
  chores: [
    { worker: 'listening', cron: '* * * * *', run: collect },
    { worker: 'signals', cron: '*/5 * * * *', run: findSignals },
  ],
}
