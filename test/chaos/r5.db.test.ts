import { describe, expect, it } from 'vitest'
import { type R2Options, runR2 } from './r2.ts'
import { r2Findings } from './r2-findings.ts'
import { seedOf } from './random.ts'

const seed = seedOf('R5', 5)
/** A run without other faults: any post that is not published once is the clocks' fault. */
const atPeace = { seed, targets: 240, calm: true, abreast: { consumers: 40, steps: 1 } }
const twenty = { perSecond: 0.2 }

async function calendar(options: Partial<R2Options>) {
  const run = await runR2({ ...atPeace, ...options })
  const { skewMs = 0 } = options
  return { run, found: await r2Findings(run, { skewMs }) }
}

describe('each due post goes out once, and nobody is asked', { timeout: 600_000 }, () => {
  it('when each tick comes twice', async () => {
    const { run, found } = await calendar({ ...twenty, ticks: () => 2 })
    expect(found).toEqual([])
    expect(run.figures).toMatchObject({ asked: 0, done: 240 - cancelled(run) })
  })

  it('when ticks come three times and at random not at all', async () => {
    const { run, found } = await calendar({ ...twenty, ticks: (minute) => (minute % 7 < 2 ? 0 : 3) })
    expect(found).toEqual([])
    expect(run.figures.asked).toBe(0)
  })

  it('when the ticks of 15 minutes are missed', async () => {
    const missed = (minute: number) => minute >= 3 && minute < 3 + 14
    const { run, found } = await calendar({ ...twenty, ticks: (minute) => (missed(minute) ? 0 : 1) })
    expect(found).toEqual([])
    expect(run.figures.asked).toBe(0)
    expect(run.platform.landed.length).toBe(240 - cancelled(run))
  })

  it('when the clocks of workers are apart by up to three seconds', async () => {
    const { run, found } = await calendar({ perSecond: 1, skewMs: 3_000 })
    expect(found).toEqual([])
    expect(run.figures.asked).toBe(0)
  })
})

it('what the ticks of half an hour have missed is asked about, and then goes out once', {
  timeout: 600_000,
}, async () => {
  const { run, found } = await calendar({
    ...twenty,
    ticks: (minute) => (minute >= 2 && minute < 32 ? 0 : 1),
  })
  expect(found).toEqual([])
  expect(run.figures.asked).toBeGreaterThan(50)
  // The person gives up some of them.
  expect(run.platform.landed.length).toBe(240 - cancelled(run) - run.givenUp.size)
})

/** Counts targets that a person cancelled in time. */
const cancelled = ({ world }: Awaited<ReturnType<typeof runR2>>) =>
  world.posts.filter((post) => post.cancelled).reduce((sum, { targets }) => sum + targets.length, 0)
