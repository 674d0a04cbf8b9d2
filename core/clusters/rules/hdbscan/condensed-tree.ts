import type { Merge } from './linkage.ts'

/** A point that leaves a cluster, or a cluster that comes of a split. Clusters are numbered from `count`, the root's number. */
export interface Departure {
  parent: number
  child: number
  /** One over the distance at which it happens: the density. Infinite where points are equal. */
  lambda: number
  size: number
}

/**
 * Walks the merges from the last to the first. Where both sides have `minClusterSize` points the cluster splits into two new
 * ones; else the points of the smaller side leave it. Parents come before their children.
 */
export function condensedTree(merges: readonly Merge[], minClusterSize: number): Departure[] {
  const count = merges.length + 1
  const root = 2 * merges.length
  const clusters = new Int32Array(root + 1)
  clusters[root] = count
  const left = new Uint8Array(root + 1)
  const departures: Departure[] = []
  let next = count + 1
  const sizeOf = (node: number) => merges[node - count]?.size ?? 1

  for (const node of nodesBelow(merges, root)) {
    const merge = merges[node - count]
    if (!merge || left[node]) continue
    const parent = clusters[node] as number
    const lambda = merge.distance > 0 ? 1 / merge.distance : Number.POSITIVE_INFINITY
    const sides = [merge.left, merge.right]
    const isSplit = sides.every((side) => sizeOf(side) >= minClusterSize)
    for (const side of sides) {
      if (isSplit) {
        clusters[side] = next
        departures.push({ parent, child: next++, lambda, size: sizeOf(side) })
      } else if (sizeOf(side) >= minClusterSize) {
        clusters[side] = parent
      } else {
        for (const below of nodesBelow(merges, side)) {
          left[below] = 1
          if (below < count) departures.push({ parent, child: below, lambda, size: 1 })
        }
      }
    }
  }
  return departures
}

/** Lists a node and all below it, level by level. */
function nodesBelow(merges: readonly Merge[], node: number): number[] {
  const count = merges.length + 1
  const found = [node]
  for (let at = 0; at < found.length; at++) {
    const merge = merges[(found[at] as number) - count]
    if (merge) found.push(merge.left, merge.right)
  }
  return found
}
