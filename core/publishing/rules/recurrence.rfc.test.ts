import { describe, expect, it } from 'vitest'
import { withOffset } from '#core/lib/kernel/local-time.ts'
import { nextOccurrences } from './recurrence.ts'
import { readRecurrence } from './recurrence-check.ts'

/** Every example of RFC 5545 3.8.5.3, with the dates it lists: `DTSTART;TZID=America/New_York`. */

const NEW_YORK = 'America/New_York'
const expand = (rrule: string, start: string, limit: number, exdate: string[] = []) => {
  const { recurrence, errors } = readRecurrence({ rrule, start, timezone: NEW_YORK, exdate })
  expect(errors).toEqual([])
  return recurrence ? nextOccurrences(recurrence, { limit }).map(({ at }) => withOffset(at, NEW_YORK)) : []
}
/** `1997-09: 2 9 16` at 09:00 to whole times, in daylight time until the last Sunday of October as it was in 1997. */
const days = (...months: string[]) =>
  months.flatMap((month) => {
    const [name = '', list = ''] = month.split(':')
    return list
      .trim()
      .split(/\s+/)
      .map((day) => `${name}-${day.padStart(2, '0')}T09:00:00`)
  })
const local = (times: string[]) => times.map((time) => time.slice(0, 19))
const SEPTEMBER = '1997-09-02T09:00:00'
const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => String(from + i * step)).join(' ')

