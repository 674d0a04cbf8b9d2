import { describe, expect, it } from 'vitest'
import { withOffset } from '#core/lib/kernel/local-time.ts'
import { nextOccurrences } from './recurrence.ts'
import { type RecurrenceText, readRecurrence, recurrenceProblems } from './recurrence-check.ts'

const expand = (text: RecurrenceText, limit: number) => {
  const { recurrence, errors } = readRecurrence(text)
  expect(errors).toEqual([])
  return recurrence
    ? nextOccurrences(recurrence, { limit }).map(({ at }) => withOffset(at, text.timezone))
    : []
}

describe('where clocks are moved, wall time stays', () => {
  it.each<[string, string, string, string, number, string[]]>([
    [
      'Paris, forward: 02:30 does not exist on 29 March',
      'Europe/Paris',
      '2026-03-28T02:30:00',
      'FREQ=DAILY',
      3,
      ['2026-03-28T02:30:00+01:00', '2026-03-29T03:30:00+02:00', '2026-03-30T02:30:00+02:00'],
    ],
    [
      'Paris, back: 02:30 exists twice on 25 October and happens once, the first time',
      'Europe/Paris',
      '2026-10-24T02:30:00',
      'FREQ=DAILY',
      3,
      ['2026-10-24T02:30:00+02:00', '2026-10-25T02:30:00+02:00', '2026-10-26T02:30:00+01:00'],
    ],
    [
      'New York, forward: weekly on Sundays',
      'America/New_York',
      '2026-03-01T02:15:00',
      'FREQ=WEEKLY;BYDAY=SU',
      3,
      ['2026-03-01T02:15:00-05:00', '2026-03-08T03:15:00-04:00', '2026-03-15T02:15:00-04:00'],
    ],
    [
      'New York, back',
      'America/New_York',
      '2026-10-31T01:30:00',
      'FREQ=DAILY',
      3,
      ['2026-10-31T01:30:00-04:00', '2026-11-01T01:30:00-04:00', '2026-11-02T01:30:00-05:00'],
    ],
    [
      'Lord Howe, forward by half an hour',
      'Australia/Lord_Howe',
      '2026-10-03T02:15:00',
      'FREQ=DAILY',
      3,
      ['2026-10-03T02:15:00+10:30', '2026-10-04T02:45:00+11:00', '2026-10-05T02:15:00+11:00'],
    ],
    [
      'Lord Howe, back by half an hour',
      'Australia/Lord_Howe',
      '2026-04-04T01:45:00',
      'FREQ=DAILY',
      3,
      ['2026-04-04T01:45:00+11:00', '2026-04-05T01:45:00+11:00', '2026-04-06T01:45:00+10:30'],
    ],
    [
      'Casablanca, back for Ramadan and forward after it',
      'Africa/Casablanca',
      '2026-02-14T12:00:00',
      'FREQ=DAILY;INTERVAL=1',
      3,
      ['2026-02-14T12:00:00+01:00', '2026-02-15T12:00:00+00:00', '2026-02-16T12:00:00+00:00'],
    ],
    [
      'Casablanca, forward: 02:30 does not exist on 22 March',
      'Africa/Casablanca',
      '2026-03-21T02:30:00',
      'FREQ=DAILY',
      3,
      ['2026-03-21T02:30:00+00:00', '2026-03-22T03:30:00+01:00', '2026-03-23T02:30:00+01:00'],
    ],
    [
      'hourly, forward: the hour that does not exist falls on the next and happens once',
      'Europe/Paris',
      '2026-03-29T00:00:00',
      'FREQ=HOURLY',
      5,
      [
        '2026-03-29T00:00:00+01:00',
        '2026-03-29T01:00:00+01:00',
        '2026-03-29T03:00:00+02:00',
        '2026-03-29T04:00:00+02:00',
        '2026-03-29T05:00:00+02:00',
      ],
    ],
    [
      'hourly, back: the hour that exists twice happens once',
      'Europe/Paris',
      '2026-10-25T01:00:00',
      'FREQ=HOURLY',
      4,
      [
        '2026-10-25T01:00:00+02:00',
        '2026-10-25T02:00:00+02:00',
        '2026-10-25T03:00:00+01:00',
        '2026-10-25T04:00:00+01:00',
      ],
    ],
    [
      'every 20 minutes, forward',
      'America/New_York',
      '2026-03-08T01:20:00',
      'FREQ=MINUTELY;INTERVAL=20',
      6,
      [
        '2026-03-08T01:20:00-05:00',
        '2026-03-08T01:40:00-05:00',
        '2026-03-08T03:00:00-04:00',
        '2026-03-08T03:20:00-04:00',
        '2026-03-08T03:40:00-04:00',
        '2026-03-08T04:00:00-04:00',
      ],
    ],
    [
      'times of a day, forward: one moves in between two that exist',
      'Europe/Paris',
      '2026-03-29T02:30:00',
      'FREQ=DAILY;BYHOUR=2,3,4;BYMINUTE=0,30;COUNT=5',
      9,
      // 02:00 falls on 03:00 and 02:30 on 03:30, which are there already.
      [
        '2026-03-29T03:00:00+02:00',
        '2026-03-29T03:30:00+02:00',
        '2026-03-29T04:00:00+02:00',
        '2026-03-29T04:30:00+02:00',
        '2026-03-30T02:00:00+02:00',
      ],
    ],
    [
      'UNTIL in UTC is a moment; in summer time it is two hours earlier than it reads',
      'Europe/Paris',
      '2026-07-01T09:00:00',
      'FREQ=DAILY;UNTIL=20260703T070000Z',
      9,
      ['2026-07-01T09:00:00+02:00', '2026-07-02T09:00:00+02:00', '2026-07-03T09:00:00+02:00'],
    ],
    [
      'UNTIL in local time',
      'Europe/Paris',
      '2026-07-01T09:00:00',
      'FREQ=DAILY;UNTIL=20260703T085959',
      9,
      ['2026-07-01T09:00:00+02:00', '2026-07-02T09:00:00+02:00'],
    ],
    [
      'UNTIL as a date is that whole day',
      'Pacific/Auckland',
      '2026-07-01T23:30:00',
      'FREQ=DAILY;UNTIL=20260702',
      9,
      ['2026-07-01T23:30:00+12:00', '2026-07-02T23:30:00+12:00'],
    ],
    [
      'a day that a zone left out',
      'Pacific/Apia',
      '2011-12-29T09:00:00',
      'FREQ=DAILY;COUNT=3',
      9,
      ['2011-12-29T09:00:00-10:00', '2011-12-31T09:00:00+14:00', '2012-01-01T09:00:00+14:00'],
    ],
    [
      '29 February',
      'UTC',
      '2096-02-29T09:00:00',
      'FREQ=YEARLY',
      2,
      ['2096-02-29T09:00:00+00:00', '2104-02-29T09:00:00+00:00'],
    ],
    [
      'the last working day of the month',
      'Europe/Paris',
      '2026-01-30T09:00:00',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      3,
      ['2026-01-30T09:00:00+01:00', '2026-02-27T09:00:00+01:00', '2026-03-31T09:00:00+02:00'],
    ],
    [
      'week 53 comes in long years alone',
      'UTC',
      '2026-01-01T09:00:00',
      'FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO',
      2,
      ['2026-12-28T09:00:00+00:00', '2032-12-27T09:00:00+00:00'],
    ],
    [
      'the last week, by a week that starts on Sunday',
      'UTC',
      '2026-01-01T09:00:00',
      'FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU;WKST=SU',
      2,
      ['2026-12-27T09:00:00+00:00', '2027-12-26T09:00:00+00:00'],
    ],
    [
      'the last day of the year, and the 366th',
      'UTC',
      '2026-01-01T09:00:00',
      'FREQ=YEARLY;BYYEARDAY=-1,366',
      3,
      ['2026-12-31T09:00:00+00:00', '2027-12-31T09:00:00+00:00', '2028-12-31T09:00:00+00:00'],
    ],
  ])('%s', (_what, timezone, start, rrule, limit, expected) => {
    expect(expand({ rrule, start, timezone }, limit)).toEqual(expected)
  })

  it('is found again from any place in the middle', { timeout: 180_000 }, () => {
    for (const [timezone, start] of [
      ['Europe/Paris', '2026-03-28T22:00:00'],
      ['Europe/Paris', '2026-10-24T22:00:00'],
      ['Australia/Lord_Howe', '2026-10-03T22:00:00'],
    ] as const) {
      const { recurrence } = readRecurrence({ rrule: 'FREQ=MINUTELY;INTERVAL=15;COUNT=40', start, timezone })
      if (!recurrence) throw new Error('It can be read.')
      const whole = nextOccurrences(recurrence, { limit: 100 })
      expect(whole).toHaveLength(40)
      for (const [index, { at, counted }] of whole.entries()) {
        if (index % 3 !== 0) continue

        expect(nextOccurrences(recurrence, { after: { at, counted }, limit: 100 })).toEqual(
          whole.slice(index + 1),
        )
      }
    }
  })
})

