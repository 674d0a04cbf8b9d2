import { Temporal } from '../../lib/temporal.ts'

/** `2026-11-20T09:00` on the wall of a zone, as an instant. A time that does not exist moves forward; of two, the first. */
export function instantOf(wallTime: string, timeZone: string): string {
  const zoned = Temporal.PlainDateTime.from(wallTime).toZonedDateTime(timeZone, {
    disambiguation: 'compatible',
  })
  return zoned.toInstant().toString({ smallestUnit: 'second' })
}

/** An instant as a date-time field shows it in a zone: without seconds where there are none. */
export function wallTimeOf(instant: string, timeZone: string): string {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime()
  return wall.toString({ smallestUnit: wall.second === 0 ? 'minute' : 'second' })
}

/** In seconds, of a date-time field: seconds are shown only to who has set some. */
export const stepOf = (wallTime: string): number => (/:\d\d:\d\d/.test(wallTime) ? 1 : 60)

/** The same wall time some days further, whatever the clocks do in between. */
export function moved(instant: string, by: { days: number }, timeZone: string): string {
  const there = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).add(by)
  return there.toInstant().toString({ smallestUnit: 'millisecond' })
}

/** Whether a wall time exists in its zone: in spring an hour does not. */
export function exists(wallTime: string, timeZone: string): boolean {
  const wanted = Temporal.PlainDateTime.from(wallTime)
  return wanted.toZonedDateTime(timeZone).toPlainDateTime().equals(wanted)
}

/** The next full hour that is at least ten minutes away: a proposal that is seldom wrong and never past. */
export function nextHour(now: number, timeZone: string): string {
  const soon = Temporal.Instant.fromEpochMilliseconds(now + 10 * 60_000)
  const hour = soon.toZonedDateTimeISO(timeZone).round({ smallestUnit: 'hour', roundingMode: 'ceil' })
  return hour.toPlainDateTime().toString({ smallestUnit: 'minute' })
}

/** Where a zone is, as people say it: “Paris” of `Europe/Paris`. */
export const cityOf = (timeZone: string): string =>
  timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
