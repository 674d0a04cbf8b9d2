import { compareFigures, rollUp, writeWindows } from '#core/figures/actions/roll-up.ts'
import { figuresWorkers } from '#core/figures/workers.ts'
import { characterMetricsEndpoint, figuresDownload, figuresEndpoints } from '../api/routes/figures.ts'
import type { Domain } from '../domain.ts'

export const figures: Domain = {
  endpoints: [...figuresEndpoints, characterMetricsEndpoint],
  raw: [figuresDownload],
  workers: figuresWorkers,
  sweeps: [{ name: 'figures', worker: 'figures', run: rollUp }],
  chores: [
    { worker: 'figures', cron: '5 */2 * * *', run: writeWindows },
    { worker: 'figures_check', cron: '10 0 * * *', run: compareFigures },
  ],
}
