import type { OpeningHours } from '../schemas/opening-hours.ts'

/** Local time in a zone: the day (1 is Monday) and the time of day, `09:00`. */
export interface WallTime {
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

/** Returns the next opening, within a week. Null while people answer now, or if they always do. */
export function opensNext(hours: OpeningHours | null, now: Date): WallTime | null {
  if (hours === null) return null
  const { day, time } = wallTime(now, hours.timezone)
  if (hours.times.some((one) => one.day === day && one.from <= time && time < one.to)) return null
  const away = (one: { day: number; from: string }) =>
    ((one.day - day + 7) % 7) + (one.day === day && one.from <= time ? 7 : 0)
  const [next] = hours.times.toSorted((a, b) => away(a) - away(b) || (a.from < b.from ? -1 : 1))
  return next ? { day: next.day, time: next.from } : null
}
