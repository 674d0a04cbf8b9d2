import type { Sensitivity } from '../../schemas/signals.ts'

/** A day's count of voices, or null where nothing was collected that day. */
export type Day = number | null

/** How a day stands beside what is usual for its weekday. `usual` and `spread` (MAD) are in voices. */
export interface Standing {
  observed: number
  usual: number
  spread: number
  /** The days that `usual` was taken from. */
  days: number
  /** (observed − usual) ÷ spread */
  excess: number
}

const WEEK = 7
/** Fewer days than these say nothing about the usual. */
const DAYS_MIN = 21
const DAYS_MAX = 8 * WEEK
/** A weekday's own level counts fully from this many of them on. */
const WEEKDAY_FULL = 6

/** Returns the middle of some values; 0 of none. */
export const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/**
 * Compares a day with the eight weeks before it. The level of each weekday is the median of its ratios to the whole, drawn towards 1
 * while there are few of them; medians and the MAD, so that neither an earlier event nor a burst moves the usual. Null with too few days,
 * or on a day without collection.
 */
export function standingOf(days: readonly Day[], at: number): Standing | null {
  const observed = days[at]
  if (observed === null || observed === undefined) return null
  const from = Math.max(0, at - DAYS_MAX)
  const before = days
    .slice(from, at)
    .flatMap((count, n) => (count === null ? [] : [{ count, weekday: (from + n) % WEEK }]))
  if (before.length < DAYS_MIN) return null
  const level = Math.max(1, medianOf(before.map(({ count }) => count)))
  const factors = Array.from({ length: WEEK }, (_, weekday) => {
    const ratios = before.flatMap((day) => (day.weekday === weekday ? [day.count / level] : []))
    const weight = Math.min(1, ratios.length / WEEKDAY_FULL)
    return Math.max(0.05, weight * (ratios.length > 0 ? medianOf(ratios) : 1) + 1 - weight)
  })
  const factor = factors[at % WEEK] ?? 1
  const levelled = before.map(({ count, weekday }) => count / (factors[weekday] ?? 1))
  const middle = medianOf(levelled)
  const usual = middle * factor
  // Counts spread by at least about their root, whatever eight quiet weeks say.
  const least = 0.6745 * Math.sqrt(Math.max(1, usual))
  const spread = Math.max(least, medianOf(levelled.map((count) => Math.abs(count - middle))) * factor)
  return { observed, usual, spread, days: before.length, excess: (observed - usual) / spread }
}

/** The excess from which a day is told of, for each sensitivity. */
export const SENSITIVITY = { low: 3.5, normal: 2.3, high: 1.7 } as const satisfies Record<Sensitivity, number>

/** A rise is told of once, however many days it lasts; again only when it has grown by half a spread. */
export function risesIn(
  days: readonly Day[],
  from: number,
  sensitivity: Sensitivity,
): { at: number; standing: Standing }[] {
  const told: { at: number; standing: Standing }[] = []
  let lastHigh = Number.NEGATIVE_INFINITY
  for (let at = from; at < days.length; at++) {
    const standing = standingOf(days, at)
    if (!standing || standing.excess < SENSITIVITY[sensitivity]) continue
    const last = told.at(-1)
    const goesOn = at - lastHigh === 1
    lastHigh = at
    if (goesOn && last && standing.excess < last.standing.excess + 0.5) continue
    told.push({ at, standing })
  }
  return told
}

/** Counts the voices of a day: each author once, posts without an author each for themselves, doubles once. */
export function voicesOf(posts: readonly { key: string; author: string | null }[]): number {
  return new Set(posts.map(({ key, author }) => author ?? ` ${key}`)).size
}
