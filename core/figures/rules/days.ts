import { Temporal } from 'temporal-polyfill'
import { invalid } from '#core/lib/kernel/errors.ts'
import { localTimeOf } from '#core/lib/kernel/local-time.ts'
import type { Days, PeriodQuery } from '../schemas.ts'

/** Days of a period that is asked for, if none is named. */
const USUAL = 30
/** The longest period: two years. */
const MOST = 731

const dayOf = (day: string) => Temporal.PlainDate.from(day)
const isDay = (at: string) => at.length === 10

/** Returns the day of an instant in a zone. */
export const dayIn = (at: Date, timezone: string): string => localTimeOf(at, timezone).slice(0, 10)

/**
 * Returns the period that is asked for, as days in the workspace's zone, and as many days right before it.
 * @throws AppError `invalid` for a period that ends before it begins, or is too long
 */
export function periodOf(
  { from, to }: PeriodQuery,
  now: Date,
  timezone: string,
): { period: Days; before: Days } {
  const given = (at: string) => (isDay(at) ? at : dayIn(new Date(at), timezone))
  const last = to === undefined ? dayIn(now, timezone) : given(to)
  const first =
    from === undefined
      ? dayOf(last)
          .subtract({ days: USUAL - 1 })
          .toString()
      : given(from)
  const days = dayOf(first).until(dayOf(last)).days + 1
  if (days < 1 || days > MOST)
    throw invalid('The period is not one that can be shown.', [
      {
        path: 'from',
        message: 'Choose a first day that is not after the last, and at most two years before it.',
      },
    ])
  return {
    period: { from: first, to: last },
    before: {
      from: dayOf(first).subtract({ days }).toString(),
      to: dayOf(first).subtract({ days: 1 }).toString(),
    },
  }
}

/** Splits a period into days, weeks from Monday, or months; the first and the last may be cut short. */
export function bucketsOf({ from, to }: Days, bucket: 'day' | 'week' | 'month'): Days[] {
  const buckets: Days[] = []
  const last = dayOf(to)
  for (let day = dayOf(from); Temporal.PlainDate.compare(day, last) <= 0; ) {
    const full =
      bucket === 'day'
        ? day
        : bucket === 'week'
          ? day.add({ days: 7 - day.dayOfWeek })
          : day.with({ day: day.daysInMonth })
    const end = Temporal.PlainDate.compare(full, last) > 0 ? last : full
    buckets.push({ from: day.toString(), to: end.toString() })
    day = end.add({ days: 1 })
  }
  return buckets
}
