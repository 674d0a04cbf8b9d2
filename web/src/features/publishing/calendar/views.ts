import {
  addDays,
  addMonths,
  daysBetween,
  firstOfMonth,
  lastOfMonth,
  startOfWeek,
} from '../../../lib/plain-date.ts'
import { browserInstant, browserWall } from '../wall-time.ts'

export const VIEWS = ['month', 'week', 'list'] as const
export type View = (typeof VIEWS)[number]
export const isView = (value: unknown): value is View => VIEWS.includes(value as View)

/** A day is begun with a post at this hour. */
export const MORNING = 'T09:00'

/** What a view shows, from the first instant to before the last. Days are those of the zone, `2026-11-20`. */
export interface Range {
  from: string
  to: string
  /** The first and the last day of the month, or of the weeks, itself, without the days of its neighbours. */
  first: string
  last: string
  /** Every day that is drawn: whole weeks. */
  days: string[]
}

/** Whose calendar it is: where they are, and with which weekday their weeks begin (1 is Monday). */
export interface Reader {
  timeZone: string
  weekStart: number
}

/** A list is read for what comes next: of a month there would be nothing left on its last day. */
const WEEKS = { week: 1, list: 4 } as const

/** The date one view further, or back. */
export const stepDate = (date: string, view: View, steps: 1 | -1): string =>
  view === 'month' ? addMonths(date, steps) : addDays(date, steps * 7 * WEEKS[view])

/** A month is shown with the days that fill its first and last week. */
export function rangeOf(view: View, date: string, { timeZone, weekStart }: Reader): Range {
  const begin = startOfWeek(view === 'month' ? firstOfMonth(date) : date, weekStart)
  const end =
    view === 'month'
      ? addDays(startOfWeek(lastOfMonth(date), weekStart), 6)
      : addDays(begin, 7 * WEEKS[view] - 1)
  return {
    from: browserInstant(`${begin}T00:00`, timeZone),
    to: browserInstant(`${addDays(end, 1)}T00:00`, timeZone),
    first: view === 'month' ? firstOfMonth(date) : begin,
    last: view === 'month' ? lastOfMonth(date) : end,
    days: daysBetween(begin, end),
  }
}

/** “November 2026”, “16 – 22 November 2026”, “16 Nov – 13 Dec”; a list that begins in another year than today's says so. */
export function titleOf(view: View, { first, last }: Range, today: string, locale: string): string {
  const inUtc = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  if (view === 'month') return inUtc({ month: 'long', year: 'numeric' }).format(utc(first))
  if (view === 'week') return inUtc({ dateStyle: 'long' }).formatRange(utc(first), utc(last))
  const year = first.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric'
  return inUtc({ day: 'numeric', month: 'short', year }).formatRange(utc(first), utc(last))
}

/** The day on which an instant falls in a zone: `2026-11-20`. */
export const dayOf = (instant: string, timeZone: string): string =>
  browserWall(instant, timeZone).slice(0, 'yyyy-mm-dd'.length)

/** “Friday, 20 November”. */
export const dayName = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(utc(day))

/** “Fri”, “20”: the head of a day. */
export const weekdayName = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(utc(day))
export const dayNumber = (day: string): string => String(Number(day.slice('yyyy-mm-'.length)))

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`)
