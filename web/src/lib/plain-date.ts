/** Calendar days as `2026-11-20`, without time and zone. */

const DAY_MS = 24 * 3_600_000

const utcOf = (day: string): Date => new Date(`${day}T00:00:00Z`)
const dayOf = (date: Date): string => date.toISOString().slice(0, 'yyyy-mm-dd'.length)

export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && Number.isFinite(utcOf(text).getTime()) && dayOf(utcOf(text)) === text

export const addDays = (day: string, days: number): string =>
  dayOf(new Date(utcOf(day).getTime() + days * DAY_MS))

/** Returns the same day of another month, or the last day of a shorter month. */
export function addMonths(day: string, months: number): string {
  const date = utcOf(day)
  const month = date.getUTCMonth() + months
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate()
  return dayOf(new Date(Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), last))))
}

export const firstOfMonth = (day: string): string => `${day.slice(0, 'yyyy-mm'.length)}-01`
export const lastOfMonth = (day: string): string => addDays(addMonths(firstOfMonth(day), 1), -1)

/** Returns 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: string): number => utcOf(day).getUTCDay() || 7

/** Returns the first day of its week, where weeks begin on `weekStart`. */
export const startOfWeek = (day: string, weekStart: number): string =>
  addDays(day, -((weekdayOf(day) - weekStart + 7) % 7))

/** Lists all days from one to another, both included. */
export function daysBetween(first: string, last: string): string[] {
  const count = (utcOf(last).getTime() - utcOf(first).getTime()) / DAY_MS + 1
  return Array.from({ length: count }, (_, index) => addDays(first, index))
}

/** Returns the weekday on which weeks begin for a locale (1 is Monday). A language without a region gets Monday. */
export function weekStartOf(locale: string): number {
  const known = new Intl.Locale(locale) as LocaleWithWeeks
  const week = known.getWeekInfo?.() ?? known.weekInfo
  return (known.region && week?.firstDay) || 1
}

/** A method in today's standard, a property in older browsers. */
interface LocaleWithWeeks extends Intl.Locale {
  getWeekInfo?: () => { firstDay: number }
  weekInfo?: { firstDay: number }
}
