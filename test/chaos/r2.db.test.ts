import { expect, it } from 'vitest'
import { runR2 } from './r2.ts'
import { lookedFor, r2Findings } from './r2-findings.ts'
import { seedOf } from './random.ts'

const real = Boolean(process.env.CHORUS_TEST_DATABASE_URL)
/** Enough for everything to go wrong several times; `npm run chaos -- --which r2` takes 10^5. */
const targets = Number(process.env.CHORUS_CHAOS_COUNT ?? 1_000)
/** As in r1.db.test.ts. */
const USUAL_SEED = process.env.CHORUS_CHAOS_COUNT ? undefined : 7

it(`${targets} posts, their hints lost, their calls unanswered, their consumers killed and frozen, are published once`, {
  timeout: 600_000 + targets * 60,
}, async () => {
  // The embedded database has one session; on a real one the consumers’ transactions meet.
  const abreast = { consumers: 40, steps: real ? 4 : 1 }
  // Many are due at once in a large run: batches are fuller, and the hints of a tick still reach all.
  const perSecond = Math.min(50, Math.max(5, targets / 500))
  const say = process.env.CHORUS_CHAOS_COUNT ? (text: string) => console.warn(text) : undefined
  const run = await runR2({
    seed: seedOf('R2', USUAL_SEED),
    targets,
    perSecond,
    abreast,
    ...(say && { say }),
  })
  const { figures, broker, unknowable } = run
  console.warn(
    `R2: ${JSON.stringify({ posts: run.world.posts.length, ...figures, unknowable: unknowable.size, ...lookedFor(run), ...broker.figures })} in ${run.ms} ms`,
  )
  expect(await r2Findings(run)).toEqual([])
  expect(lookedFor(run).resolved).toBeGreaterThan(0)
  expect(figures.asked).toBeGreaterThan(0)
  expect(broker.figures.kills).toBeGreaterThan(0)
})

it('a seed replays', { timeout: 900_000 }, async () => {
  const traceOf = async () => {
    const abreast = { consumers: 40, steps: 1 }
    const faults = { kills: 3, broken: 0.01, frozen: 0.02 }
    const { broker, figures } = await runR2({ seed: 7, targets: 30, abreast, faults })
    return { figures, trace: broker.trace, steps: broker.figures }
  }
  expect(await traceOf()).toEqual(await traceOf())
})
