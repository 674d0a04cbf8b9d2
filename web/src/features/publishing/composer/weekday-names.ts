import type { TFunction } from 'i18next'
import { WEEKDAYS, type Weekday } from './repeat.ts'

/** A Monday, from which the names of weekdays are formatted. */
const MONDAY = Date.UTC(2026, 0, 5)
const DAY_MS = 86_400_000

export const weekdayName = (day: Weekday, locale: string, style: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(
    MONDAY + WEEKDAYS.indexOf(day) * DAY_MS,
  )

/** Returns an ordinal in words: “second”, “last”. */
export function nthName(nth: number, t: TFunction): string {
  switch (nth) {
    case 1:
      return t('repeat.nth.first')
    case 2:
      return t('repeat.nth.second')
    case 3:
      return t('repeat.nth.third')
    case 4:
      return t('repeat.nth.fourth')
    default:
      return t('repeat.nth.last')
  }
}
