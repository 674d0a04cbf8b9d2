import { expect, it } from 'vitest'
import { snoozesAt } from './snooze.ts'

const choices = (now: string) =>
  snoozesAt(new Date(now)).map(({ name, until }) => {
    const local = new Date(until.getTime() - until.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
    return `${name} ${local}`
  })

it.each([
  // A Wednesday.
  [
    '2026-11-25T10:30',
    [
      'hour 2026-11-25T11:30',
      'evening 2026-11-25T18:00',
      'tomorrow 2026-11-26T09:00',
      'monday 2026-11-30T09:00',
    ],
  ],
  ['2026-11-25T17:30', ['hour 2026-11-25T18:30', 'tomorrow 2026-11-26T09:00', 'monday 2026-11-30T09:00']],
  // On a Sunday, tomorrow is Monday; on a Monday, the next one is meant.
  ['2026-11-29T20:00', ['hour 2026-11-29T21:00', 'tomorrow 2026-11-30T09:00']],
  [
    '2026-11-30T08:00',
    [
      'hour 2026-11-30T09:00',
      'evening 2026-11-30T18:00',
      'tomorrow 2026-12-01T09:00',
      'monday 2026-12-07T09:00',
    ],
  ],
  ['2026-12-31T23:30', ['hour 2027-01-01T00:30', 'tomorrow 2027-01-01T09:00', 'monday 2027-01-04T09:00']],
])('at %s a conversation is snoozed until %j', (now, wanted) => {
  expect(choices(now)).toEqual(wanted)
})
