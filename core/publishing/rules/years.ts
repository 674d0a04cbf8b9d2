import type { LocalTime } from '#core/lib/kernel/local-time.ts'
import { ofWallMs, wallMs } from '#core/lib/kernel/local-time.ts'
import type { Rule } from './rrule.ts'

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

const isNumbered = (day: string) => day.length > 2

/**
 * Tests whether a rule counts in a year's weeks or weekdays, which `rrule-temporal` 2.2.7 gets wrong (findings/rrule-temporal-year-weekdays.sh).
 * Its `next()` also takes the weekday that a rule with BYWEEKNO leaves out from the moment asked about, not from the start.
 */
export const countsInYears = ({ freq, by, byDay }: Rule): boolean =>
  by.BYWEEKNO !== undefined || (freq === 'YEARLY' && !by.BYMONTH && byDay.some(isNumbered))

/**
 * Yields the local times of a rule that counts in years, in order, from the year of `from` on and until at most `years` after the start. With
 * BYWEEKNO its years are those that number weeks (ISO 8601), which INTERVAL then counts: the last days of December may belong to the next one.
 * Without any part that names days, the weekday is the start's.
 */
export function* timesOfYears(
  rule: Rule,
  { start, from, years }: { start: LocalTime; from: number | null; years: number },
): Generator<LocalTime> {
  const startMs = wallMs(start)
  const firstYear = yearOf(rule, startMs)
  const passed = from === null ? 0 : Math.max(0, yearOf(rule, from) - firstYear)
  const times = timesOfDay(rule, startMs)
  const skipped = Math.floor(passed / rule.interval) * rule.interval
  for (let year = firstYear + skipped; year <= Math.min(firstYear + years, 9998); year += rule.interval) {
    const days = (rule.by.BYWEEKNO ? daysOfWeeks(rule, year) : daysOfYear(year)).filter(
      fitting(rule, startMs),
    )
    for (const place of places(rule, days.length * times.length)) {
      const ms =
        (days[Math.floor(place / times.length)] ?? Number.NaN) + (times[place % times.length] ?? Number.NaN)
      if (ms >= startMs) yield ofWallMs(ms)
    }
  }
}

const yearOf = ({ by, wkst }: Rule, ms: number): number =>
  by.BYWEEKNO ? weekYear(ms, wkst) : new Date(ms).getUTCFullYear()

/** Week 1 is the first with at least four days in the year: the one that holds the fourth of January. */
function firstWeek(year: number, wkst: string): number {
  const fourth = Date.UTC(year, 0, 4)
  return fourth - ((new Date(fourth).getUTCDay() - WEEKDAYS.indexOf(wkst) + 7) % 7) * DAY_MS
}

function weekYear(ms: number, wkst: string): number {
  const year = new Date(ms).getUTCFullYear()
  if (ms < firstWeek(year, wkst)) return year - 1
  return ms < firstWeek(year + 1, wkst) ? year : year + 1
}

/** Returns the days of a year's numbered weeks, as midnights in order. */
function daysOfWeeks({ by, wkst }: Rule, year: number): number[] {
  const first = firstWeek(year, wkst)
  const weeks = (firstWeek(year + 1, wkst) - first) / WEEK_MS
  const days: number[] = []
  for (let week = 1; week <= weeks; week++) {
    if (!among(by.BYWEEKNO, week, weeks)) continue
    for (let day = 0; day < 7; day++) days.push(first + (week - 1) * WEEK_MS + day * DAY_MS)
  }
  return days
}

function daysOfYear(year: number): number[] {
  const first = Date.UTC(year, 0)
  return Array.from({ length: daysBetween(first, Date.UTC(year + 1, 0)) }, (_, day) => first + day * DAY_MS)
}

/** Returns a test of whether a day fits the parts of the rule that name days. */
function fitting({ by, byDay }: Rule, startMs: number): (ms: number) => boolean {
  const ofStart = WEEKDAYS[new Date(startMs).getUTCDay()] ?? ''
  const weekdays = byDay.length === 0 && !by.BYMONTHDAY && !by.BYYEARDAY ? [ofStart] : byDay
  return (ms) => {
    const date = new Date(ms)
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
    const place = daysBetween(Date.UTC(year, 0), ms)
    const size = daysBetween(Date.UTC(year, 0), Date.UTC(year + 1, 0))
    const weekday = WEEKDAYS[date.getUTCDay()] ?? ''
    const names = [
      weekday,
      `${Math.floor(place / 7) + 1}${weekday}`,
      `-${Math.floor((size - 1 - place) / 7) + 1}${weekday}`,
    ]
    return (
      (weekdays.length === 0 || weekdays.some((day) => names.includes(day))) &&
      (by.BYMONTH?.includes(month + 1) ?? true) &&
      among(by.BYMONTHDAY, date.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate()) &&
      among(by.BYYEARDAY, place + 1, size)
    )
  }
}

/** Tests whether a place, counted from 1, is among those named: from the beginning, or with a minus from the end. */
const among = (named: readonly number[] | undefined, place: number, of: number): boolean =>
  named === undefined || named.includes(place) || named.includes(place - of - 1)

const daysBetween = (from: number, to: number) => (to - from) / DAY_MS

/** Returns the times of a day, in milliseconds after its midnight, in order. */
function timesOfDay({ by }: Rule, startMs: number): number[] {
  const start = new Date(startMs)
  const [hours, minutes, seconds] = [
    by.BYHOUR ?? [start.getUTCHours()],
    by.BYMINUTE ?? [start.getUTCMinutes()],
    by.BYSECOND ?? [start.getUTCSeconds()],
  ]
  return hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => ((hour * 60 + minute) * 60 + second) * 1000)),
  )
}

/** Yields the places, from 0 and in order, of the times in a year that the rule takes: all, or those that BYSETPOS names. */
function* places({ by }: Rule, size: number): Generator<number> {
  if (by.BYSETPOS) {
    const chosen = by.BYSETPOS.map((n) => (n > 0 ? n - 1 : size + n))
    yield* [...new Set(chosen)].filter((n) => n >= 0 && n < size).sort((a, b) => a - b)
  } else for (let place = 0; place < size; place++) yield place
}
