import { describe, expect, it } from 'vitest'
import type { ScheduledPost } from '#core/publishing/schemas.ts'
import { browserWall, withSeconds } from '../wall-time.ts'
import { filtered } from './filters.ts'
import { fitDays } from './fit-days.ts'
import { dayOf, postsIn, rangeOf, stepDate, titleOf } from './views.ts'

const PARIS = 'Europe/Paris'
const MONDAY = 1
const post = (id: string, publishAt: string, more: Partial<ScheduledPost> = {}): ScheduledPost => ({
  id,
  text: id,
  media: [],
  variants: {},
  status: 'queued',
  reason: '',
  publishAt,
  timezone: PARIS,
  localTime: `${withSeconds(browserWall(publishAt, PARIS))}+01:00`,
  seriesId: null,
  occurrence: null,
  detached: false,
  labels: [],
  campaignId: null,
  computed: false,
  targets: [],
  runs: [],
  series: null,
  createdAt: publishAt,
  ...more,
})
const ofDay = (day: string, count: number): ScheduledPost[] =>
  Array.from({ length: count }, (_, hour) =>
    post(`${day} ${hour}`, `${day}T${`${hour}`.padStart(2, '0')}:30:00Z`),
  )

describe('a range', () => {
  it('of a month holds the whole weeks around it, and asks a day more on both sides', () => {
    const range = rangeOf('month', '2026-11-20', MONDAY)
    expect(range).toMatchObject({
      from: '2026-10-25T00:00:00.000Z',
      to: '2026-12-08T00:00:00.000Z',
      first: '2026-11-01',
      last: '2026-11-30',
    })
    expect([range.days.length, range.days[0], range.days.at(-1)]).toEqual([42, '2026-10-26', '2026-12-06'])
  })

  it('counts its weeks rightly although one has an hour less', () => {
    expect(rangeOf('month', '2027-03-10', MONDAY).days).toHaveLength(35)
  })

  it('of a week begins with the weekday of its reader, and so do those of a month', () => {
    const sunday = 7
    expect(rangeOf('week', '2026-11-22', sunday)).toMatchObject({ first: '2026-11-22', last: '2026-11-28' })
    const { from, to, days } = rangeOf('month', '2026-11-22', sunday)
    expect([from, to]).toEqual(['2026-10-31T00:00:00.000Z', '2026-12-07T00:00:00.000Z'])
    expect(days).toHaveLength(35)
  })

  it('of a week is seven days from Monday to Sunday', () => {
    const range = rangeOf('week', '2026-11-22', MONDAY)
    expect([range.first, range.last]).toEqual(['2026-11-16', '2026-11-22'])
    expect(titleOf('week', range, '2026-11-20', 'en-GB')).toMatch(/^16\s?–\s?22 November 2026$/)
  })

  it('of a list is four weeks, so that it shows what comes next on the last day of a month too', () => {
    const range = rangeOf('list', '2026-11-30', MONDAY)
    expect([range.first, range.last]).toEqual(['2026-11-30', '2026-12-27'])
    const title = (today: string) => titleOf('list', range, today, 'en-GB').replaceAll('\u2009', ' ')
    expect([title('2026-11-30'), title('2027-01-04')]).toEqual(['30 Nov – 27 Dec', '30 Nov – 27 Dec 2026'])
    expect(stepDate('2026-11-30', 'list', 1)).toBe('2026-12-28')
  })

  it('goes on by its own length, and does not skip a short month', () => {
    expect(stepDate('2026-01-31', 'month', 1)).toBe('2026-02-28')
    expect(stepDate('2026-11-20', 'week', -1)).toBe('2026-11-13')
  })

  it('knows the day of an instant by the zone', () => {
    expect(dayOf('2026-11-20T23:30:00Z', PARIS)).toBe('2026-11-21')
  })
})