it('what is rare is followed for a hundred years, and no further', () => {
  const text = {
    rrule: 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO',
    start: '2026-01-01T09:00:00',
    timezone: 'UTC',
  }
  expect(expand(text, 500).map((time) => time.slice(0, 4))).toEqual(['2044', '2072', '2112'])
})

describe('EXDATE and RDATE', () => {
  const text = { rrule: 'FREQ=DAILY;COUNT=3', start: '2026-03-28T02:30:00', timezone: 'Europe/Paris' }

  it('take away after COUNT has counted, and add in their place', () => {
    expect(
      expand({ ...text, exdate: ['2026-03-28T02:30'], rdate: ['2026-03-28T12:00', '20260401T090000'] }, 9),
    ).toEqual([
      '2026-03-28T12:00:00+01:00',
      '2026-03-29T03:30:00+02:00',
      '2026-03-30T02:30:00+02:00',
      '2026-04-01T09:00:00+02:00',
    ])
  })

  it('name an occurrence by its local time, by where that was moved to, or by its moment', () => {
    for (const exdate of [
      '2026-03-29T02:30:00',
      '2026-03-29T03:30:00',
      '2026-03-29T01:30:00Z',
      '20260329T013000Z',
    ])
      expect(expand({ ...text, exdate: [exdate] }, 9)).toEqual([
        '2026-03-28T02:30:00+01:00',
        '2026-03-30T02:30:00+02:00',
      ])
  })

  it('of a moment that the rule gives as well is one', () => {
    expect(expand({ ...text, rdate: ['2026-03-30T02:30'] }, 9)).toHaveLength(3)
  })
})

