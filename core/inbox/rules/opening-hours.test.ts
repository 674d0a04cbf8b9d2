import { describe, expect, it } from 'vitest'
import { type OpeningHours, openingHoursSchema } from '../schemas/opening-hours.ts'
import { closedAt, hoursOf } from './opening-hours.ts'

const workdays = [1, 2, 3, 4, 5].flatMap((day) => [
  { day, from: '09:00', to: '12:00' },
  { day, from: '14:00', to: '18:00' },
])
const paris: OpeningHours = { timezone: 'Europe/Paris', times: workdays }
const mondays: OpeningHours = { timezone: 'UTC', times: [{ day: 1, from: '09:00', to: '10:00' }] }
const closed = (at: string, hours: OpeningHours | null = paris) => {
  const found = closedAt(hours, new Date(at))
  return found && { since: found.since?.toISOString() ?? null, opens: found.opens?.toISOString() ?? null }
}
const instant = (at: string) => new Date(at).toISOString()

describe('people answer', () => {
  it.each([
    ['in the morning', '2026-11-23T08:30:00Z'],
    ['from the first instant', '2026-11-23T08:00:00Z'],
    ['to the last', '2026-11-23T16:59:59.999Z'],
    ['by summer time an hour earlier in UTC', '2026-07-06T07:00:00Z'],
  ])('%s', (_when, at) => {
    expect(closed(at)).toBeNull()
  })

  it('always, where no hours are set', () => {
    expect(closed('2026-11-22T03:00:00Z', null)).toBeNull()
  })

  it('all night, where one day ends at 23:59 and the next begins at 00:00', () => {
    const nights: OpeningHours = {
      timezone: 'Europe/Paris',
      times: [
        { day: 1, from: '18:00', to: '23:59' },
        { day: 2, from: '00:00', to: '06:00' },
      ],
    }
    expect(closed('2026-11-23T22:59:30Z', nights)).toBeNull()
    expect(closed('2026-11-23T23:00:00Z', nights)).toBeNull()
  })
})

describe('people are away', () => {
  it.each([
    ['at noon', '2026-11-23T11:00:00Z', '2026-11-23T11:00Z', '2026-11-23T13:00Z'],
    ['before they open', '2026-11-23T07:59:00Z', '2026-11-20T17:00Z', '2026-11-23T08:00Z'],
    ['after they close', '2026-11-23T17:00:00Z', '2026-11-23T17:00Z', '2026-11-24T08:00Z'],
    ['over the weekend', '2026-11-22T12:00:00Z', '2026-11-20T17:00Z', '2026-11-23T08:00Z'],
    [
      'after midnight, when it is yesterday in UTC',
      '2026-11-23T23:30:00Z',
      '2026-11-23T17:00Z',
      '2026-11-24T08:00Z',
    ],
    [
      'over the night in which summer begins',
      '2026-03-28T23:30:00Z',
      '2026-03-27T17:00Z',
      '2026-03-30T07:00Z',
    ],
    ['over the night in which it ends', '2026-10-25T01:30:00Z', '2026-10-23T16:00Z', '2026-10-26T08:00Z'],
  ])('%s', (_when, at, since, opens) => {
    expect(closed(at)).toEqual({ since: instant(since), opens: instant(opens) })
  })

  it('on a holiday, which makes the closed time one with the evening before and the morning after', () => {
    const holidays = [
      { date: '2026-12-24', name: 'Christmas Eve' },
      { date: '2026-12-25', name: '' },
    ]
    expect(closed('2026-12-24T10:00:00Z', { ...paris, holidays })).toEqual({
      since: instant('2026-12-23T17:00Z'),
      opens: instant('2026-12-28T08:00Z'),
    })
    expect(closed('2026-12-24T10:00:00Z')).toBeNull()
  })

  it('until the same day of the next week, if they answer on one day alone', () => {
    expect(closed('2026-11-23T10:00:00Z', mondays)).toEqual({
      since: instant('2026-11-23T10:00Z'),
      opens: instant('2026-11-30T09:00Z'),
    })
  })

  it('without an end in sight, if every opening of a year is a holiday', () => {
    const holidays = Array.from({ length: 60 }, (_, week) => ({
      date: new Date(Date.UTC(2026, 10, 23 + week * 7)).toISOString().slice(0, 10),
      name: '',
    }))
    expect(closed('2026-11-23T09:30:00Z', { ...mondays, holidays })).toEqual({
      since: instant('2026-11-16T10:00Z'),
      opens: null,
    })
  })

  it('from when clocks are put forward past the opening, at the instant that follows the gap', () => {
    const early: OpeningHours = { timezone: 'Europe/Paris', times: [{ day: 7, from: '02:30', to: '05:00' }] }
    expect(closed('2026-03-29T01:29:00Z', early)?.opens).toBe(instant('2026-03-29T01:30Z'))
    expect(closed('2026-03-29T01:30:00Z', early)).toBeNull()
  })
})

describe('an account', () => {
  const [own, other, always] = ['a1', 'a2', 'a3']
  const settings = {
    openingHours: paris,
    accountHours: [
      { accountId: own, hours: mondays },
      { accountId: always, hours: null },
    ],
  }
  it('has its own hours, or those of the workspace', () => {
    expect(hoursOf(settings, own)).toBe(mondays)
    expect(hoursOf(settings, always)).toBeNull()
    expect(hoursOf(settings, other)).toBe(paris)
    expect(hoursOf(settings, null)).toBe(paris)
  })
})

describe('hours', () => {
  it.each([
    ['a zone that there is not', { timezone: 'Europe/Nowhere', times: workdays }],
    ['no times', { timezone: 'UTC', times: [] }],
    ['a day that there is not', { timezone: 'UTC', times: [{ day: 0, from: '09:00', to: '10:00' }] }],
    ['an end before its beginning', { timezone: 'UTC', times: [{ day: 1, from: '10:00', to: '09:00' }] }],
    ['a time that there is not', { timezone: 'UTC', times: [{ day: 1, from: '24:00', to: '25:00' }] }],
    ['a holiday that there is not', { ...paris, holidays: [{ date: '2026-02-30' }] }],
    [
      'a holiday twice',
      { ...paris, holidays: [{ date: '2026-12-25' }, { date: '2026-12-25', name: 'Christmas' }] },
    ],
  ])('are refused with %s', (_what, hours) => {
    expect(openingHoursSchema.safeParse(hours).success).toBe(false)
  })
})
