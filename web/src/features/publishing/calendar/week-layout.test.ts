import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockOf, DRAWN_MINUTES, layOut, minuteOf } from './week-layout.ts'

const placed = (minutes: number[], most = 3) => layOut(minutes, (minute) => minute, most)

describe('what stands in a day of the week', () => {
  it('takes the whole width where nothing else is near, and shares it where something is', () => {
    expect(placed([540, 600, 620]).map(({ top, lane, lanes }) => [top, lane, lanes])).toEqual([
      [540, 0, 1],
      [600, 0, 2],
      [620, 1, 2],
    ])
  })

  it('gives way to “more” in the last lane, which counts the others of its place', () => {
    expect(
      placed([540, 540, 545, 550, 555, 600]).map(({ items, lane, more }) => [items, lane, more]),
    ).toEqual([
      [[540], 0, false],
      [[540], 1, false],
      [[545, 550, 555], 2, true],
      [[600], 0, false],
    ])
  })

  it('stands itself where “1 more” would', () => {
    expect(placed([540, 540, 540, 580, 590, 600], 2)).toMatchObject([
      { items: [540], more: false },
      { items: [590], more: false },
      { items: [540, 540, 580], more: true },
      { items: [600], lane: 1, more: false },
    ])
  })

  it('is drawn before midnight, however late it is', () => {
    expect(placed([1439])[0]?.top).toBe(1440 - DRAWN_MINUTES)
  })

  it('never covers another, and loses nothing, whatever the day looks like', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1439 }), { maxLength: 80 }),
        fc.integer({ min: 2, max: 4 }),
        (minutes, most) => {
          const all = placed(minutes, most)
          expect(all.flatMap(({ items }) => items).sort((a, b) => a - b)).toEqual(
            minutes.sort((a, b) => a - b),
          )
          for (const [index, one] of all.entries()) {
            expect(one.lane).toBeLessThan(one.lanes)
            expect(one.lanes).toBeLessThanOrEqual(most)
            for (const other of all.slice(index + 1)) {
              if (Math.abs(one.top - other.top) >= DRAWN_MINUTES) continue
              expect(one.lane / one.lanes).not.toBe(other.lane / other.lanes)
              expect(one.lanes).toBe(other.lanes)
            }
          }
        },
      ),
    )
  })
})

it('a clock time and its minute are the same', () => {
  expect(['2026-11-20T00:00', '2026-11-20T09:30', '2026-11-20T23:59:59'].map(minuteOf)).toEqual([
    0, 570, 1439,
  ])
  expect([0, 570, 1439].map(clockOf)).toEqual(['00:00', '09:30', '23:59'])
})
