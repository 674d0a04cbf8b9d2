import { viewerZone } from '../../lib/format.ts'
import { browserWall, formatWall, wallOf } from './wall-time.ts'

const CLOCK = { hour: '2-digit', minute: '2-digit' } as const
const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const

/** “09:00”. */
export const clockTime = (wall: string, locale: string): string => formatWall(wall, locale, CLOCK)

/** “Tue, 24 Nov, 09:00”. */
export const dayAndTime = (wall: string, locale: string): string =>
  formatWall(wall, locale, { ...DAY, ...CLOCK })

/** “Tuesday 24 November at 09:00”; the year where it is another one. */
export const longTime = (wall: string, locale: string): string =>
  formatWall(wall, locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...CLOCK,
    ...(Number(wall.slice(0, 4)) === new Date().getFullYear() ? {} : { year: 'numeric' }),
    ...(wall.length > 'yyyy-mm-ddThh:mm'.length ? { second: '2-digit' } : {}),
  })

/** “Tue, 24 Nov 2026, 09:00”: one line of a list. */
export const listTime = (wall: string, locale: string): string =>
  formatWall(wall, locale, { ...DAY, year: 'numeric', ...CLOCK })

/**
 * What the viewer's clock shows at a time that the server gave with its offset, `2026-12-15T09:00:00-07:00`: “08:00”, or with its day
 * where that is another one. Null where it shows the same.
 */
export function besideIt(localTime: string, locale: string, timezone: string): string | null {
  const here = viewerZone()
  if (here === timezone) return null
  const [wall, there] = [browserWall(localTime, here), wallOf(localTime)]
  if (wall === there) return null
  return wall.slice(0, 10) === there.slice(0, 10) ? clockTime(wall, locale) : dayAndTime(wall, locale)
}
