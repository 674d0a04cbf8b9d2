import type { SeriesStatus } from '../schemas.ts'
import { type LocalTime, localTimeOf, ofWallMs, wallMs } from './local-time.ts'
import { nextOccurrences, type Occurrence, occurrences, type Place, type Recurrence } from './recurrence.ts'
import { type RecurrenceText, readRecurrence } from './recurrence-check.ts'

/** Occurrences are made when less than this lies ahead of the clock … */
export const MAKE_WHEN_WITHIN_MS = 24 * 3_600_000
/** … and then as far as this, so that a series is looked at about once a day. */
export const MAKE_AHEAD_MS = 48 * 3_600_000
/** Of one series in one go; the next tick goes on. */
export const MAKE_LIMIT = 200
/** Of one series, in one list of the calendar: what recurs each minute would fill it with nothing else. */
export const COMPUTED_LIMIT = 200

/** Nothing of it is made, and all of it is changed, until it is scheduled. */
export const isUnapproved = (status: SeriesStatus): status is 'draft' | 'awaiting_approval' =>
  status === 'draft' || status === 'awaiting_approval'

/** A series as its row says it. */
export interface SeriesTimes extends RecurrenceText {
  endsBefore: Date | null
  madeUntil: Date | null
  madeCount: number
}

/** @throws Error if what is stored cannot be read: it was checked when it was written. */
export function recurrenceOf(series: RecurrenceText & { endsBefore?: Date | null }): Recurrence {
  const { recurrence, errors } = readRecurrence(series)
  if (!recurrence) throw new Error(`A stored recurrence cannot be read: ${errors[0]?.message}`)
  return { ...recurrence, before: series.endsBefore ?? null }
}

export const placeOf = ({
  madeUntil,
  madeCount,
}: Pick<SeriesTimes, 'madeUntil' | 'madeCount'>): Place | null =>
  madeUntil && { at: madeUntil, counted: madeCount }

export interface Making {
  make: Occurrence[]
  madeUntil: Date | null
  madeCount: number
  /** The first occurrence that is left for later; null when there is none. */
  nextAt: Date | null
}

/** What of a series is to be made now: everything up to the horizon that has not been, and where that leaves it. */
export function planMaking(series: SeriesTimes, now: Date, limit = MAKE_LIMIT): Making {
  const horizon = now.getTime() + MAKE_AHEAD_MS
  const make: Occurrence[] = []
  let nextAt: Date | null = null
  for (const occurrence of occurrences(recurrenceOf(series), placeOf(series))) {
    if (make.length === limit || occurrence.at.getTime() > horizon) {
      nextAt = occurrence.at
      break
    }
    make.push(occurrence)
  }
  const last = make.at(-1)
  return {
    make,
    madeUntil: last?.at ?? series.madeUntil,
    madeCount: last?.counted ?? series.madeCount,
    nextAt,
  }
}

/** The place after everything that is over, so that a series goes on with what lies ahead. Null: nothing of it is over. */
export function placeBefore(
  series: RecurrenceText & { endsBefore?: Date | null },
  moment: Date,
): Place | null {
  let place: Place | null = null
  const recurrence = recurrenceOf(series)
  for (;;) {
    const over = nextOccurrences(recurrence, { after: place, to: moment, limit: 1000 })
    const last = over.at(-1)
    if (!last) return place
    place = { at: last.at, counted: last.counted }
    // Without COUNT nothing has to be counted, and the last of what is over is as good as all of it.
    if (recurrence.rule.count === null) return { at: new Date(moment.getTime() - 1), counted: 0 }
  }
}

/**
 * The id that an occurrence has, made or not: a UUIDv7 whose time is the occurrence's own (as if local time were UTC) and whose randomness is
 * its series'. Whoever makes it gives it the same, and from the id it can be told which occurrence it is.
 */
export const occurrenceId = (seriesId: string, nominal: LocalTime): string => {
  const hex = wallMs(nominal).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-${tailOf(seriesId)}`
}

/** The part of an id that all occurrences of a series share. One bit apart from the series' own, which is no occurrence. */
const tailOf = (seriesId: string): string =>
  seriesId.slice(14, 35) + (Number.parseInt(seriesId.slice(35), 16) ^ 8).toString(16)

/** What the id of an occurrence says: when it is, and how the id of its series ends. */
export const readOccurrenceId = (id: string): { nominal: LocalTime; seriesTail: string } => ({
  nominal: ofWallMs(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)),
  seriesTail: tailOf(id),
})

/** The occurrence of a series with this local time, if the rule gives one. */
export function occurrenceAt(series: SeriesTimes, nominal: LocalTime): Occurrence | null {
  const recurrence = recurrenceOf(series)
  // A day before: a local time may have been moved by as much as a zone has ever moved its clocks.
  const near = new Date(wallMs(nominal) - 2 * 24 * 3_600_000)
  const place = placeOf(series)
  const counts = recurrence.rule.count !== null
  const after = !counts && near > (place?.at ?? near) ? { at: near, counted: 0 } : place
  const to = new Date(wallMs(nominal) + 2 * 24 * 3_600_000)
  const found = nextOccurrences(recurrence, { after, to, limit: 10_000 })
  return found.find((occurrence) => occurrence.nominal === nominal) ?? null
}

/** A rule that goes on where another one stops: what COUNT has counted before is taken off. */
export const continued = (rrule: string, countedBefore: number): string =>
  rrule.replace(/COUNT=(\d+)/i, (_, count: string) => `COUNT=${Math.max(1, Number(count) - countedBefore)}`)

/** Local times moved along with their series. What says an instant stays. */
export const shifted = (times: readonly string[], byMs: number): string[] =>
  times.map((time) => (time.endsWith('Z') ? time : ofWallMs(wallMs(time.slice(0, 19)) + byMs)))

/** How far a series moves in wall time when one of its occurrences is put at a moment. */
export const shiftMs = (from: LocalTime, to: Date, timezone: string): number =>
  wallMs(localTimeOf(to, timezone)) - wallMs(from)

/** How many occurrences the rule has given before the one with this local time. Counted only where the rule counts. */
export function countedBefore(series: RecurrenceText, nominal: LocalTime): number {
  const recurrence = { ...recurrenceOf(series), exdate: [], rdate: [] }
  if (recurrence.rule.count === null) return 0
  let counted = 0
  for (const occurrence of occurrences(recurrence)) {
    if (occurrence.nominal >= nominal) break
    counted = occurrence.counted
  }
  return counted
}
