import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { type LocalTime, localTimeOf, ofWallMs, resolve, wallMs } from '#core/lib/kernel/local-time.ts'
import type { NumberPart, Rule } from './rrule.ts'
import { countsInYears, timesOfYears } from './years.ts'

/** The times of a series. */
export interface Recurrence {
  rule: Rule
  start: LocalTime
  timezone: string
  exdate: readonly Moment[]
  rdate: readonly LocalTime[]
  /** Nothing occurs at or after this. */
  before?: Date | null
}

/** A moment that is left out: a local time of the series, or an instant. */
export type Moment = { local: LocalTime } | { instant: Date }

export interface Occurrence {
  /** The local time by the rule; it names the occurrence within its series. */
  nominal: LocalTime
  at: Date
  /** How many occurrences the rule has given up to here, this one included, as COUNT counts them. */
  counted: number
}

/** The place to continue an expansion: after `at`, up to which the rule has given `counted` occurrences. */
export interface Place {
  at: Date
  counted: number
}

/**
 * The search for a next occurrence goes through this many periods of the rule: forty-one years of days (a 29 February on a given weekday
 * comes within forty), longer for less frequent rules. A rule that gives nothing in them counts as ended.
 */
const MAX_PERIODS = 15_000
/** A rule is followed for at most this long after its start, so that a rare one does not keep a machine busy. */
const MAX_YEARS = 100
/** Zones have moved their clocks forward by a day at most (Samoa in 2011). */
const LONGEST_GAP_MS = 25 * 3_600_000

/**
 * Yields every occurrence after a place, in the order of time. Rules are in wall time: they are expanded as if there were no zones, and each local
 * time is then resolved in the zone. A time that does not exist moves forward; one that exists twice happens once; two that fall on the same moment
 * are one. EXDATE removes occurrences that COUNT has counted, as RFC 5545 says.
 */
export function* occurrences(recurrence: Recurrence, after: Place | null = null): Generator<Occurrence> {
  const excluded = exclusion(recurrence)
  const last = { at: after?.at.getTime() ?? Number.NEGATIVE_INFINITY }
  for (const occurrence of merged(ruleOccurrences(recurrence, after), extras(recurrence, after))) {
    const at = occurrence.at.getTime()
    if (recurrence.before && occurrence.at >= recurrence.before) return
    if (at <= last.at) continue
    last.at = at
    if (!excluded(occurrence)) yield occurrence
  }
}

function* merged(
  fromRule: Generator<Occurrence>,
  extra: readonly Omit<Occurrence, 'counted'>[],
): Generator<Occurrence> {
  let counted = 0
  let next = 0
  for (const occurrence of fromRule) {
    for (; next < extra.length; next++) {
      const one = extra[next]
      if (!one || one.at >= occurrence.at) break
      yield { ...one, counted: occurrence.counted - 1 }
    }
    counted = occurrence.counted
    yield occurrence
  }
  for (const one of extra.slice(next)) yield { ...one, counted }
}

function extras({ rdate, timezone }: Recurrence, after: Place | null): Omit<Occurrence, 'counted'>[] {
  return rdate
    .map((nominal) => ({ nominal, at: instantOf(nominal, timezone) }))
    .filter(({ at }) => !after || at > after.at)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}

export const instantOf = (local: LocalTime, timezone: string) =>
  new Date(resolve(local, timezone).epochMilliseconds)

function exclusion({ exdate, timezone }: Recurrence): (occurrence: Occurrence) => boolean {
  const locals = new Set(exdate.flatMap((one) => ('local' in one ? [one.local] : [])))
  const instants = new Set(
    exdate.map((one) => ('local' in one ? instantOf(one.local, timezone) : one.instant).getTime()),
  )
  return ({ nominal, at }) => locals.has(nominal) || instants.has(at.getTime())
}

function* ruleOccurrences(recurrence: Recurrence, after: Place | null): Generator<Occurrence> {
  const { rule, timezone } = recurrence
  let counted = after?.counted ?? 0
  if (rule.count !== null && counted >= rule.count) return
  const until = lastMoment(rule, timezone)
  for (const { nominal, at } of inOrder(wallTimes(recurrence, after), timezone)) {
    if (after && at <= after.at) continue
    if (until && at > until) return
    counted++
    yield { nominal, at, counted }
    if (counted === rule.count) return
  }
}