describe('the posts of a range', () => {
  const november = rangeOf('month', '2026-11-20', MONDAY)
  // Offsets that no edition of the zone database has: the browser would put each post on another day than the server.
  it.each([
    ['2026-10-25T20:00:00Z', '2026-10-26T00:30:00+04:30', true],
    ['2026-10-26T02:00:00Z', '2026-10-25T23:59:00-02:01', false],
    ['2026-12-06T23:30:00Z', '2026-12-06T20:00:00-03:30', true],
    ['2026-12-06T22:00:00Z', '2026-12-07T00:00:00+02:00', false],
    ['2026-12-07T11:00:00Z', '2026-12-06T23:00:00-12:00', true],
    ['2026-10-25T10:30:00Z', '2026-10-26T00:30:00+14:00', true],
    ['2026-10-26T11:30:00Z', '2026-10-25T23:30:00-12:00', false],
    ['2026-11-20T09:00:00Z', '2026-11-20T10:00:00+01:00', true],
  ])(
    'holds one at %s exactly if the server says %s, whatever the browser knows',
    (publishAt, localTime, isIn) => {
      const one = post('one', publishAt, { timezone: 'Europe/Paris', localTime })
      expect(postsIn([one], november, PARIS)).toEqual(isIn ? [one] : [])
      if (isIn) expect([publishAt >= november.from, publishAt < november.to]).toEqual([true, true])
    },
  )

  it('are asked for in every zone that there is', () => {
    for (const offset of [-12, -9.5, 0, 5.75, 14]) {
      const first = Date.parse('2026-10-26T00:00:00Z') - offset * 3_600_000
      const last = Date.parse('2026-12-06T23:59:59Z') - offset * 3_600_000
      expect(first).toBeGreaterThanOrEqual(Date.parse(november.from))
      expect(last).toBeLessThan(Date.parse(november.to))
    }
  })

  it('are at most six weeks and two days: more than a page of the API is read for that alone', () => {
    const spans = ['2026-11-20', '2027-08-01', '2027-05-01'].map((date) => rangeOf('month', date, MONDAY))
    for (const { from, to } of spans)
      expect(Date.parse(to) - Date.parse(from)).toBeLessThanOrEqual(44 * 24 * 3_600_000)
  })
})

describe('what a cell of the month shows', () => {
  const fit = (posts: ScheduledPost[], today = '2026-01-01') =>
    fitDays(posts, { perDay: 4, today, timeZone: 'UTC' })

  it('is everything where it fits', () => {
    expect(fit(ofDay('2026-11-24', 4))).toEqual({ shown: ofDay('2026-11-24', 4), rests: [] })
  })

  it('leaves a line for “more”, which counts the others', () => {
    const { shown, rests } = fit(ofDay('2026-11-24', 9))
    expect(shown).toEqual(ofDay('2026-11-24', 9).slice(0, 3))
    expect(rests).toEqual([{ day: '2026-11-24', count: 6 }])
  })

  it('is everything that goes out today', () => {
    expect(fit(ofDay('2026-11-24', 20), '2026-11-24').rests).toEqual([])
  })

  it('loses no post, however many there are', () => {
    const posts = Array.from({ length: 28 }, (_, day) =>
      ofDay(`2026-11-${`${day + 1}`.padStart(2, '0')}`, 24),
    ).flat()
    const { shown, rests } = fit(posts, '2026-11-20')
    expect(shown.length + rests.reduce((sum, { count }) => sum + count, 0)).toBe(posts.length)
    expect(shown.length).toBe(27 * 3 + 24)
  })
})

it('filters by account and by what a person looks for', () => {
  const target = { accountId: 'a' } as ScheduledPost['targets'][number]
  const posts = [
    post('waits', '2026-11-24T09:00:00Z', { status: 'needs_person', targets: [target] }),
    post('failed elsewhere', '2026-11-24T10:00:00Z', { status: 'failed' }),
    post('planned', '2026-11-24T11:00:00Z', { targets: [target] }),
  ]
  const ids = (filter: Parameters<typeof filtered>[1]) => filtered(posts, filter).map(({ id }) => id)
  expect(ids({})).toHaveLength(3)
  expect(ids({ account: 'a' })).toEqual(['waits', 'planned'])
  expect(ids({ state: 'attention' })).toEqual(['waits', 'failed elsewhere'])
  expect(ids({ account: 'a', state: 'planned' })).toEqual(['planned'])
})
