import { describe, expect, it } from 'vitest'
import { besideIt } from './times.ts'
import {
  browserWall,
  dayIn,
  nextHour,
  shiftedBy,
  wallBetween,
  wallIn,
  wallOf,
  withSeconds,
} from './wall-time.ts'

describe('where the server and the browser know different things of a zone', () => {
  // Offsets that no edition of the zone database has, so that the browser's knowledge differs on every machine.
  it.each([
    ['2026-12-15T16:00:00Z', 'America/Vancouver', '2026-12-15T05:07:00-10:53', '2026-12-15T05:07'],
    ['2026-12-15T16:00:00Z', 'America/Edmonton', '2026-12-15T18:30:00+02:30', '2026-12-15T18:30'],
    ['2026-12-15T16:00:00Z', 'Africa/Casablanca', '2026-12-15T22:45:00+06:45', '2026-12-15T22:45'],
    ['2026-12-15T16:00:00Z', 'Europe/Paris', '2026-12-16T05:59:00+13:59', '2026-12-16T05:59'],
    ['2026-12-15T16:00:00Z', 'UTC', '2026-12-15T16:01:00+00:01', '2026-12-15T16:01'],
    ['2026-12-15T16:00:00Z', 'Asia/Kathmandu', '2026-12-15T16:00:00+00:00', '2026-12-15T16:00'],
    ['2026-12-15T16:00:00Z', 'Australia/Lord_Howe', '2026-12-14T23:30:30-16:29', '2026-12-14T23:30:30'],
    ['2026-12-31T23:30:00Z', 'America/New_York', '2027-01-01T00:30:00+01:00', '2027-01-01T00:30'],
  ])(
    'a post at %s in %s that goes out at %s there is shown at that hour and on that day',
    (publishAt, timezone, localTime, wall) => {
      const post = { publishAt, timezone, localTime }
      expect(browserWall(publishAt, timezone)).not.toBe(wall)
      expect([wallIn(post, timezone), dayIn(post, timezone)]).toEqual([wall, wall.slice(0, 10)])
      expect(besideIt(localTime, 'en', Intl.DateTimeFormat().resolvedOptions().timeZone)).toBeNull()
    },
  )

  it('a post of another zone is shown on the viewer’s clock at its instant', () => {
    const post = {
      publishAt: '2026-07-01T07:00:00Z',
      timezone: 'Europe/Paris',
      localTime: '2026-07-01T09:00:00+02:00',
    }
    expect(wallIn(post, 'UTC')).toBe('2026-07-01T07:00')
    expect(wallIn(post, 'Asia/Kathmandu')).toBe('2026-07-01T12:45')
  })
})

describe('a clock time', () => {
  it('has seconds only where there are some', () => {
    expect(['2026-07-01T09:05:07+02:00', '2026-07-01T09:05:00Z'].map(wallOf)).toEqual([
      '2026-07-01T09:05:07',
      '2026-07-01T09:05',
    ])
    expect(['2026-07-01T09:05', '2026-07-01T09:05:07'].map(withSeconds)).toEqual([
      '2026-07-01T09:05:00',
      '2026-07-01T09:05:07',
    ])
  })
  it('moves by days without asking what the clocks do in between', () => {
    const day = 24 * 3_600_000
    expect(shiftedBy('2026-03-28T02:30', day)).toBe('2026-03-29T02:30')
    expect(shiftedBy('2026-03-01T00:15', -day)).toBe('2026-02-28T00:15')
    expect(wallBetween('2026-03-28T02:30', '2026-03-29T02:30')).toBe(day)
  })
  it('is proposed at a full hour, at least ten minutes ahead', () => {
    expect(nextHour(Date.parse('2026-01-01T08:49:00Z'), 'UTC')).toBe('2026-01-01T09:00')
    expect(nextHour(Date.parse('2026-01-01T08:51:00Z'), 'UTC')).toBe('2026-01-01T10:00')
    expect(nextHour(Date.parse('2026-01-01T23:55:00Z'), 'UTC')).toBe('2026-01-02T01:00')
  })
})
