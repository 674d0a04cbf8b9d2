import type { ScheduledPost } from '#core/publishing/schemas.ts'

/**
 * Times as clocks show them: `2026-11-20T09:00`, with seconds only where there are some. Which moment that is in a zone the server
 * says, whose knowledge of zones may be newer than the browser's: `localTime` is its word.
 */

const MINUTES = 'yyyy-mm-ddThh:mm'.length
const SECONDS = 'yyyy-mm-ddThh:mm:ss'.length
const DATE = 'yyyy-mm-dd'.length

/** With seconds, as the API writes local times. */
export const withSeconds = (wall: string): string => (wall.length === MINUTES ? `${wall}:00` : wall)

/** The clock in what the server says with its offset, such as `2026-12-15T09:00:00-07:00`. */
export function wallOf(localTime: string): string {
  const wall = localTime.slice(0, SECONDS)
  return wall.endsWith(':00') ? wall.slice(0, MINUTES) : wall
}

export type Timed = Pick<ScheduledPost, 'publishAt' | 'timezone' | 'localTime'>

/** What a clock of a zone shows when a post goes out: in the post's own zone as the server says it, elsewhere as this browser reckons. */
export const wallIn = ({ publishAt, timezone, localTime }: Timed, zone: string): string =>
  zone === timezone ? wallOf(localTime) : browserWall(publishAt, zone)

/** The day on which a post goes out, on the calendars of a zone. */
export const dayIn = (post: Timed, zone: string): string => wallIn(post, zone).slice(0, DATE)

/** What this browser's clock would show at an instant, in a zone. */
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

/**
 * The moment at which this browser's clock shows a time in a zone: the first where it shows it twice, and where clocks skip it as much
 * later as they skip. For what is asked of or drawn on the viewer's own calendar: a post's moment is the server's.
 */
export function browserInstant(wall: string, zone: string): string {
  const [shown, utc] = [wallOf(withSeconds(wall)), asUtc(wall)]
  const byOffsetAt = (at: number) =>
    new Date(utc - (asUtc(browserWall(new Date(at).toISOString(), zone)) - at)).toISOString()
  const [before, after] = [byOffsetAt(utc - DAY_MS), byOffsetAt(utc + DAY_MS)]
  return browserWall(before, zone) !== shown && browserWall(after, zone) === shown ? after : before
}

const asUtc = (wall: string): number => Date.parse(`${withSeconds(wall)}Z`)

/** Milliseconds from one clock time to another. */
export const wallBetween = (from: string, to: string): number => asUtc(to) - asUtc(from)

/** The clock time so many milliseconds further, whatever the clocks do in between. */
export const shiftedBy = (wall: string, ms: number): string =>
  wallOf(new Date(asUtc(wall) + ms).toISOString())

export const formatWall = (wall: string, locale: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(new Date(asUtc(wall)))

/** In seconds, of a date-time field: seconds are shown only to who has set some. */
export const stepOf = (wallTime: string): number => (wallTime.length > MINUTES ? 1 : 60)

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The next full hour that is at least ten minutes away: a proposal that is seldom wrong and never past. */
export function nextHour(now: number, timeZone: string): string {
  const soon = asUtc(browserWall(new Date(now + HOUR_MS / 6).toISOString(), timeZone))
  return wallOf(new Date(Math.ceil(soon / HOUR_MS) * HOUR_MS).toISOString())
}

/** Where a zone is, as people say it: “Paris” of `Europe/Paris`. */
export const cityOf = (timeZone: string): string =>
  timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
