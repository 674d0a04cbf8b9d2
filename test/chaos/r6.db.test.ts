import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Interlude, type Plan, type R6Run, stageR6 } from './r6.ts'
import { r6Findings } from './r6-findings.ts'

// Replaces Cloudflare's module. A process of these tests gets the context of this database.
vi.mock('cloudflare:workers', () => import('./wiring.ts'))

let converse: (plan: Plan) => Promise<R6Run>
let calm: R6Run
beforeAll(async () => {
  // Fake only the clock: timers wait as always.
  vi.useFakeTimers({ toFake: ['Date'] })
  converse = await stageR6()
  calm = await converse({})
})
afterAll(() => vi.useRealTimers())

const findingsOf = async (plan: Plan) => r6Findings(await converse(plan), plan, calm.steps)

it('undisturbed gives one reply for each burst', async () => {
  expect(await r6Findings(calm, {}, calm.steps)).toEqual([])
  console.warn(calm.steps.join(' '))
  expect(calm.steps.filter((kind) => kind === 'platform')).toHaveLength(1)
})

const steps = () => calm.steps.map((_, step) => step)

describe('one reply for each burst, in order, never two on the platform', { timeout: 600_000 }, () => {
  for (const dies of [true, false])
    for (const where of ['before', 'within', 'after'] as const)
      it(`${dies ? 'whenever the object dies' : 'whatever breaks'} ${where} a step`, async () => {
        for (const step of steps())
          expect(await findingsOf({ mishap: { step, where, dies } }), `step ${step}`).toEqual([])
      })

  for (const what of ['written', 'delivered', 'failed', 'elsewhere'] satisfies Interlude[])
    it(`when, before any step, this happens: ${what}`, async () => {
      for (const step of steps())
        expect(await findingsOf({ interlude: { step, what } }), `step ${step}`).toEqual([])
    })

  it('when the first reply has to wait and the contact writes again meanwhile', async () => {
    const outcomes = [{ kind: 'retry' as const, reason: 'Busy.' }]
    expect(await findingsOf({ outcomes, impatient: true })).toEqual([])
  })
})
