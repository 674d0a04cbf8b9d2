import { viewerZone } from '../../lib/format.ts'
import { browserWall, formatWall, wallOf } from './wall-time.ts'

const CLOCK = { hour: '2-digit', minute: '2-digit' } as const
const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const

/** Formats a time: “09:00”. */
export const clockTime = (wall: string, locale: string): string => formatWall(wall, locale, CLOCK)

/** Formats a day and time: “Tue, 24 Nov, 09:00”. */
export const dayAndTime = (wall: string, locale: string): string =>
  formatWall(wall, locale, { ...DAY, ...CLOCK })

/** Formats “Tuesday 24 November at 09:00”, with the year if it is not this one. */
export const longTime = (wall: string, locale: string): string =>
  formatWall(wall, locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...CLOCK,
    ...(Number(wall.slice(0, 4)) === new Date().getFullYear() ? {} : { year: 'numeric' }),
    ...(wall.length > 'yyyy-mm-ddThh:mm'.length ? { second: '2-digit' } : {}),
  })

/** Formats one line of a list: “Tue, 24 Nov 2026, 09:00”. */
export const listTime = (wall: string, locale: string): string =>
  formatWall(wall, locale, { ...DAY, year: 'numeric', ...CLOCK })

/**
 * Returns the viewer's time for a server time with its offset, `2026-12-15T09:00:00-07:00`: “08:00”, with the day if it is
 * another one. Null if it is the same.
 */
export function besideIt(localTime: string, locale: string, timezone: string): string | null {
  const here = viewerZone()
  if (here === timezone) return null
  const [wall, there] = [browserWall(localTime, here), wallOf(localTime)]
  if (wall === there) return null
  return wall.slice(0, 10) === there.slice(0, 10) ? clockTime(wall, locale) : dayAndTime(wall, locale)
}