/** Returns the moment after which the rule gives nothing; for a local time that exists twice, the second. */
function lastMoment({ until }: Rule, timezone: string): Date | null {
  if (until === null) return null
  if ('instant' in until) return until.instant
  const later = Temporal.PlainDateTime.from(until.local).toZonedDateTime(timezone, {
    disambiguation: 'later',
  })
  return new Date(later.epochMilliseconds)
}

/** Sorts local times, which come in order, by their moments; of two at the same moment the one that exists stays. */
function* inOrder(locals: Iterable<LocalTime>, timezone: string): Generator<Omit<Occurrence, 'counted'>> {
  let moved: Omit<Occurrence, 'counted'>[] = []
  for (const nominal of locals) {
    const zoned = resolve(nominal, timezone)
    const at = new Date(zoned.epochMilliseconds)
    if (zoned.toPlainDateTime().toString({ smallestUnit: 'second' }) !== nominal) {
      moved.push({ nominal, at })
      continue
    }
    for (const one of moved) if (one.at < at) yield one
    moved = moved.filter((one) => one.at > at)
    yield { nominal, at }
  }
  yield* moved
}

const OPTIONS = {
  BYSECOND: 'bySecond',
  BYMINUTE: 'byMinute',
  BYHOUR: 'byHour',
  BYMONTHDAY: 'byMonthDay',
  BYYEARDAY: 'byYearDay',
  BYMONTH: 'byMonth',
  BYSETPOS: 'bySetPos',
} as const satisfies Record<Exclude<NumberPart, 'BYWEEKNO'>, string>

/** Yields the rule's local times in order, from a gap's length before the place on. Does not apply COUNT and UNTIL. */
function* wallTimes({ rule, start, timezone }: Recurrence, after: Place | null): Generator<LocalTime> {
  const from = after && wallMs(localTimeOf(after.at, timezone)) - LONGEST_GAP_MS
  if (countsInYears(rule)) return yield* timesOfYears(rule, { start, from, years: MAX_YEARS })
  const dtstart = inUtc(start)
  const parts = Object.entries(rule.by) as [keyof typeof OPTIONS, number[]][]
  const engine = new RRuleTemporal({
    freq: rule.freq,
    interval: rule.interval,
    wkst: rule.wkst,
    ...(rule.byDay.length > 0 ? { byDay: rule.byDay } : {}),
    ...Object.fromEntries(parts.map(([name, values]) => [OPTIONS[name], values])),
    dtstart,
    tzid: 'UTC',
    maxIterations: rule.freq === 'YEARLY' ? MAX_YEARS * 10 : MAX_PERIODS,
    cache: false,
  })
  let cursor = from !== null && from > wallMs(start) ? inUtc(ofWallMs(from)) : dtstart
  for (let first = true; ; first = false) {
    const next = nextOf(engine, cursor, first)
    if (next === null || next.year > dtstart.year + MAX_YEARS) return
    yield next.toPlainDateTime().toString({ smallestUnit: 'second' })
    cursor = next
  }
}

const inUtc = (local: LocalTime) => Temporal.PlainDateTime.from(local).toZonedDateTime('UTC')

/** Returns the next time of the rule; null when it gives nothing more, or nothing within the periods searched. */
function nextOf(engine: RRuleTemporal, cursor: Temporal.ZonedDateTime, inclusive: boolean) {
  try {
    return engine.next(cursor, inclusive)
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Maximum iterations')) return null
    // Past the last year that Temporal knows.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Returns the next `limit` occurrences after a place, at most those before `to`. */
export function nextOccurrences(
  recurrence: Recurrence,
  { after = null, to, limit }: { after?: Place | null; to?: Date; limit: number },
): Occurrence[] {
  const found: Occurrence[] = []
  if (limit <= 0) return found
  for (const occurrence of occurrences(recurrence, after)) {
    if (to && occurrence.at >= to) break
    found.push(occurrence)
    if (found.length === limit) break
  }
  return found
}
