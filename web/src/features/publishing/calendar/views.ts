import { Temporal } from '../../../lib/temporal.ts'

export const VIEWS = ['month', 'week', 'list'] as const
export type View = (typeof VIEWS)[number]
export const isView = (value: unknown): value is View => VIEWS.includes(value as View)

/** What a view shows, from the first instant to before the last. Days are those of the zone, `2026-11-20`. */
export interface Range {
  from: string
  to: string
  /** The first and the last day of the month, or of the weeks, itself, without the days of its neighbours. */
  first: string
  last: string
}

/** A list is read for what comes next: of a month there would be nothing left on its last day. */
const WEEKS_LISTED = 4
const STEP = { month: { months: 1 }, week: { weeks: 1 }, list: { weeks: WEEKS_LISTED } } as const

/** The date one view further, or back. */
export function stepDate(date: string, view: View, steps: 1 | -1): string {
  const from = Temporal.PlainDate.from(date)
  return (steps === 1 ? from.add(STEP[view]) : from.subtract(STEP[view])).toString()
}

/** Weeks begin on Monday. A month is shown with the days that fill its first and last week. */
export function rangeOf(view: View, date: string, timeZone: string): Range {
  const day = Temporal.PlainDate.from(date)
  const first = view === 'month' ? day.with({ day: 1 }) : mondayOf(day)
  const last =
    view === 'month' ? day.with({ day: day.daysInMonth }) : first.add(STEP[view]).subtract({ days: 1 })
  return {
    from: startOf(mondayOf(first), timeZone),
    to: startOf(sundayOf(last).add({ days: 1 }), timeZone),
    first: first.toString(),
    last: last.toString(),
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
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString()

/** “Friday, 20 November”. */
export const dayName = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(utc(day))

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`)

type Day = ReturnType<typeof Temporal.PlainDate.from>

const mondayOf = (day: Day): Day => day.subtract({ days: day.dayOfWeek - 1 })
const sundayOf = (day: Day): Day => day.add({ days: 7 - day.dayOfWeek })

const startOf = (day: Day, timeZone: string): string =>
  day.toZonedDateTime(timeZone).toInstant().toString({ smallestUnit: 'millisecond' })

/** How many weeks a range fills. */
export const weeksOf = ({ from, to }: Range): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / (7 * 24 * 3_600_000))
