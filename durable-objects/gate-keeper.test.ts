import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { QuotaBook } from '#core/lib/platform/quota-book.ts'
import { gateBugs, patchClasses, seedBug } from '#test/gate/bugs.ts'
import { gateFindings } from '#test/gate/findings.ts'
import { GateKeeper } from './gate-keeper.ts'

const { patchable } = await vi.hoisted(() => import('#test/gate/bugs.ts'))
// Checks the harness itself: it must fail when the gate is given bugs, one at a time.
vi.mock(import('#core/lib/platform/quota.ts'), async (real) => patchable('quota', await real()))
vi.mock(import('#core/lib/platform/quota-counter.ts'), async (real) => patchable('counter', await real()))

const HARD = { loss: 0.02, eviction: 0.05 }
const CALM = { loss: 0, eviction: 0.02 }

describe('the account gate, held against the platforms’ own rules', () => {
  it('lets through no call too many and leaks no place, in 10^5 arrivals with evictions and lost answers', async () => {
    const sum = { arrivals: 0, evictions: 0, lost: 0, refunded: 0, admitted: 0 }
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), async (seed) => {
        const { findings, found } = await gateFindings(seed, 250, HARD)
        for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += found[key]
        expect(findings).toEqual([])
      }),
      { numRuns: 105 },
    )
    expect(sum.arrivals).toBeGreaterThanOrEqual(100_000)
    expect(Math.min(sum.evictions, sum.refunded, sum.admitted)).toBeGreaterThan(1_000)
    expect(sum.lost).toBeGreaterThan(0)
  }, 240_000)

  it('holds back no more than one in a thousand of what the rules admit, and asks once for each batch', async () => {
    const { findings, found } = await gateFindings(11, 6_000, CALM)
    expect(findings).toEqual([])
    expect(found.calls).toBe(found.batches)
    expect(found.mostRows).toBeLessThan(1_000)
  }, 120_000)
})

describe('the harness finds a bug', () => {
  let takeOff = () => undefined as unknown
  afterEach(() => {
    seedBug(undefined)
    takeOff()
  })

  it.each(gateBugs.map((bug) => [bug.name, bug] as const))(
    '%s',
    async (_name, bug) => {
      seedBug(bug)
      takeOff = patchClasses(bug, { book: QuotaBook.prototype, keeper: GateKeeper.prototype })
      const findings: string[] = []
      for (let seed = 1; seed <= 6 && findings.length === 0; seed++) {
        findings.push(...(await gateFindings(seed, 800, CALM)).findings)
        findings.push(...(await gateFindings(seed, 400, HARD)).findings)
      }
      expect(findings).not.toEqual([])
    },
    120_000,
  )
})
