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

/** The label of points of no cluster. */
export const NOISE = -1

/** Multiplications of a slice: some 50 ms of a Worker's CPU. */
const PER_SLICE = 50_000_000

/**
 * Groups points by density (HDBSCAN, Euclidean), with the parameters and labels of the reference implementation
 * (scikit-learn-contrib's `hdbscan`; `allow_single_cluster` false). Yields between slices of work; returns a label for each
 * point, from 0, or `NOISE`.
 */
export function* hdbscanInSlices(points: Points, options: Options): Generator<void, number[]> {
  const { minClusterSize, minSamples = minClusterSize, method = 'eom' } = options
  const { count } = points
  if (count < 2) return new Array<number>(count).fill(NOISE)
  const distances = yield* distancesInSlices(points, PER_SLICE)
  const cores = yield* coreDistancesInSlices(distances, count, Math.min(count - 1, minSamples))
  const tree = condensedTree(yield* singleLinkageInSlices(distances, cores), minClusterSize)
  return labelsOf(tree, count, selectClusters(tree, count, method))
}

/** Groups points at once. */
export function hdbscan(points: Points, options: Options): number[] {
  const slices = hdbscanInSlices(points, options)
  for (let slice = slices.next(); ; slice = slices.next()) if (slice.done) return slice.value
}

/** Gives each point the label of the selected cluster that it departed from or above. */
function labelsOf(tree: readonly Departure[], count: number, selected: readonly number[]): number[] {
  const labels = new Map(selected.map((cluster, label) => [cluster, label]))
  const found = new Array<number>(count).fill(NOISE)
  for (const { parent, child, size } of tree) {
    const label = labels.get(child) ?? labels.get(parent)
    if (size === 1) found[child] = labels.get(parent) ?? NOISE
    else if (label !== undefined) labels.set(child, label)
  }
  return found
}
