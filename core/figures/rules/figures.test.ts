import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketsOf, periodOf } from './days.ts'
import { type Cell, figureOf, secondsOf } from './figures.ts'

/** The slot of a duration, as `chorus_facts` computes it. */
const slotOf = (seconds: number) => Math.floor(Math.log(seconds + 1) / Math.log(1.1))
const responses = (...seconds: number[]): Cell[] =>
  seconds.map((one) => ({ metric: 'first_response', slot: slotOf(one), times: 1 }))

describe('a figure', () => {
  it('counts its own metric, and nothing else', () => {
    const cells: Cell[] = [
      { metric: 'sent_by_machine', slot: 0, times: 4 },
      { metric: 'sent_by_people', slot: 0, times: 3 },
      { metric: 'received', slot: 0, times: 9 },
    ]
    expect(figureOf('sentByPeople', cells)).toBe(3)
    expect(figureOf('sentByPeople', [])).toBe(0)
  })

  it('that is a share is none of nothing', () => {
    const cells: Cell[] = [
      { metric: 'turns', slot: 0, times: 3 },
      { metric: 'answered_by_machine', slot: 0, times: 2 },
    ]
    expect(figureOf('autoReplyRate', cells)).toBe(0.667)
    expect(figureOf('autoReplyRate', [])).toBeNull()
  })

  it('that is a median lies in the middle, whatever the order', () => {
    expect(figureOf('firstResponse', [])).toBeNull()
    expect(figureOf('firstResponse', responses(100_000, 0, 0))).toBe(0)
    expect(figureOf('firstResponse', responses(9, 9, 100_000))).toBe(secondsOf(slotOf(9)))
  })

  it('of a duration is at most a twentieth, or half a second, from it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90 * 24 * 3_600 }), (seconds) => {
        const shown = figureOf('firstResponse', responses(seconds)) ?? -1
        expect(Math.abs(shown - seconds)).toBeLessThanOrEqual(0.05 * (seconds + 1) + 0.5)
      }),
    )
  })
})

describe('a period', () => {
  const now = new Date('2026-03-29T23:30:00Z')

  it('is of days in the workspace’s zone, as is an instant on its first or last day', () => {
    expect(periodOf({}, now, 'Europe/Paris').period).toEqual({ from: '2026-03-01', to: '2026-03-30' })
    expect(periodOf({}, now, 'America/New_York').period.to).toBe('2026-03-29')
    expect(periodOf({ from: '2026-03-28T23:30:00Z', to: '2026-03-29' }, now, 'Europe/Paris')).toEqual({
      period: { from: '2026-03-29', to: '2026-03-29' },
      before: { from: '2026-03-28', to: '2026-03-28' },
    })
  })

  it('is compared with as many days right before it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 730 }), (days) => {
        const from = new Date(Date.parse('2026-03-29') - days * 86_400_000).toISOString().slice(0, 10)
        const { period, before } = periodOf({ from, to: '2026-03-29' }, now, 'Europe/Paris')
        const length = (one: { from: string; to: string }) => Date.parse(one.to) - Date.parse(one.from)
        expect(length(before)).toBe(length(period))
        expect(Date.parse(period.from) - Date.parse(before.to)).toBe(86_400_000)
      }),
    )
  })

  it.each([
    ['2026-03-30', '2026-03-29'],
    ['2020-01-01', '2026-03-29'],
  ])('from %s to %s is refused', (from, to) => {
    expect(() => periodOf({ from, to }, now, 'UTC')).toThrow('The period is not one that can be shown.')
  })

  it('splits into weeks from Monday and into months, each day in one of them', () => {
    const days = { from: '2026-02-26', to: '2026-03-10' }
    expect(bucketsOf(days, 'week')).toEqual([
      { from: '2026-02-26', to: '2026-03-01' },
      { from: '2026-03-02', to: '2026-03-08' },
      { from: '2026-03-09', to: '2026-03-10' },
    ])
    expect(bucketsOf(days, 'month').map(({ to }) => to)).toEqual(['2026-02-28', '2026-03-10'])
    expect(bucketsOf(days, 'day')).toHaveLength(13)
  })
})
