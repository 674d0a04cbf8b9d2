import { describe, expect, it } from 'vitest'
import { type OpeningHours, openingHoursSchema } from '../schemas/opening-hours.ts'
import { opensNext } from './opening-hours.ts'

const workdays = [1, 2, 3, 4, 5].flatMap((day) => [
  { day, from: '09:00', to: '12:00' },
  { day, from: '14:00', to: '18:00' },
])
const paris: OpeningHours = { timezone: 'Europe/Paris', times: workdays }
const next = (at: string, hours: OpeningHours | null = paris) => opensNext(hours, new Date(at))

describe('people', () => {
  it.each([
    ['in the morning', '2026-11-23T08:00:00Z'],
    ['at the first minute', '2026-11-23T08:00:00Z'],
    ['at the last minute', '2026-11-23T16:59:00Z'],
    ['always, where no hours are set', null],
  ])('answer %s', (_when, at) => {
    expect(at === null ? next('2026-11-22T03:00:00Z', null) : next(at)).toBeNull()
  })

  it.each([
    ['at noon, in the afternoon', '2026-11-23T11:00:00Z', { day: 1, time: '14:00' }],
    ['before they open, the same day', '2026-11-23T07:59:00Z', { day: 1, time: '09:00' }],
    ['after they close, the next day', '2026-11-23T17:00:00Z', { day: 2, time: '09:00' }],
    ['on Friday evening, on Monday', '2026-11-27T18:00:00Z', { day: 1, time: '09:00' }],
    ['on Sunday, on Monday', '2026-11-22T12:00:00Z', { day: 1, time: '09:00' }],
    ['by summer time an hour earlier in UTC', '2026-07-06T06:59:00Z', { day: 1, time: '09:00' }],
    ['after midnight, when it is still yesterday in UTC', '2026-11-23T23:30:00Z', { day: 2, time: '09:00' }],
  ])('who are away %s', (_when, at, opens) => {
    expect(next(at)).toEqual(opens)
  })

  it('who answer on one day alone come back in a week', () => {
    const mondays: OpeningHours = { timezone: 'UTC', times: [{ day: 1, from: '09:00', to: '10:00' }] }
    expect(next('2026-11-23T10:00:00Z', mondays)).toEqual({ day: 1, time: '09:00' })
  })
})

describe('hours', () => {
  it.each([
    ['a zone that there is not', { timezone: 'Europe/Nowhere', times: workdays }],
    ['no times', { timezone: 'UTC', times: [] }],
    ['a day that there is not', { timezone: 'UTC', times: [{ day: 0, from: '09:00', to: '10:00' }] }],
    ['an end before its beginning', { timezone: 'UTC', times: [{ day: 1, from: '10:00', to: '09:00' }] }],
    ['a time that there is not', { timezone: 'UTC', times: [{ day: 1, from: '24:00', to: '25:00' }] }],
  ])('are refused with %s', (_what, hours) => {
    expect(openingHoursSchema.safeParse(hours).success).toBe(false)
  })
})
