import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextOccurrences } from '#core/publishing/rules/recurrence.ts'
import { readRecurrence } from '#core/publishing/rules/recurrence-check.ts'
import { type Bounds, type Planned, planPosts } from './plan.ts'

const NONE: Bounds = {
  timezone: 'UTC',
  maxPostsPerDay: null,
  maxPostsPerWeek: null,
  cooldownMinutes: 0,
  quietHours: null,
}
const plan = (times: readonly string[], bounds: Partial<Bounds>, posted: readonly string[] = []) =>
  planPosts(
    times.map((at) => new Date(at)),
    { ...NONE, ...bounds },
    posted.map((at) => new Date(at)),
  ).map(({ why }) => why)

describe('the plan of a rule', () => {
  it('keeps to a number a day, in the days of the zone', () => {
    const times = ['2027-03-15T22:30:00Z', '2027-03-15T22:40:00Z', '2027-03-15T23:10:00Z']
    expect(plan(times, { maxPostsPerDay: 1 })).toEqual(['due', 'daily_limit', 'daily_limit'])
    // In Paris the last of them is tomorrow.
    expect(plan(times, { maxPostsPerDay: 1, timezone: 'Europe/Paris' })).toEqual([
      'due',
      'daily_limit',
      'due',
    ])
  })

  it('begins weeks on Monday', () => {
    const times = ['2027-03-14T12:00:00Z', '2027-03-15T12:00:00Z', '2027-03-21T12:00:00Z']
    expect(plan(times, { maxPostsPerWeek: 1 })).toEqual(['due', 'due', 'weekly_limit'])
  })

  it('counts cool-down in real minutes, over a change of clocks', () => {
    // Clocks in Berlin go from 2:00 to 3:00 at 1:00 UTC.
    const times = ['2027-03-28T00:30:00Z', '2027-03-28T01:20:00Z', '2027-03-28T01:30:00Z']
    expect(plan(times, { cooldownMinutes: 60, timezone: 'Europe/Berlin' })).toEqual([
      'due',
      'cooldown',
      'due',
    ])
  })

  it('keeps quiet over midnight, by the clock on the wall, up to the end and not at it', () => {
    const quietHours = { from: '22:00', to: '07:00' }
    const times = [
      '2027-03-27T20:59:00Z',
      '2027-03-27T21:00:00Z',
      '2027-03-28T05:00:00Z',
      '2027-03-29T04:59:00Z',
    ]
    expect(plan(times, { quietHours, timezone: 'Europe/Berlin' })).toEqual([
      'due',
      'quiet_hours',
      'due',
      'quiet_hours',
    ])
  })

  it('counts what was posted before, and what it skips not at all', () => {
    expect(plan(['2027-03-15T12:00:00Z'], { maxPostsPerDay: 1 }, ['2027-03-15T08:00:00Z'])).toEqual([
      'daily_limit',
    ])
    const quietHours = { from: '00:00', to: '06:00' }
    expect(plan(['2027-03-15T05:00:00Z', '2027-03-15T06:00:00Z'], { maxPostsPerDay: 1, quietHours })).toEqual(
      ['quiet_hours', 'due'],
    )
  })
})

/** The same decisions in the plainest way: every earlier post is looked at anew, by the clock that Intl shows. */
function oracle(times: readonly Date[], bounds: Bounds): Planned['why'][] {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: bounds.timezone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  })
  const wall = (at: Date) => {
    const of = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]))
    return {
      day: Date.UTC(Number(of.year), Number(of.month) - 1, Number(of.day)) / 86_400_000,
      weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(of.weekday ?? ''),
      minutes: Number(of.hour) * 60 + Number(of.minute),
    }
  }
  const clock = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  const posts: Date[] = []
  return times.map((at) => {
    const here = wall(at)
    if (bounds.quietHours) {
      const { from, to } = bounds.quietHours
      for (let minute = clock(from); minute !== clock(to); minute = (minute + 1) % 1440)
        if (minute === here.minutes) return 'quiet_hours'
    }
    const sameDay = posts.filter((post) => wall(post).day === here.day)
    if (bounds.maxPostsPerDay !== null && sameDay.length >= bounds.maxPostsPerDay) return 'daily_limit'
    const monday = (one: typeof here) => one.day - one.weekday
    const sameWeek = posts.filter((post) => monday(wall(post)) === monday(here))
    if (bounds.maxPostsPerWeek !== null && sameWeek.length >= bounds.maxPostsPerWeek) return 'weekly_limit'
    if (posts.some((post) => at.getTime() - post.getTime() < bounds.cooldownMinutes * 60_000))
      return 'cooldown'
    posts.push(at)
    return 'due'
  })
}

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const bounds: fc.Arbitrary<Bounds> = fc.record({
  timezone: fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
  ),
  maxPostsPerDay: fc.option(fc.integer({ min: 1, max: 4 })),
  maxPostsPerWeek: fc.option(fc.integer({ min: 1, max: 10 })),
  cooldownMinutes: fc.integer({ min: 0, max: 3000 }),
  quietHours: fc.option(fc.record({ from: clock, to: clock }).filter(({ from, to }) => from !== to)),
})

describe('the plan of a year', () => {
  it('is that of an oracle that looks at everything anew, at any times', () => {
    fc.assert(
      fc.property(
        bounds,
        fc.array(fc.integer({ min: 0, max: 366 * 24 * 60 }), { minLength: 1, maxLength: 120 }),
        (bound, minutes) => {
          const times = [...new Set(minutes)]
            .sort((a, b) => a - b)
            .map((minute) => new Date(Date.UTC(2027, 0, 1) + minute * 60_000))
          expect(planPosts(times, bound).map(({ why }) => why)).toEqual(oracle(times, bound))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is that of the oracle at the times of a schedule over both changes of clocks', () => {
    fc.assert(
      fc.property(
        bounds,
        fc.constantFrom('FREQ=DAILY;BYHOUR=2,9,23;BYMINUTE=30', 'FREQ=HOURLY;INTERVAL=17'),
        (bound, rrule) => {
          const { timezone } = bound
          const { recurrence } = readRecurrence({ rrule, start: '2027-01-01T00:30:00', timezone })
          if (!recurrence) throw new Error('The rule is one.')
          const to = new Date('2028-01-01T00:00:00Z')
          const times = nextOccurrences(recurrence, { to, limit: 2000 }).map(({ at }) => at)
          expect(times.length).toBeGreaterThan(500)
          expect(planPosts(times, bound).map(({ why }) => why)).toEqual(oracle(times, bound))
        },
      ),
      { numRuns: 8 },
    )
  }, 60_000)
})
