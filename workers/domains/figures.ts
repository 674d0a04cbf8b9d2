import { figuresWorkers } from '#core/figures/workers.ts'
import { compareFigures, rollUp, writeWindows } from '#core/figures/actions/roll-up.ts'
import { figuresDownload, figuresEndpoints } from '../api/routes/figures.ts'
import type { Domain } from '../domain.ts'

export const figures: Domain = {
  endpoints: figuresEndpoints,
  raw: [figuresDownload],
  workers: figuresWorkers,
  chores: [
    { worker: 'figures', cron: '* * * * *', run: async (ctx) => ({ changed: await rollUp(ctx) }) },
    { worker: 'figures', cron: '5 */2 * * *', run: writeWindows },
    { worker: 'figures', cron: '10 0 * * *', run: compareFigures },
  ],
}
