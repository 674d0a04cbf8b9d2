import { expect, it } from 'vitest'
import { nextOccurrences, type Place } from './recurrence.ts'
import { readRecurrence } from './recurrence-check.ts'

// The expected days are those of ISO 8601 week dates (1997-W20-2 is 13 May 1997), and of a calendar.
it.each<[what: string, start: string, rrule: string, days: string[]]>([
  [
    'the weekday left out is that of the start',
    '1997-05-13',
    'BYWEEKNO=20',
    ['1997-05-13', '1998-05-12', '1999-05-18', '2000-05-16'],
  ],
  [
    'a start in another week keeps its weekday',
    '2026-03-04',
    'BYWEEKNO=20',
    ['2026-05-13', '2027-05-19', '2028-05-17'],
  ],
  [
    'week 1 may begin in the year before',
    '2025-01-01',
    'BYWEEKNO=1',
    ['2025-01-01', '2025-12-31', '2027-01-06', '2028-01-05'],
  ],
  ['week 1 of a Thursday', '2026-01-01', 'BYWEEKNO=1', ['2026-01-01', '2027-01-07', '2028-01-06']],
  [
    'week 53 may end in the year after',
    '2026-01-02',
    'BYWEEKNO=53',
    ['2027-01-01', '2032-12-31', '2038-01-01'],
  ],
  [
    'the last week, counted from the end',
    '2026-06-05',
    'BYWEEKNO=-1',
    ['2027-01-01', '2027-12-31', '2028-12-29'],
  ],
  ['several weeks', '2026-01-05', 'BYWEEKNO=10,2', ['2026-01-05', '2026-03-02', '2027-01-11', '2027-03-08']],
  ['every second year', '2026-05-12', 'INTERVAL=2;BYWEEKNO=20', ['2026-05-12', '2028-05-16', '2030-05-14']],
  [
    'weekdays with and without a number',
    '2026-01-01',
    'BYDAY=MO,3SU',
    ['2026-01-05', '2026-01-12', '2026-01-18', '2026-01-19'],
  ],
  [
    'a weekday that few years have so often',
    '2026-01-01',
    'BYDAY=53SU',
    ['2028-12-31', '2034-12-31', '2040-12-30'],
  ],
  [
    'counted from the end, with a zero and a sign',
    '2026-01-01',
    'BYDAY=-01MO,+01MO',
    ['2026-01-05', '2026-12-28', '2027-01-04'],
  ],
  ['with a count', '2026-05-12', 'COUNT=2;BYWEEKNO=20', ['2026-05-12', '2027-05-18']],
  ['with an end', '2026-05-12', 'UNTIL=20280101;BYWEEKNO=20', ['2026-05-12', '2027-05-18']],
  ['in one month only', '2025-01-01', 'BYWEEKNO=1;BYMONTH=12', ['2025-12-31', '2031-12-31', '2036-12-31']],
  [
    'a named weekday goes before that of the start',
    '2026-01-01',
    'BYWEEKNO=20;BYDAY=MO',
    ['2026-05-11', '2027-05-17', '2028-05-15'],
  ],
  [
    'a day of the month goes before the weekday of the start',
    '2026-01-01',
    'BYWEEKNO=20;BYMONTHDAY=13',
    ['2026-05-13', '2030-05-13', '2031-05-13'],
  ],
  [
    'the last day of the week',
    '2026-01-01',
    'BYWEEKNO=20;BYDAY=MO,WE,SU;BYSETPOS=-1',
    ['2026-05-17', '2027-05-23', '2028-05-21'],
  ],
])('a rule by week number: %s', (_what, start, part, days) => {
  const { recurrence } = readRecurrence({
    rrule: `FREQ=YEARLY;${part}`,
    start: `${start}T09:00:00`,
    timezone: 'UTC',
  })
  if (!recurrence) throw new Error('It can be read.')
  const whole = nextOccurrences(recurrence, { limit: days.length })
  expect(whole.map(({ nominal }) => nominal)).toEqual(days.map((day) => `${day}T09:00:00`))

  // A series is made a few occurrences at a time, each time from where it stopped.
  let place: Place | null = null
  for (const occurrence of whole) {
    const [next] = nextOccurrences(recurrence, { after: place, limit: 1 })
    expect(next).toEqual(occurrence)
    place = { at: occurrence.at, counted: occurrence.counted }
  }
})
