import { Temporal } from 'temporal-polyfill'
import { localTimeOf, resolve } from '#core/lib/kernel/local-time.ts'
import type { AccountHours, OpeningHours } from '../schemas/opening-hours.ts'

/** Local time in a zone: the day (1 is Monday) and the time of day, `09:00`. */
interface WallTime {
  day: number
  time: string
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

export function wallTime(at: Date, timeZone: string): WallTime {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
  return { day: DAYS.indexOf(part('weekday')) + 1, time: `${part('hour')}:${part('minute')}` }
}

/** A time outside business hours. */
export interface Closed {
  /** When people were last there; null if that is more than `LOOKED_DAYS` ago. */
  since: Date | null
  /** When they are next there; null if that is more than `LOOKED_DAYS` away. */
  opens: Date | null
  timezone: string
}

/** How many days are looked through for the last and the next opening: a year of holidays, and a week. */
const LOOKED_DAYS = 373
const END_OF_DAY = '23:59'

/**
 * Returns the closed time that an instant lies in; null while people answer, or if they always do. Local times are resolved in the
 * zone as those of scheduled posts are: one that does not exist moves forward, of one that exists twice the first counts.
 */
export function closedAt(hours: OpeningHours | null, now: Date): Closed | null {
  if (hours === null) return null
  const today = Temporal.PlainDate.from(localTimeOf(now, hours.timezone).slice(0, 10))
  const at = now.getTime()
  if (openOn(hours, today).some(({ from, to }) => from <= at && at < to)) return null
  const found = (direction: 1 | -1, pick: (span: Span) => number | null): Date | null => {
    for (let days = 0; days <= LOOKED_DAYS; days++) {
      const times = openOn(hours, today.add({ days: days * direction })).map(pick)
      const moments = times.filter((time) => time !== null)
      if (moments.length > 0) return new Date(direction > 0 ? Math.min(...moments) : Math.max(...moments))
    }
    return null
  }
  return {
    since: found(-1, ({ to }) => (to <= at ? to : null)),
    opens: found(1, ({ from }) => (from > at ? from : null)),
    timezone: hours.timezone,
  }
}

/** Returns the hours of an account: its own, or the workspace’s. */
export function hoursOf(
  settings: { openingHours: OpeningHours | null; accountHours: readonly AccountHours[] },
  accountId: string | null,
): OpeningHours | null {
  const own = settings.accountHours.find((one) => one.accountId === accountId)
  return own ? own.hours : settings.openingHours
}

interface Span {
  /** Milliseconds since 1970. */
  from: number
  to: number
}

function openOn({ timezone, times, holidays = [] }: OpeningHours, day: Temporal.PlainDate): Span[] {
  const date = day.toString()
  if (holidays.some((holiday) => holiday.date === date)) return []
  const moment = (of: string, time: string) => resolve(`${of}T${time}:00`, timezone).epochMilliseconds
  return times
    .filter((one) => one.day === day.dayOfWeek)
    .map(({ from, to }) => ({
      from: moment(date, from),
      to: to === END_OF_DAY ? moment(day.add({ days: 1 }).toString(), '00:00') : moment(date, to),
    }))
}
