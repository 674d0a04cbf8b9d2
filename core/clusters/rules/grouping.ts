import { MOST_POINTS } from '../schemas.ts'
import type { Points } from './hdbscan/distances.ts'
import { hdbscanInSlices, type Labelling } from './hdbscan/hdbscan.ts'

/** The fewest texts of a group, and of a scope that is grouped at all. */
export const LEAST_OF_GROUP = 3

/**
 * Groups unit vectors of texts, in slices: among many texts a group must be larger to be told of. The second neighbour says how dense a
 * place is, since few people ask the same with the same words.
 */
export const groupTexts = (points: Points): Generator<void, Labelling> =>
  hdbscanInSlices(points, {
    minClusterSize: Math.max(LEAST_OF_GROUP, Math.round((10 * points.count) / MOST_POINTS)),
    minSamples: 2,
  })

/** Weeks of a group's trend. */
export const TREND_WEEKS = 13
const WEEK_MS = 7 * 86_400_000

/** Counts instants by the weeks before `now`, the oldest week first; those before the first week are left out. */
export function trendOf(instants: readonly Date[], now: Date): number[] {
  const counts = new Array<number>(TREND_WEEKS).fill(0)
  for (const at of instants) {
    const week = TREND_WEEKS - 1 - Math.max(0, Math.floor((now.getTime() - at.getTime()) / WEEK_MS))
    if (week >= 0) counts[week] = (counts[week] ?? 0) + 1
  }
  return counts
}
