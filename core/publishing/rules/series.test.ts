import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import { localTimeOf, ofWallMs, parseLocalTime, wallMs } from '#core/lib/kernel/local-time.ts'
import { idSchema } from '#core/lib/kernel/schemas.ts'
import {
  continued,
  countedBefore,
  MAKE_AHEAD_MS,
  occurrenceAt,
  occurrenceId,
  placeBefore,
  planMaking,
  readOccurrenceId,
  shifted,
  shiftMs,
} from './series.ts'

const series = (rrule: string, change = {}) => ({
  rrule,
  start: '2026-03-01T09:00:00',
  timezone: 'Europe/Paris',
  exdate: [],
  rdate: [],
  endsBefore: null,
  madeUntil: null,
  madeCount: 0,
  ...change,
})
const now = new Date('2026-03-01T00:00:00Z')

describe('what is made of a series', () => {
  it('in several goes is what is made in one, each occurrence once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'FREQ=HOURLY;INTERVAL=5',
          'FREQ=DAILY;BYHOUR=8,20;COUNT=40',
          'FREQ=HOURLY;COUNT=25',
          'FREQ=DAILY;UNTIL=20260310',
        ),
        fc.array(fc.integer({ min: 0, max: 30 * 3_600_000 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        (rrule, steps, limit) => {
          let at = now.getTime()
          let state = series(rrule)
          const made: string[] = []
          for (const step of steps) {
            at += step
            const plan = planMaking(state, new Date(at), limit)
            made.push(...plan.make.map(({ nominal }) => nominal))
            state = { ...state, madeUntil: plan.madeUntil as never, madeCount: plan.madeCount }
          }
          const whole = planMaking(series(rrule), new Date(at), 10_000).make.map(({ nominal }) => nominal)
          expect(made).toEqual(whole.slice(0, made.length))
          expect(new Set(made).size).toBe(made.length)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('goes as far as the horizon, and says what comes next', () => {
    const { make, nextAt } = planMaking(series('FREQ=DAILY'), now)
    expect(make.map(({ nominal }) => nominal)).toEqual(['2026-03-01T09:00:00', '2026-03-02T09:00:00'])
    expect(nextAt?.getTime()).toBeGreaterThan(now.getTime() + MAKE_AHEAD_MS)
    expect(planMaking(series('FREQ=DAILY;COUNT=2'), now).nextAt).toBeNull()
    expect(
      planMaking(series('FREQ=DAILY', { endsBefore: new Date('2026-03-02T08:00:00Z') }), now),
    ).toMatchObject({ make: [{}], nextAt: null })
  })
})

describe('the id of an occurrence', () => {
  it('is a UUIDv7 of its own that says which occurrence it is, of which series', () => {
    const [one, other] = [newId(), newId()]
    const id = occurrenceId(one, '2026-03-29T02:30:00')
    expect(idSchema.parse(id)).toBe(id)
    expect(id[14]).toBe('7')
    expect(readOccurrenceId(id)).toEqual({ nominal: '2026-03-29T02:30:00', seriesTail: one.slice(14) })
    expect(
      new Set([id, occurrenceId(other, '2026-03-29T02:30:00'), occurrenceId(one, '2026-03-30T02:30:00')])
        .size,
    ).toBe(3)
  })

  it('is never that of the series, not even when it falls on its making', () => {
    const id = newId()
    const made = ofWallMs(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))
    expect(occurrenceId(id, made).slice(14)).not.toBe(id.slice(14))
  })

  it('of a time that the rule does not give is none', () => {
    expect(occurrenceAt(series('FREQ=WEEKLY'), '2027-03-07T09:00:00')?.nominal).toBe('2027-03-07T09:00:00')
    expect(occurrenceAt(series('FREQ=WEEKLY'), '2027-03-08T09:00:00')).toBeNull()
    expect(occurrenceAt(series('FREQ=DAILY;COUNT=3'), '2026-03-03T09:00:00')?.counted).toBe(3)
    expect(occurrenceAt(series('FREQ=DAILY;COUNT=3'), '2026-03-04T09:00:00')).toBeNull()
  })
})

describe('a series that goes on from the middle', () => {
  it('has the rest of its COUNT', () => {
    const before = countedBefore(series('FREQ=DAILY;COUNT=10'), '2026-03-04T09:00:00')
    expect(before).toBe(3)
    expect(continued('FREQ=DAILY;COUNT=10', before)).toBe('FREQ=DAILY;COUNT=7')
    expect(continued('FREQ=DAILY', 0)).toBe('FREQ=DAILY')
  })

  it('starts after what is over, with what has been counted', () => {
    const moment = new Date('2026-03-03T12:00:00Z')
    expect(placeBefore(series('FREQ=DAILY;COUNT=10'), moment)).toEqual({
      at: new Date('2026-03-03T08:00:00Z'),
      counted: 3,
    })
    expect(placeBefore(series('FREQ=DAILY'), new Date('2026-02-01T00:00:00Z'))).toBeNull()
  })

  it('moves along by the clock on the wall', () => {
    const byMs = shiftMs('2026-03-28T09:00:00', new Date('2026-03-29T08:30:00Z'), 'Europe/Paris')
    expect(byMs).toBe(25.5 * 3_600_000)
    expect(shifted(['2026-03-30T09:00:00', '2026-03-30T07:00:00Z'], byMs)).toEqual([
      '2026-03-31T10:30:00',
      '2026-03-30T07:00:00Z',
    ])
  })
})

describe('a local time', () => {
  it.each([
    ['2026-03-29T02:30', '2026-03-29T02:30:00'],
    ['2026-03-29T02:30:15', '2026-03-29T02:30:15'],
    ['20260329T023000', '2026-03-29T02:30:00'],
    ['2026-03-29', null],
    ['2026-02-29T09:00', null],
    ['2026-03-29T24:00', null],
    ['2026-03-29T09:00:60', null],
    ['2026-03-29T09:00Z', null],
    ['2026-03-29T09:00+02:00', null],
    ['1969-12-31T09:00', null],
    ['', null],
  ])('%j is %j', (text, expected) => expect(parseLocalTime(text)).toBe(expected))

  it('and a moment are each other’s, where clocks are not being moved', () => {
    expect(localTimeOf(new Date('2026-07-01T07:00:00.900Z'), 'Europe/Paris')).toBe('2026-07-01T09:00:00')
    expect(ofWallMs(wallMs('2026-07-01T09:00:00'))).toBe('2026-07-01T09:00:00')
  })
})
