import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextOccurrences, type Occurrence, type Place } from './recurrence.ts'
import { readRecurrence } from './recurrence-check.ts'
import { parseRule, type Rule } from './rrule.ts'

/**
 * RFC 5545 3.3.10 by brute force: tests for every hour of some years whether it belongs to a period of the rule and fits all of its parts. Slow,
 * and written from the RFC alone: it shares no code with the implementation that it judges.
 */

const DAY = 86_400_000
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const at = (ms: number) => new Date(ms)
const utc = (year: number, month: number, day: number) => Date.UTC(year, month, day)
const daysIn = (year: number, month: number) => at(utc(year, month + 1, 0)).getUTCDate()
const midnight = (ms: number) => ms - (ms % DAY)

/** Returns the day on which the week of a moment starts. */
const weekStart = (ms: number, wkst: string) => {
  const back = (at(ms).getUTCDay() - WEEKDAYS.indexOf(wkst) + 7) % 7
  return midnight(ms) - back * DAY
}
/** Week 1 is the first with at least four days in the year. */
const firstWeek = (year: number, wkst: string) => weekStart(utc(year, 0, 4), wkst)

function periodIndex(rule: Rule, start: number, ms: number): number {
  const [a, b] = [at(start), at(ms)]
  switch (rule.freq) {
    case 'YEARLY':
      if (rule.by.BYWEEKNO) return weekYear(ms, rule.wkst) - weekYear(start, rule.wkst)
      return b.getUTCFullYear() - a.getUTCFullYear()
    case 'MONTHLY':
      return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth()
    case 'WEEKLY':
      return (weekStart(ms, rule.wkst) - weekStart(start, rule.wkst)) / (7 * DAY)
    case 'DAILY':
      return (midnight(ms) - midnight(start)) / DAY
    default:
      return (ms - start) / 3_600_000
  }
}

const nth = (list: number[] | undefined, fromStart: number, size: number) =>
  list === undefined || list.includes(fromStart) || list.includes(fromStart - size - 1)

function fitsWeekday(rule: Rule, ms: number): boolean {
  if (rule.byDay.length === 0) return true
  const date = at(ms)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  const ofMonth = rule.freq === 'MONTHLY' || rule.by.BYMONTH !== undefined
  const [index, size] = ofMonth
    ? [day - 1, daysIn(year, month)]
    : [(midnight(ms) - utc(year, 0, 1)) / DAY, (utc(year + 1, 0, 1) - utc(year, 0, 1)) / DAY]
  const place = Math.floor(index / 7) + 1
  const fromEnd = -(Math.floor((size - 1 - index) / 7) + 1)
  return rule.byDay.some((entry) => {
    if (entry.slice(-2) !== WEEKDAYS[date.getUTCDay()]) return false
    const which = entry.slice(0, -2)
    return which === '' || Number(which) === place || Number(which) === fromEnd
  })
}

/** Returns the year that numbers the week of a moment: the last days of December may belong to the next one. */
function weekYear(ms: number, wkst: string): number {
  const year = at(ms).getUTCFullYear()
  if (ms < firstWeek(year, wkst)) return year - 1
  return ms < firstWeek(year + 1, wkst) ? year : year + 1
}

function fitsWeekNumber({ by, wkst }: Rule, ms: number): boolean {
  const year = weekYear(ms, wkst)
  const first = firstWeek(year, wkst)
  const weeks = (firstWeek(year + 1, wkst) - first) / (7 * DAY)
  return nth(by.BYWEEKNO, Math.floor((ms - first) / (7 * DAY)) + 1, weeks)
}

/** Tests whether a moment fits every part; parts that are left out come from the start, as the RFC says. */
function fits(rule: Rule, start: number, ms: number): boolean {
  const [date, first] = [at(ms), at(start)]
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  const { by, freq } = rule
  if (by.BYMONTH && !by.BYMONTH.includes(month + 1)) return false
  const lengthOfYear = (utc(year + 1, 0, 1) - utc(year, 0, 1)) / DAY
  if (!nth(by.BYYEARDAY, (midnight(ms) - utc(year, 0, 1)) / DAY + 1, lengthOfYear)) return false
  if (!nth(by.BYMONTHDAY, day, daysIn(year, month))) return false
  if (!fitsWeekday(rule, ms)) return false
  const hours = by.BYHOUR ?? (freq === 'HOURLY' ? null : [first.getUTCHours()])
  if (hours && !hours.includes(date.getUTCHours())) return false
  const dayGiven = rule.byDay.length > 0 || by.BYMONTHDAY !== undefined || by.BYYEARDAY !== undefined
  if (freq === 'WEEKLY' && rule.byDay.length === 0) return date.getUTCDay() === first.getUTCDay()
  if (freq === 'MONTHLY' && !dayGiven) return day === first.getUTCDate()
  if (freq === 'YEARLY' && by.BYWEEKNO) return dayGiven || date.getUTCDay() === first.getUTCDay()
  if (freq === 'YEARLY' && !dayGiven)
    return day === first.getUTCDate() && (by.BYMONTH !== undefined || month === first.getUTCMonth())
  return true
}

/** More days than any period has. */
const SLACK = 366