describe('what is refused', () => {
  const problems = (rrule: string, extra: Partial<RecurrenceText> = {}) => {
    const text = { rrule, start: '2026-01-01T09:00:00', timezone: 'Europe/Paris', ...extra }
    const { recurrence, errors } = readRecurrence(text)
    return recurrence ? recurrenceProblems(recurrence) : errors
  }

  it.each([
    ['DAILY', 'not of the form'],
    ['INTERVAL=2', 'FREQ'],
    ['FREQ=FORTNIGHTLY', 'FREQ'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'twice'],
    ['FREQ=DAILY;EVERY=2', 'no part EVERY'],
    ['FREQ=DAILY;INTERVAL=0', 'INTERVAL'],
    ['FREQ=DAILY;COUNT=-1', 'COUNT'],
    ['FREQ=DAILY;COUNT=2;UNTIL=20270101', 'exclude each other'],
    ['FREQ=DAILY;UNTIL=20270231', 'UNTIL'],
    ['FREQ=DAILY;BYHOUR=24', 'BYHOUR'],
    ['FREQ=DAILY;BYSECOND=60', 'BYSECOND'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYMONTHDAY=-32', 'BYMONTHDAY'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH'],
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'MONTHLY and YEARLY'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO', 'BYWEEKNO'],
    ['FREQ=MONTHLY;BYWEEKNO=20', 'BYWEEKNO'],
    ['FREQ=DAILY;BYYEARDAY=1', 'BYYEARDAY'],
    ['FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS'],
    ['FREQ=WEEKLY;WKST=XX', 'WKST'],
    ['RSCALE=CHINESE;FREQ=YEARLY', 'RFC 7529'],
    ['DTSTART:20260101T090000\nRRULE:FREQ=DAILY', 'alone'],
    ['FREQ=SECONDLY', 'once a minute'],
    ['FREQ=SECONDLY;INTERVAL=59', 'once a minute'],
    ['FREQ=DAILY;BYSECOND=0,30', 'once a minute'],
    ['FREQ=MINUTELY;BYSECOND=0,59;BYSETPOS=1,-1', 'once a minute'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'never'],
    ['FREQ=SECONDLY;INTERVAL=120;BYMONTH=2;BYMONTHDAY=30', 'never'],
    ['FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1', 'never'],
    ['FREQ=HOURLY;INTERVAL=24;BYHOUR=8', 'never'],
    ['FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6', 'never'],
    ['FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29', 'never'],
    ['FREQ=DAILY;BYHOUR=9,10;BYSETPOS=3', 'never'],
    ['FREQ=DAILY;UNTIL=20251231T000000Z', 'never'],
  ])('%s', { timeout: 180_000 }, (rrule, words) => {
    const found = problems(rrule)
    expect(found.length).toBeGreaterThan(0)
    for (const { path, message } of found) expect([path, message.length > 10]).toEqual(['rrule', true])
    expect(found.map(({ message }) => message).join(' ')).toContain(words)
  })

  it('names the time that is none', () => {
    expect(problems('FREQ=DAILY', { exdate: ['2026-01-02T09:00', '2026-02-30T09:00'] })).toMatchObject([
      { path: 'exdate.1' },
    ])
    expect(problems('FREQ=DAILY', { rdate: ['noon'] })).toMatchObject([{ path: 'rdate.0' }])
    expect(problems('FREQ=DAILY', { rdate: ['2026-01-02T12:00:00', '2026-01-02T12:00:30'] })).toMatchObject([
      { path: 'rdate.0' },
    ])
    expect(problems('FREQ=DAILY;COUNT=1', { exdate: ['2026-01-01T09:00'] })).toMatchObject([
      { path: 'exdate' },
    ])
  })

  it.each([
    'FREQ=MINUTELY',
    'FREQ=SECONDLY;INTERVAL=60',
    'RRULE:FREQ=DAILY;',
    'freq=weekly;byday=mo',
    'FREQ=DAILY;BYSECOND=0,30;BYSETPOS=1',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO',
  ])('not %s', (rrule) => expect(problems(rrule)).toEqual([]))
})
