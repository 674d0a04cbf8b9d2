import { describe, expect, it } from 'vitest'
import { nextAttempt, SWITCHED_OFF_AFTER_MS, switchedOff, TRIED_FOR_MS } from './rules.ts'

const at = new Date('2026-03-01T00:00:00Z')

describe('a delivery that fails', () => {
  it('is tried for three days at growing intervals, and no longer', () => {
    const waits: number[] = []
    let now = at
    for (let attempts = 1; ; attempts++) {
      const next = nextAttempt({ attempts, createdAt: at }, now)
      if (!next) break
      waits.push(next.getTime() - now.getTime())
      now = next
    }
    expect(waits).toEqual(waits.toSorted((a, b) => a - b))
    expect(waits[0]).toBe(5_000)
    expect(now.getTime() - at.getTime()).toBeLessThanOrEqual(TRIED_FOR_MS)
    expect(now.getTime() - at.getTime()).toBeGreaterThan(TRIED_FOR_MS - 12 * 3_600_000)
  })
})

describe('an endpoint that fails', () => {
  const after = (ms: number) => new Date(at.getTime() + ms)
  it.each([
    ['just now', 500, 0, null],
    ['for almost five days', null, SWITCHED_OFF_AFTER_MS - 1, null],
    ['for five days', 500, SWITCHED_OFF_AFTER_MS, 'The endpoint took nothing for five days.'],
    ['and says that it is gone', 410, 0, 'The endpoint answered that it is gone for good (410).'],
  ])('%s', (_since, status, ms, problem) => {
    expect(switchedOff({ status, failingSince: at }, after(ms))).toBe(problem)
  })
})
