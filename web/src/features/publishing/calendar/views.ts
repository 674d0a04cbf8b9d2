import { Temporal } from 'temporal-polyfill'

export const VIEWS = ['month', 'week', 'list'] as const
export type View = (typeof VIEWS)[number]
export const isView = (value: unknown): value is View => VIEWS.includes(value as View)

/** What a view shows, from the first instant to before the last. Days are those of the zone, `2026-11-20`. */
export interface Range {
  from: string
  to: string
  /** The first and the last day of the month or week itself, without the days of its neighbours. */
  first: string
  last: string
}

const STEP = { month: { months: 1 }, week: { weeks: 1 }, list: { months: 1 } } as const

/** The date one view further, or back. */
export function stepDate(date: string, view: View, steps: 1 | -1): string {
  const from = Temporal.PlainDate.from(date)
  return (steps === 1 ? from.add(STEP[view]) : from.subtract(STEP[view])).toString()
}

/** Weeks begin on Monday. A month is shown with the days that fill its first and last week; a list without. */
export function rangeOf(view: View, date: string, timeZone: string): Range {
  const day = Temporal.PlainDate.from(date)
  const first = view === 'week' ? mondayOf(day) : day.with({ day: 1 })
  const last = view === 'week' ? first.add({ days: 6 }) : day.with({ day: day.daysInMonth })
  const whole = view === 'list' ? { first, last } : { first: mondayOf(first), last: sundayOf(last) }
  return {
    from: startOf(whole.first, timeZone),
    to: startOf(whole.last.add({ days: 1 }), timeZone),
    first: first.toString(),
    last: last.toString(),
  }
}

/** “November 2026”, “16 – 22 November 2026”. */
export function titleOf(view: View, { first, last }: Range, locale: string): string {
  if (view === 'week')
    return new Intl.DateTimeFormat(locale, {
      dateStyle: 'long',
      timeZone: 'UTC',
    }).formatRange(utc(first), utc(last))
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    utc(first),
  )
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

const mondayOf = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 })
const sundayOf = (day: Temporal.PlainDate): Temporal.PlainDate => day.add({ days: 7 - day.dayOfWeek })

const startOf = (day: Temporal.PlainDate, timeZone: string): string =>
  day.toZonedDateTime(timeZone).toInstant().toString({ smallestUnit: 'millisecond' })

/** How many weeks a range fills. */
export const weeksOf = ({ from, to }: Range): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / (7 * 24 * 3_600_000))
