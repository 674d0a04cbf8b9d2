import { type LocalTime, localTimeOf, ofWallMs, wallMs } from '#core/lib/kernel/local-time.ts'
import type { SeriesStatus } from '../schemas.ts'
import { nextOccurrences, type Occurrence, occurrences, type Place, type Recurrence } from './recurrence.ts'
import { type RecurrenceText, readRecurrence } from './recurrence-check.ts'

/** Occurrences are made once the next one is less than this ahead … */
export const MAKE_WHEN_WITHIN_MS = 24 * 3_600_000
/** … and then up to this far ahead, so that each series is looked at about once a day. */
export const MAKE_AHEAD_MS = 48 * 3_600_000
/** The most occurrences made of one series at once; the next tick goes on. */
export const MAKE_LIMIT = 200
/** The most occurrences of one series in a list of the calendar, so that a series that recurs each minute does not fill it. */
export const COMPUTED_LIMIT = 200

/** Tests whether a series has not been scheduled: nothing of it is made yet, and a change applies to all of it. */
export const isUnapproved = (status: SeriesStatus): status is 'draft' | 'awaiting_approval' =>
  status === 'draft' || status === 'awaiting_approval'

/** The times of a series as they stand in its row. */
export interface SeriesTimes extends RecurrenceText {
  endsBefore: Date | null
  madeUntil: Date | null
  madeCount: number
}

/** Reads a stored recurrence. @throws Error if what is stored cannot be read: it was checked when it was written. */
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

/** Plans the making of occurrences: all up to the horizon that have not been made, and the series' place afterwards. */
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

/** Returns the place after all past occurrences, so that a series goes on with those ahead; null when none is past. */
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
    // Without COUNT nothing has to be counted, and any place before the moment will do.
    if (recurrence.rule.count === null) return { at: new Date(moment.getTime() - 1), counted: 0 }
  }
}

/**
 * Returns the id of an occurrence, made or not: a UUIDv7 with the time of the occurrence (its local time as if it were UTC) and the random
 * part of its series' id. It is the same whoever makes the occurrence, and tells which occurrence it is.
 */
export const occurrenceId = (seriesId: string, nominal: LocalTime): string => {
  const hex = wallMs(nominal).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-${tailOf(seriesId)}`
}

/** Returns the part of an id that all occurrences of a series share: the series' own with one bit changed, as it is no occurrence. */
const tailOf = (seriesId: string): string =>
  seriesId.slice(14, 35) + (Number.parseInt(seriesId.slice(35), 16) ^ 8).toString(16)

/** Reads from the id of an occurrence its local time and the end of its series' id. */
export const readOccurrenceId = (id: string): { nominal: LocalTime; seriesTail: string } => ({
  nominal: ofWallMs(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)),
  seriesTail: tailOf(id),
})

/** Returns the occurrence of a series with this local time, if the rule gives one. */
export function occurrenceAt(series: SeriesTimes, nominal: LocalTime): Occurrence | null {
  const recurrence = recurrenceOf(series)
  // Start earlier: a local time may have moved by as much as a zone has ever moved its clocks.
  const near = new Date(wallMs(nominal) - 2 * 24 * 3_600_000)
  const place = placeOf(series)
  const counts = recurrence.rule.count !== null
  const after = !counts && near > (place?.at ?? near) ? { at: near, counted: 0 } : place
  const to = new Date(wallMs(nominal) + 2 * 24 * 3_600_000)
  const found = nextOccurrences(recurrence, { after, to, limit: 10_000 })
  return found.find((occurrence) => occurrence.nominal === nominal) ?? null
}

/** Returns the rule of a series that continues another one: COUNT less the occurrences that were counted before. */
export const continued = (rrule: string, countedBefore: number): string =>
  rrule.replace(/COUNT=(\d+)/i, (_, count: string) => `COUNT=${Math.max(1, Number(count) - countedBefore)}`)

/** Moves local times along with their series. Instants stay. */
export const shifted = (times: readonly string[], byMs: number): string[] =>
  times.map((time) => (time.endsWith('Z') ? time : ofWallMs(wallMs(time.slice(0, 19)) + byMs)))

/** Returns how far a series moves in wall time when one of its occurrences is put at a moment. */
export const shiftMs = (from: LocalTime, to: Date, timezone: string): number =>
  wallMs(localTimeOf(to, timezone)) - wallMs(from)

/** Returns how many occurrences the rule gives before the one with this local time; 0 for a rule without COUNT. */
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
