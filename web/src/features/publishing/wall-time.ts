import type { ScheduledPost } from '#core/publishing/schemas.ts'

/**
 * Wall times: `2026-11-20T09:00`, with seconds only if they are not zero. The server resolves their moment in a zone, since its
 * zone database may be newer than the browser's: `localTime` is its result.
 */

const MINUTES = 'yyyy-mm-ddThh:mm'.length
const SECONDS = 'yyyy-mm-ddThh:mm:ss'.length
const DATE = 'yyyy-mm-dd'.length

/** Adds the seconds, as the API writes local times. */
export const withSeconds = (wall: string): string => (wall.length === MINUTES ? `${wall}:00` : wall)

/** Returns the wall time of a server time with its offset, such as `2026-12-15T09:00:00-07:00`. */
export function wallOf(localTime: string): string {
  const wall = localTime.slice(0, SECONDS)
  return wall.endsWith(':00') ? wall.slice(0, MINUTES) : wall
}

export type Timed = Pick<ScheduledPost, 'publishAt' | 'timezone' | 'localTime'>

/** Returns the wall time of a post in a zone: from the server in the post's own zone, otherwise computed by this browser. */
export const wallIn = ({ publishAt, timezone, localTime }: Timed, zone: string): string =>
  zone === timezone ? wallOf(localTime) : browserWall(publishAt, zone)

/** Returns the day on which a post goes out, in a zone. */
export const dayIn = (post: Timed, zone: string): string => wallIn(post, zone).slice(0, DATE)

/** Returns the wall time of an instant in a zone, as this browser knows the zone. */
export function browserWall(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(instant))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  const date = `${part('year')}-${part('month')}-${part('day')}`
  return wallOf(`${date}T${part('hour')}:${part('minute')}:${part('second')}`)
}

const asUtc = (wall: string): number => Date.parse(`${withSeconds(wall)}Z`)

/** Returns the milliseconds from one wall time to another. */
export const wallBetween = (from: string, to: string): number => asUtc(to) - asUtc(from)

/** Shifts a wall time by milliseconds, regardless of clock changes. */
export const shiftedBy = (wall: string, ms: number): string =>
  wallOf(new Date(asUtc(wall) + ms).toISOString())

export const formatWall = (wall: string, locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(asUtc(wall)))

/** Returns the step of a date-time field in seconds: seconds are shown only if some are set. */
export const stepOf = (wallTime: string): number => (wallTime.length > MINUTES ? 1 : 60)

const HOUR_MS = 3_600_000

/** Returns the next full hour that is at least ten minutes away, as a sensible default that is never past. */
export function nextHour(now: number, timeZone: string): string {
  const soon = asUtc(browserWall(new Date(now + HOUR_MS / 6).toISOString(), timeZone))
  return wallOf(new Date(Math.ceil(soon / HOUR_MS) * HOUR_MS).toISOString())
}

/** Returns the city of a zone: “Paris” for `Europe/Paris`. */
export const cityOf = (timeZone: string): string =>
  timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
