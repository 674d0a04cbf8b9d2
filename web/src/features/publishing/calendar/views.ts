import {
  addDays,
  addMonths,
  daysBetween,
  firstOfMonth,
  lastOfMonth,
  startOfWeek,
} from '../../../lib/plain-date.ts'
import { browserWall, dayIn, type Timed } from '../wall-time.ts'

export const VIEWS = ['month', 'week', 'list'] as const
export type View = (typeof VIEWS)[number]
export const isView = (value: unknown): value is View => VIEWS.includes(value as View)

/** The hour of a new post on a day that was chosen without one. */
export const MORNING = 'T09:00'

/**
 * The range of a view: days, `2026-11-20`. `from` and `to` are what is asked of the server: a day more on both sides, in UTC, so that they
 * hold the range's days in every zone. Which post is of which day the server says.
 */
export interface Range {
  from: string
  to: string
  /** The first and last day of the month or the weeks themselves, without the neighbouring days shown. */
  first: string
  last: string
  /** Every day shown, in whole weeks. */
  days: string[]
}

/** Weeks in a view. A list shows four weeks from its date: a month's list would be empty on the last day. */
const WEEKS = { week: 1, list: 4 } as const

/** Returns the date one view further, or back. */
export const stepDate = (date: string, view: View, steps: 1 | -1): string =>
  view === 'month' ? addMonths(date, steps) : addDays(date, steps * 7 * WEEKS[view])

/** Returns the range of a view. A month includes the days that fill its first and last week. `weekStart`: 1 is Monday. */
export function rangeOf(view: View, date: string, weekStart: number): Range {
  const begin = startOfWeek(view === 'month' ? firstOfMonth(date) : date, weekStart)
  const end =
    view === 'month'
      ? addDays(startOfWeek(lastOfMonth(date), weekStart), 6)
      : addDays(begin, 7 * WEEKS[view] - 1)
  return {
    from: `${addDays(begin, -1)}T00:00:00.000Z`,
    to: `${addDays(end, 2)}T00:00:00.000Z`,
    first: view === 'month' ? firstOfMonth(date) : begin,
    last: view === 'month' ? lastOfMonth(date) : end,
    days: daysBetween(begin, end),
  }
}

/** Returns the posts of the days of a range, by the zone of who looks. */
export const postsIn = <Post extends Timed>(posts: readonly Post[], { days }: Range, zone: string): Post[] =>
  posts.filter((post) => days.includes(dayIn(post, zone)))

/** Formats the range: “November 2026”, “16 – 22 November 2026”, “16 Nov – 13 Dec”. A list adds a year that is not this one. */
export function titleOf(view: View, { first, last }: Range, today: string, locale: string): string {
  const inUtc = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  if (view === 'month') return inUtc({ month: 'long', year: 'numeric' }).format(utc(first))
  if (view === 'week') return inUtc({ dateStyle: 'long' }).formatRange(utc(first), utc(last))
  const year = first.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric'
  return inUtc({ day: 'numeric', month: 'short', year }).formatRange(utc(first), utc(last))
}

/** Returns the day of an instant in a zone: `2026-11-20`. */
export const dayOf = (instant: string, timeZone: string): string =>
  browserWall(instant, timeZone).slice(0, 'yyyy-mm-dd'.length)

/** Formats a day: “Friday, 20 November”. */
export const dayName = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(utc(day))

/** Format the head of a day: “Fri”, “20”. */
export const weekdayName = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(utc(day))
export const dayNumber = (day: string): string => String(Number(day.slice('yyyy-mm-'.length)))

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`)