const EXAMPLES: [name: string, rrule: string, start: string, expected: string[], whole?: 'whole'][] = [
  ['daily for 10 occurrences', 'FREQ=DAILY;COUNT=10', SEPTEMBER, days(`1997-09: ${range(2, 11)}`), 'whole'],
  [
    'daily until December 24, 1997',
    'FREQ=DAILY;UNTIL=19971224T000000Z',
    SEPTEMBER,
    days(
      `1997-09: ${range(2, 30)}`,
      `1997-10: ${range(1, 31)}`,
      `1997-11: ${range(1, 30)}`,
      `1997-12: ${range(1, 23)}`,
    ),
    'whole',
  ],
  [
    'every other day',
    'FREQ=DAILY;INTERVAL=2',
    SEPTEMBER,
    days(
      `1997-09: ${range(2, 30, 2)}`,
      `1997-10: ${range(2, 30, 2)}`,
      `1997-11: ${range(1, 29, 2)}`,
      '1997-12: 1 3',
    ),
  ],
  [
    'every 10 days, 5 occurrences',
    'FREQ=DAILY;INTERVAL=10;COUNT=5',
    SEPTEMBER,
    days('1997-09: 2 12 22', '1997-10: 2 12'),
    'whole',
  ],
  [
    'every day in January, for 3 years, by year',
    'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
    '1998-01-01T09:00:00',
    days(`1998-01: ${range(1, 31)}`, `1999-01: ${range(1, 31)}`, `2000-01: ${range(1, 31)}`),
    'whole',
  ],
  [
    'every day in January, for 3 years, by day',
    'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1',
    '1998-01-01T09:00:00',
    days(`1998-01: ${range(1, 31)}`, `1999-01: ${range(1, 31)}`, `2000-01: ${range(1, 31)}`),
    'whole',
  ],
  [
    'weekly for 10 occurrences',
    'FREQ=WEEKLY;COUNT=10',
    SEPTEMBER,
    days('1997-09: 2 9 16 23 30', '1997-10: 7 14 21 28', '1997-11: 4'),
    'whole',
  ],
  [
    'weekly until December 24, 1997',
    'FREQ=WEEKLY;UNTIL=19971224T000000Z',
    SEPTEMBER,
    days('1997-09: 2 9 16 23 30', '1997-10: 7 14 21 28', '1997-11: 4 11 18 25', '1997-12: 2 9 16 23'),
    'whole',
  ],
  [
    'every other week',
    'FREQ=WEEKLY;INTERVAL=2;WKST=SU',
    SEPTEMBER,
    days(
      '1997-09: 2 16 30',
      '1997-10: 14 28',
      '1997-11: 11 25',
      '1997-12: 9 23',
      '1998-01: 6 20',
      '1998-02: 3 17',
    ),
  ],
  ...[
    'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
    'FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH',
  ].map((rule): (typeof EXAMPLES)[number] => [
    'weekly on Tuesday and Thursday for five weeks',
    rule,
    SEPTEMBER,
    days('1997-09: 2 4 9 11 16 18 23 25 30', '1997-10: 2'),
    'whole',
  ]),
  [
    'every other week on Monday, Wednesday and Friday until December 24, 1997',
    'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
    '1997-09-01T09:00:00',
    days(
      '1997-09: 1 3 5 15 17 19 29',
      '1997-10: 1 3 13 15 17 27 29 31',
      '1997-11: 10 12 14 24 26 28',
      '1997-12: 8 10 12 22',
    ),
    'whole',
  ],
  [
    'every other week on Tuesday and Thursday, for 8 occurrences',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
    SEPTEMBER,
    days('1997-09: 2 4 16 18 30', '1997-10: 2 14 16'),
    'whole',
  ],
  [
    'monthly on the first Friday for 10 occurrences',
    'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
    '1997-09-05T09:00:00',
    days(
      '1997-09: 5',
      '1997-10: 3',
      '1997-11: 7',
      '1997-12: 5',
      '1998-01: 2',
      '1998-02: 6',
      '1998-03: 6',
      '1998-04: 3',
      '1998-05: 1',
      '1998-06: 5',
    ),
    'whole',
  ],
  [
    'monthly on the first Friday until December 24, 1997',
    'FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR',
    '1997-09-05T09:00:00',
    days('1997-09: 5', '1997-10: 3', '1997-11: 7', '1997-12: 5'),
    'whole',
  ],
  [
    'every other month on the first and last Sunday for 10 occurrences',
    'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
    '1997-09-07T09:00:00',
    days('1997-09: 7 28', '1997-11: 2 30', '1998-01: 4 25', '1998-03: 1 29', '1998-05: 3 31'),
    'whole',
  ],
  [
    'monthly on the second-to-last Monday for 6 months',
    'FREQ=MONTHLY;COUNT=6;BYDAY=-2MO',
    '1997-09-22T09:00:00',
    days('1997-09: 22', '1997-10: 20', '1997-11: 17', '1997-12: 22', '1998-01: 19', '1998-02: 16'),
    'whole',
  ],
  [
    'monthly on the third-to-last day',
    'FREQ=MONTHLY;BYMONTHDAY=-3',
    '1997-09-28T09:00:00',
    days('1997-09: 28', '1997-10: 29', '1997-11: 28', '1997-12: 29', '1998-01: 29', '1998-02: 26'),
  ],
  [
    'monthly on the 2nd and 15th for 10 occurrences',
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15',
    SEPTEMBER,
    days('1997-09: 2 15', '1997-10: 2 15', '1997-11: 2 15', '1997-12: 2 15', '1998-01: 2 15'),
    'whole',
  ],
  [
    'monthly on the first and last day for 10 occurrences',
    'FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1',
    '1997-09-30T09:00:00',
    days('1997-09: 30', '1997-10: 1 31', '1997-11: 1 30', '1997-12: 1 31', '1998-01: 1 31', '1998-02: 1'),
    'whole',
  ],
  [
    'every 18 months on the 10th to 15th for 10 occurrences',
    'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
    '1997-09-10T09:00:00',
    days(`1997-09: ${range(10, 15)}`, '1999-03: 10 11 12 13'),
    'whole',
  ],
  [
    'every Tuesday, every other month',
    'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU',
    SEPTEMBER,
    days('1997-09: 2 9 16 23 30', '1997-11: 4 11 18 25', '1998-01: 6 13 20 27', '1998-03: 3 10 17 24 31'),
  ],
  [
    'yearly in June and July for 10 occurrences',
    'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
    '1997-06-10T09:00:00',
    days(...['1997', '1998', '1999', '2000', '2001'].flatMap((y) => [`${y}-06: 10`, `${y}-07: 10`])),
    'whole',
  ],
  [
    'every other year in January, February and March for 10 occurrences',
    'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
    '1997-03-10T09:00:00',
    days(
      '1997-03: 10',
      ...['1999', '2001', '2003'].flatMap((y) => [`${y}-01: 10`, `${y}-02: 10`, `${y}-03: 10`]),
    ),
    'whole',
  ],
  [
    'every third year on the 1st, 100th and 200th day for 10 occurrences',
    'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
    '1997-01-01T09:00:00',
    days(
      '1997-01: 1',
      '1997-04: 10',
      '1997-07: 19',
      '2000-01: 1',
      '2000-04: 9',
      '2000-07: 18',
      '2003-01: 1',
      '2003-04: 10',
      '2003-07: 19',
      '2006-01: 1',
    ),
    'whole',
  ],
  [
    'every 20th Monday of the year',
    'FREQ=YEARLY;BYDAY=20MO',
    '1997-05-19T09:00:00',
    days('1997-05: 19', '1998-05: 18', '1999-05: 17'),
  ],
  [
    'Monday of week 20',
    'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    '1997-05-12T09:00:00',
    days('1997-05: 12', '1998-05: 11', '1999-05: 17'),
  ],
  [
    'every Thursday in March',
    'FREQ=YEARLY;BYMONTH=3;BYDAY=TH',
    '1997-03-13T09:00:00',
    days('1997-03: 13 20 27', '1998-03: 5 12 19 26', '1999-03: 4 11 18 25'),
  ],
  [
    'every Thursday, but only during June, July and August',
    'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
    '1997-06-05T09:00:00',
    days(
      '1997-06: 5 12 19 26',
      '1997-07: 3 10 17 24 31',
      '1997-08: 7 14 21 28',
      '1998-06: 4 11 18 25',
      '1998-07: 2 9 16 23 30',
      '1998-08: 6 13 20 27',
      '1999-06: 3 10 17 24',
      '1999-07: 1 8 15 22 29',
      '1999-08: 5 12 19 26',
    ),
  ],
  [
    'the first Saturday that follows the first Sunday of the month',
    'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
    '1997-09-13T09:00:00',
    days(
      '1997-09: 13',
      '1997-10: 11',
      '1997-11: 8',
      '1997-12: 13',
      '1998-01: 10',
      '1998-02: 7',
      '1998-03: 7',
      '1998-04: 11',
      '1998-05: 9',
      '1998-06: 13',
    ),
  ],
  [
    'every 4 years, the first Tuesday after a Monday in November',
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    '1996-11-05T09:00:00',
    days('1996-11: 5', '2000-11: 7', '2004-11: 2'),
  ],
  [
    'the third Tuesday, Wednesday or Thursday of the month, for 3 months',
    'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    '1997-09-04T09:00:00',
    days('1997-09: 4', '1997-10: 7', '1997-11: 6'),
    'whole',
  ],
  [
    'the second-to-last weekday of the month',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2',
    '1997-09-29T09:00:00',
    days(
      '1997-09: 29',
      '1997-10: 30',
      '1997-11: 27',
      '1997-12: 30',
      '1998-01: 29',
      '1998-02: 26',
      '1998-03: 30',
    ),
  ],
  [
    'every 15 minutes for 6 occurrences',
    'FREQ=MINUTELY;INTERVAL=15;COUNT=6',
    SEPTEMBER,
    ['09:00', '09:15', '09:30', '09:45', '10:00', '10:15'].map((time) => `1997-09-02T${time}:00`),
    'whole',
  ],
  [
    'every hour and a half for 4 occurrences',
    'FREQ=MINUTELY;INTERVAL=90;COUNT=4',
    SEPTEMBER,
    ['09:00', '10:30', '12:00', '13:30'].map((time) => `1997-09-02T${time}:00`),
    'whole',
  ],
  [
    'a week’s start makes a difference: Monday',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    '1997-08-05T09:00:00',
    days('1997-08: 5 10 19 24'),
    'whole',
  ],
  [
    'a week’s start makes a difference: Sunday',
    'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
    '1997-08-05T09:00:00',
    days('1997-08: 5 17 19 31'),
    'whole',
  ],
  [
    'invalid dates are ignored',
    'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5',
    '2007-01-15T09:00:00',
    days('2007-01: 15 30', '2007-02: 15', '2007-03: 15 30'),
    'whole',
  ],
]

