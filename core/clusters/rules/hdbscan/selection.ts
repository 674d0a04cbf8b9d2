import type { Departure } from './condensed-tree.ts'

/** `eom`: the clusters that last longest (excess of mass); `leaf`: those that split no further. */
export type Method = 'eom' | 'leaf'

/** Selects clusters of a condensed tree, none within another; never the root. Returns their numbers, ascending. */
export function selectClusters(tree: readonly Departure[], root: number, method: Method): number[] {
  const children = new Map<number, number[]>()
  const clusters: number[] = []
  for (const { parent, child, size } of tree) {
    if (size === 1) continue
    clusters.push(child)
    children.set(parent, [...(children.get(parent) ?? []), child])
  }
  if (method === 'leaf') return clusters.filter((cluster) => !children.has(cluster)).sort((a, b) => a - b)
  return longestLasting(clusters, children, stabilities(tree, root))
}

/** A cluster wins over what comes of it unless they last longer together; equal ones stay one, as in the reference. */
function longestLasting(
  clusters: readonly number[],
  children: ReadonlyMap<number, number[]>,
  stability: Map<number, number>,
): number[] {
  const selected = new Set<number>()
  for (const cluster of clusters.toSorted((a, b) => b - a)) {
    const below = children.get(cluster) ?? []
    // The reference adds in single precision, which decides between clusters that last almost equally long.
    const together = Math.fround(below.reduce((sum, child) => sum + (stability.get(child) ?? 0), 0))
    if (together > (stability.get(cluster) ?? 0)) {
      stability.set(cluster, together)
      continue
    }
    const inside = [...below]
    for (let child = inside.pop(); child !== undefined; child = inside.pop()) {
      selected.delete(child)
      inside.push(...(children.get(child) ?? []))
    }
    selected.add(cluster)
  }
  return [...selected].sort((a, b) => a - b)
}

/** Sums over what departs from each cluster how much density it lasted through in it. */
function stabilities(tree: readonly Departure[], root: number): Map<number, number> {
  const births = new Map([[root, 0]])
  for (const { child, lambda, size } of tree) if (size > 1) births.set(child, lambda)
  const stability = new Map<number, number>()
  for (const { parent, lambda, size } of tree)
    stability.set(parent, (stability.get(parent) ?? 0) + (lambda - (births.get(parent) ?? 0)) * size)
  return stability
}
