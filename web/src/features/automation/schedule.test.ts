import { expect, it } from 'vitest'
import { configOf, DAYS, daysOf } from './schedule.ts'

it('reads what it writes, as days and a time', () => {
  for (const days of [[...DAYS], ['MO' as const], ['TU' as const, 'SU' as const]])
    expect(daysOf(configOf({ days, time: '09:30' }, '2027-03-15'))).toEqual({ days, time: '09:30' })
})

it('leaves a schedule alone that says more', () => {
  for (const rrule of ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', 'FREQ=MONTHLY', 'FREQ=WEEKLY;BYDAY=MO,XX'])
    expect(daysOf({ rrule, start: '2027-03-15T09:00:00' })).toBeNull()
})
