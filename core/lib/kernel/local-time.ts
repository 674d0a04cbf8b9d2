import { Temporal } from 'temporal-polyfill'

/** A time on a wall, without a zone: `2026-03-29T02:30:00`. */
export type LocalTime = string

const EXTENDED = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(?:\.0+)?$/
const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/

/** Reads `2026-03-29T02:30`, with or without seconds, and iCalendar's `20260329T023000`. Null for anything else, and after `lastYear`. */
export function parseLocalTime(text: string, lastYear = '2199'): LocalTime | null {
  const basic = BASIC.exec(text)
  const iso = basic
    ? `${basic[1]}-${basic[2]}-${basic[3]}T${basic[4]}:${basic[5]}:${basic[6]}`
    : EXTENDED.exec(text) && (text.length === 16 ? `${text}:00` : text.slice(0, 19))
  if (!iso || iso < '1970' || iso.slice(0, 4) > lastYear) return null
  try {
    // Temporal checks the lengths of months, but reads second 60 as 59.
    return iso.endsWith(':60') ? null : plain(iso, 'reject').toString({ smallestUnit: 'second' })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const plain = (iso: string, overflow: 'reject' | 'constrain' = 'constrain') =>
  Temporal.PlainDateTime.from(iso, { overflow })

/** Resolves a local time in a zone. A time that does not exist there moves forward; of a time that exists twice, the first is taken. */
export const resolve = (local: LocalTime, timezone: string): Temporal.ZonedDateTime =>
  plain(local).toZonedDateTime(timezone, { disambiguation: 'compatible' })

/** Returns the local time in a zone at an instant. */
export const localTimeOf = (at: Date, timezone: string): LocalTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timezone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second', roundingMode: 'floor' })

/** Formats an instant with its zone's offset: `2026-01-01T09:00:00-05:00`. */
export const withOffset = (at: Date, timezone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timezone)
    .toString({ smallestUnit: 'second', timeZoneName: 'never', roundingMode: 'floor' })

/** Returns a local time in milliseconds as if its zone were UTC, to compare and subtract local times. */
export const wallMs = (local: LocalTime): number => Date.parse(`${local}Z`)
export const ofWallMs = (ms: number): LocalTime => new Date(ms).toISOString().slice(0, 19)