function oracle(rule: Rule, start: number, days: number): string[] {
  const periods = new Map<number, number[]>()
  // Whole periods: BYSETPOS counts what lies before the start and after the end as well.
  const from = midnight(start) - SLACK * DAY
  for (let ms = from + (start % 3_600_000); ms < start + (days + SLACK) * DAY; ms += 3_600_000) {
    if (!fits(rule, start, ms)) continue
    if (rule.by.BYWEEKNO && !fitsWeekNumber(rule, ms)) continue
    const index = periodIndex(rule, start, ms)
    if (!Number.isInteger(index) || index < 0 || index % rule.interval !== 0) continue
    periods.set(index, [...(periods.get(index) ?? []), ms])
  }
  const chosen = [...periods.values()].flatMap((times) =>
    rule.by.BYSETPOS ? times.filter((_, i) => nth(rule.by.BYSETPOS, i + 1, times.length)) : times,
  )
  return chosen
    .filter((ms) => ms >= start)
    .sort((a, b) => a - b)
    .slice(0, rule.count ?? undefined)
    .filter((ms) => ms < start + days * DAY)
    .map((ms) => at(ms).toISOString())
}

const subset = <T>(values: T[], max: number) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: max })
const maybe = (name: string, values: fc.Arbitrary<(string | number)[]>, oneIn = 2) =>
  fc.option(values, { freq: oneIn, nil: null }).map((list) => (list ? [`${name}=${list.join(',')}`] : []))
const signed = (max: number) => fc.integer({ min: 1, max }).chain((n) => fc.constantFrom(n, -n))
const listOf = (values: fc.Arbitrary<number>, max: number) =>
  fc.uniqueArray(values, { minLength: 1, maxLength: max })
const numbered = fc
  .tuple(
    fc.constantFrom('', '1', '2', '-1', '-2', '3', '5', '-5', '52', '53', '-53'),
    fc.constantFrom(...WEEKDAYS),
  )
  .map((pair) => pair.join(''))

const parts = (freq: string): fc.Arbitrary<string[][]> => {
  const hours = maybe('BYHOUR', listOf(fc.integer({ min: 0, max: 23 }), 3))
  const months = maybe('BYMONTH', listOf(fc.integer({ min: 1, max: 12 }), 4), 3)
  const weekdays = maybe('BYDAY', subset(WEEKDAYS, 3))
  const monthDays = maybe('BYMONTHDAY', listOf(signed(31), 3))
  const setPositions = maybe('BYSETPOS', listOf(signed(3), 2), 3)
  switch (freq) {
    case 'YEARLY':
      return fc.oneof(
        fc.tuple(months, monthDays, weekdays, hours, setPositions),
        fc.tuple(months, maybe('BYDAY', fc.uniqueArray(numbered, { minLength: 1, maxLength: 3 })), hours),
        fc.tuple(maybe('BYYEARDAY', listOf(signed(366), 4), 1), hours, weekdays),
        fc.tuple(
          listOf(signed(53), 3).map((w) => [`BYWEEKNO=${w.join(',')}`]),
          fc.oneof(weekdays, monthDays, maybe('BYYEARDAY', listOf(signed(366), 4), 1)),
          months,
          hours,
          setPositions,
        ),
      )
    case 'MONTHLY':
      return fc.oneof(
        fc.tuple(months, monthDays, weekdays, hours, setPositions),
        fc.tuple(
          maybe('BYDAY', fc.uniqueArray(numbered, { minLength: 1, maxLength: 3 }), 1),
          monthDays,
          hours,
        ),
      )
    case 'WEEKLY':
      return fc.tuple(months, weekdays, hours, setPositions)
    case 'DAILY':
      return fc.tuple(months, weekdays, monthDays, hours, setPositions)
    default:
      return fc.tuple(months, weekdays, monthDays, hours)
  }
}

const rules = fc
  .constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY')
  .chain((freq) =>
    fc
      .tuple(
        parts(freq),
        fc.integer({ min: 1, max: freq === 'HOURLY' ? 30 : 4 }),
        fc.constantFrom(...WEEKDAYS),
        fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
      )
      .map(([by, interval, wkst, count]) =>
        [
          `FREQ=${freq}`,
          `INTERVAL=${interval}`,
          `WKST=${wkst}`,
          ...by.flat(),
          ...(count === null ? [] : [`COUNT=${count}`]),
        ].join(';'),
      ),
  )

const times = (found: readonly Occurrence[]) => found.map((occurrence) => occurrence.at.toISOString())

const DAYS = 900
const RUNS = 60

it('agrees with brute force on generated rules', { timeout: 300_000 }, () => {
  let compared = 0
  fc.assert(
    fc.property(
      rules,
      fc.integer({ min: 0, max: 3000 * 24 }),
      fc.integer({ min: 1, max: 7 }),
      (rrule, hour, step) => {
        const start = utc(2023, 0, 1) + hour * 3_600_000
        const { rule } = parseRule(rrule)
        fc.pre(rule !== null)
        if (rule === null) return
        const local = at(start).toISOString().slice(0, 19)
        const { recurrence } = readRecurrence({ rrule, start: local, timezone: 'UTC' })
        if (!recurrence) throw new Error(rrule)
        const expected = oracle(rule, start, DAYS).slice(0, 60)
        const to = at(start + DAYS * DAY)
        const found = nextOccurrences(recurrence, { to, limit: 60 })
        // A series is made a few at a time: each walk goes on from where the one before it stopped.
        const resumed: Occurrence[] = []
        for (let place: Place | null = null; resumed.length < 60; ) {
          const some = nextOccurrences(recurrence, { after: place, to, limit: step })
          resumed.push(...some)
          const last = some.at(-1)
          if (!last) break
          place = { at: last.at, counted: last.counted }
        }
        expect([rrule, local, times(found)]).toEqual([rrule, local, expected])
        expect([rrule, local, times(resumed.slice(0, 60))]).toEqual([rrule, local, expected])
        compared += expected.length
      },
    ),
    { numRuns: RUNS },
  )
  // Rules that all give nothing would agree as well.
  expect(compared).toBeGreaterThan(200)
})
