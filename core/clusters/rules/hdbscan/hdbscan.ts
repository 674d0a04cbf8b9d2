import { condensedTree, type Departure } from './condensed-tree.ts'
import { coreDistancesInSlices } from './core-distances.ts'
import { distancesInSlices, type Points } from './distances.ts'
import { singleLinkageInSlices } from './linkage.ts'
import { type Method, selectClusters } from './selection.ts'

export interface Options {
  /** The fewest points of a cluster, at least 2. */
  minClusterSize: number
  /** The neighbour, counted without the point itself, whose distance says how dense a point's place is; as `minClusterSize` if left out. */
  minSamples?: number | undefined
  method?: Method | undefined
}

export interface Labelling {
  /** The cluster of each point, from 0, or `NOISE`. */
  labels: number[]
  /** How firmly each point belongs to its cluster, from 0 (noise) to 1 (it stays until the cluster ends). */
  probabilities: number[]
}

/** The label of points of no cluster. */
export const NOISE = -1

/** Multiplications of a slice: some 50 ms of a Worker's CPU. */
const PER_SLICE = 50_000_000

/**
 * Groups points by density (HDBSCAN, Euclidean), with the parameters and labels of the reference implementation
 * (scikit-learn-contrib's `hdbscan`; `allow_single_cluster` false). Yields between slices of work.
 */
export function* hdbscanInSlices(points: Points, options: Options): Generator<void, Labelling> {
  const { minClusterSize, minSamples = minClusterSize, method = 'eom' } = options
  const { count } = points
  if (count < 2) return { labels: new Array(count).fill(NOISE), probabilities: new Array(count).fill(0) }
  const distances = yield* distancesInSlices(points, PER_SLICE)
  const cores = yield* coreDistancesInSlices(distances, count, Math.min(count - 1, minSamples))
  const tree = condensedTree(yield* singleLinkageInSlices(distances, cores), minClusterSize)
  return labelledBy(tree, count, selectClusters(tree, count, method))
}

/** Groups points at once. */
export function hdbscan(points: Points, options: Options): Labelling {
  const slices = hdbscanInSlices(points, options)
  for (let slice = slices.next(); ; slice = slices.next()) if (slice.done) return slice.value
}

/**
 * Gives each point the label of the selected cluster that it departed from or above, and how dense its place is beside that cluster's
 * densest: the density at which it departs, over the highest at which anything departs from the cluster itself.
 */
function labelledBy(tree: readonly Departure[], count: number, selected: readonly number[]): Labelling {
  const labelOf = new Map(selected.map((cluster, label) => [cluster, label]))
  const densest = new Map<number, number>()
  const labels = new Array<number>(count).fill(NOISE)
  const probabilities = new Array<number>(count).fill(0)
  for (const { parent, lambda } of tree) densest.set(parent, Math.max(lambda, densest.get(parent) ?? 0))
  for (const { parent, child, lambda, size } of tree) {
    const label = labelOf.get(child) ?? labelOf.get(parent)
    if (label === undefined) continue
    if (size > 1) {
      labelOf.set(child, label)
      continue
    }
    labels[child] = label
    const most = densest.get(selected[label] ?? count) ?? 0
    probabilities[child] =
      most === 0 || lambda === Number.POSITIVE_INFINITY ? 1 : Math.min(lambda, most) / most
  }
  return { labels, probabilities }
}
