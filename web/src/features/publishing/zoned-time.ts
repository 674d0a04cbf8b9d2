import { Temporal } from 'temporal-polyfill'

const SECOND = { smallestUnit: 'second' } as const

/** `2026-11-20T09:00` on the wall of a zone, as an instant. A time that does not exist moves forward; of two, the first. */
export function instantOf(wallTime: string, timeZone: string): string {
  const zoned = Temporal.PlainDateTime.from(wallTime).toZonedDateTime(timeZone, {
    disambiguation: 'compatible',
  })
  return zoned.toInstant().toString(SECOND)
}

/** An instant as a date-time field shows it in a zone. */
export function wallTimeOf(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime().toString(SECOND)
}

/** The next full hour that is at least ten minutes away: a proposal that is seldom wrong and never past. */
export function nextHour(now: number, timeZone: string): string {
  const soon = Temporal.Instant.fromEpochMilliseconds(now + 10 * 60_000)
  const hour = soon.toZonedDateTimeISO(timeZone).round({ smallestUnit: 'hour', roundingMode: 'ceil' })
  return hour.toPlainDateTime().toString(SECOND)
}
