import { sweepGenerations } from '#core/characters/actions/generations/make.ts'
import { characterJobs } from '#core/characters/jobs.ts'
import { characterWorkers } from '#core/characters/workers.ts'
import { characterEndpoints } from '../api/routes/characters.ts'
import { contentEndpoints } from '../api/routes/content.ts'
import { generationEndpoints } from '../api/routes/generations.ts'
import { generations } from '../consumers/generations.ts'
import { type Domain, delivered } from '../domain.ts'

export const characters: Domain = {
  endpoints: [...characterEndpoints, ...contentEndpoints, ...generationEndpoints],
  workers: characterWorkers,
  jobs: delivered(characterJobs, { 'generations.next': { lane: 'generations' } }),
  lanes: { generations },
  sweeps: [{ name: 'generations', worker: 'generations', run: sweepGenerations }],
}
