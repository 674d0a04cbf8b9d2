import { expect, it } from 'vitest'
import { runR1 } from './r1.ts'
import { r1Findings } from './r1-findings.ts'
import { seedOf } from './random.ts'

const real = Boolean(process.env.CHORUS_TEST_DATABASE_URL)
/** Enough for everything to go wrong several times; `npm run chaos` takes 10^5. */
const deliveries = Number(process.env.CHORUS_CHAOS_COUNT ?? 1_000)
/** Fixed seed of CI, so that only a change of the code may fail the run; `npm run chaos` takes another each time. */
const USUAL_SEED = process.env.CHORUS_CHAOS_COUNT ? undefined : 1
/** In a small world this many kills would use up the tries of one and the same message. */
const kills = Math.min(30, Math.ceil(deliveries / 200))

it(`${deliveries} deliveries, doubled, late, unanswered, their consumers killed, have the effects of each once`, {
  timeout: 300_000 + deliveries * 60,
}, async () => {
  // The embedded database has one session; on a real one the consumers’ transactions meet.
  const abreast = { consumers: 4, steps: real ? 4 : 1 }
  const startedAt = performance.now()
  const run = await runR1({
    ...{ seed: seedOf('R1', USUAL_SEED), deliveries, abreast, faults: { kills } },
    ...(process.env.CHORUS_CHAOS_COUNT && { say: (text: string) => console.warn(text) }),
  })
  const { figures } = run.broker
  console.warn(
    `R1: ${JSON.stringify({ ...run.world.figures, messages: run.world.written.length, ...figures })} in ${Math.round(performance.now() - startedAt)} ms`,
  )
  expect(await r1Findings(run)).toEqual([])
  expect(figures.kills).toBe(kills)
})
