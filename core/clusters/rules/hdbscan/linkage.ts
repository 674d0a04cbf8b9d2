import { distanceOf } from './pairs.ts'

interface Edge {
  from: number
  to: number
  /** The mutual reachability of its ends: their distance, or the larger of their core distances where that is more. */
  length: number
  /** Decides between edges of equal length. */
  distance: number
}

/** The joining of two nodes. Node `count + n` is what the `n`-th merge made; lower ones are points. */
export interface Merge {
  left: number
  right: number
  distance: number
  /** Points below it. */
  size: number
}

/**
 * Joins points from the nearest to the farthest by their mutual reachability; of equal edges the one between nearer points comes
 * first, so that the outcome hangs less on the order of the points.
 */
export function* singleLinkageInSlices(
  distances: Float64Array,
  cores: Float64Array,
): Generator<void, Merge[]> {
  const edges = (yield* spanningTree(distances, cores)).sort(byLength)
  const count = cores.length
  const above = new Int32Array(2 * count - 1).fill(-1)
  const sizes = new Int32Array(2 * count - 1).fill(1, 0, count)
  const top = (node: number): number => {
    let found = node
    while (above[found] !== -1) found = above[found] as number
    for (let at = node; at !== found; ) {
      const next = above[at] as number
      above[at] = found
      at = next
    }
    return found
  }
  return edges.map(({ from, to, length }, index) => {
    const left = top(from)
    const right = top(to)
    const made = count + index
    const size = (sizes[left] as number) + (sizes[right] as number)
    sizes[made] = size
    above[left] = made
    above[right] = made
    return { left, right, distance: length, size }
  })
}

/** Edges after which it yields. */
const PER_SLICE = 200

/** Grows a minimum spanning tree of the mutual reachability from the first point (Prim). */
function* spanningTree(distances: Float64Array, cores: Float64Array): Generator<void, Edge[]> {
  const count = cores.length
  const nearest: Edge[] = Array.from({ length: count }, (_, to) => ({
    from: 0,
    to,
    length: Number.POSITIVE_INFINITY,
    distance: 0,
  }))
  const outside = new Set(nearest.slice(1))
  const edges: Edge[] = []
  for (let current = 0; outside.size > 0; ) {
    let best: Edge | undefined
    for (const edge of outside) {
      const distance = distanceOf(distances, current, edge.to, count)
      const length = Math.max(distance, cores[current] as number, cores[edge.to] as number)
      if (length < edge.length || (length === edge.length && distance < edge.distance)) {
        edge.from = current
        edge.length = length
        edge.distance = distance
      }
      if (!best || byLength(edge, best) < 0) best = edge
    }
    if (!best) break
    outside.delete(best)
    edges.push(best)
    if (edges.length % PER_SLICE === 0) yield
    current = best.to
  }
  return edges
}

const byLength = (a: Edge, b: Edge) => a.length - b.length || a.distance - b.distance