describe('RFC 5545 3.8.5.3', () => {
  it.each(EXAMPLES)('%s: %s', (_name, rrule, start, expected, whole) => {
    // One more than expected shows that a bounded rule ends.
    const found = expand(rrule, start, expected.length + (whole ? 1 : 0))
    expect(local(found)).toEqual(expected)
  })

  it('keeps the clock’s time when summer time ends', () => {
    const found = expand('FREQ=DAILY;UNTIL=19971224T000000Z', SEPTEMBER, 200)
    expect(found).toHaveLength(113)
    expect(found.filter((time) => time.endsWith('-04:00'))).toHaveLength(54)
    expect(found[54]).toBe('1997-10-26T09:00:00-05:00')
  })

  it('every Friday the 13th, without its first day', () => {
    const found = expand('FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', SEPTEMBER, 5, [SEPTEMBER])
    expect(local(found)).toEqual(
      days('1998-02: 13', '1998-03: 13', '1998-11: 13', '1999-08: 13', '2000-10: 13'),
    )
  })

  it('every 3 hours from 9:00 to 17:00 on a day', () => {
    const found = expand('FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z', SEPTEMBER, 10)
    // The RFC’s own note: its first edition wrote 170000Z and meant 17:00 in New York.
    expect(local(found)).toEqual(['09:00', '12:00', '15:00'].map((time) => `1997-09-02T${time}:00`))
  })

  it.each([
    'FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40',
    'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16',
  ])('every 20 minutes from 9:00 to 16:40 every day: %s', (rule) => {
    const found = local(expand(rule, SEPTEMBER, 48))
    const day = (date: string) =>
      Array.from(
        { length: 24 },
        (_, i) => `${date}T${String(9 + Math.floor(i / 3)).padStart(2, '0')}:${['00', '20', '40'][i % 3]}:00`,
      )
    expect(found).toEqual([...day('1997-09-02'), ...day('1997-09-03')])
  })
})
