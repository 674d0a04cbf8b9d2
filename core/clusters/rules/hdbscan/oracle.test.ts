import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toUnitLength } from '../centres.ts'
import { pointsOf } from './distances.ts'
import { hdbscan, type Options } from './hdbscan.ts'
import { adjustedRandIndex } from './reference/adjusted-rand-index.ts'

/**
 * The definition of Campello, Moulavi and Sander (2013) as it stands, without a tree of edges and without merges: at each distance the
 * clusters are the components of the points that reach each other within it. Takes O(n³) steps. Returns null where a cluster falls into more
 * than two parts at one distance: equal edges, of which the reference joins some first, so that the definition alone does not decide.
 */
function oracle(
  points: readonly number[][],
  { minClusterSize, minSamples = minClusterSize, method = 'eom' }: Options,
): number[] | null {
  const all = points.map((_, index) => index)
  const far = (a: number, b: number) =>
    Math.hypot(...(points[a] ?? []).map((value, at) => value - (points[b]?.[at] ?? 0)))
  const core = all.map((a) => {
    const others = all
      .filter((b) => b !== a)
      .map((b) => far(a, b))
      .sort((x, y) => x - y)
    return others[Math.min(points.length - 1, minSamples) - 1] ?? 0
  })
  const reach = (a: number, b: number) => Math.max(far(a, b), core[a] ?? 0, core[b] ?? 0)
  /** Parts points into those that reach each other in steps shorter than a distance. */
  const parts = (of: readonly number[], below: number): number[][] => {
    const left = new Set(of)
    const found: number[][] = []
    for (const start of of) {
      if (!left.delete(start)) continue
      const part = [start]
      for (const at of part)
        for (const other of left) if (reach(at, other) < below && left.delete(other)) part.push(other)
      found.push(part)
    }
    return found
  }
  interface Cluster {
    members: number[]
    stability: number
    children: Cluster[]
  }
  let tied = false
  /** Follows a cluster from the distance at which it was born down to where it splits or ends. */
  const grow = (members: number[], birth: number): Cluster => {
    let now = members
    let stability = 0
    for (;;) {
      const steps = [...new Set(now.flatMap((a) => now.filter((b) => b !== a).map((b) => reach(a, b))))].sort(
        (x, y) => y - x,
      )
      const at = steps.find((step) => parts(now, step).length > 1)
      if (at === undefined) return { members, stability, children: [] }
      const fallen = parts(now, at)
      const large = fallen.filter((part) => part.length >= minClusterSize)
      // Stop when no part is large enough: the rest could only differ in the order of its leaves.
      if (fallen.length > 2 && (large.length > 0 || method === 'leaf')) tied = true
      const lasted = 1 / at - birth
      const stays = large.length === 1 ? (large[0]?.length ?? 0) : 0
      stability += lasted * (now.length - stays)
      if (large.length !== 1) return { members, stability, children: large.map((part) => grow(part, 1 / at)) }
      now = large[0] ?? []
    }
  }
  const pick = (cluster: Cluster): { chosen: Cluster[]; stability: number } => {
    if (cluster.children.length === 0) return { chosen: [cluster], stability: cluster.stability }
    const below = cluster.children.map(pick)
    const together = below.reduce((sum, { stability }) => sum + stability, 0)
    if (method === 'leaf' || together > cluster.stability)
      return { chosen: below.flatMap(({ chosen }) => chosen), stability: together }
    return { chosen: [cluster], stability: cluster.stability }
  }
  const root = grow(all, 0)
  if (tied) return null
  const labels = new Array<number>(points.length).fill(-1)
  for (const [label, { members }] of root.children.flatMap((child) => pick(child).chosen).entries())
    for (const member of members) labels[member] = label
  return labels
}

/** Points of a few heaps and some beside them, no two pairs of them equally far apart but by chance. */
const scattered = fc
  .record({
    heaps: fc.array(
      fc.record({
        x: fc.integer({ min: -9, max: 9 }),
        y: fc.integer({ min: -9, max: 9 }),
        size: fc.integer({ min: 1, max: 9 }),
      }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    jitter: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 80, maxLength: 80 }),
    spread: fc.constantFrom(0.05, 0.4, 1.5),
  })
  .map(({ heaps, jitter, spread }) =>
    heaps
      .flatMap(({ x, y, size }) => Array.from({ length: size }, () => [x, y]))
      .map(([x = 0, y = 0], n) => [
        x + spread * (jitter[2 * n] ?? 0) + 1e-4 * Math.sin(n * 12.9898),
        y + spread * (jitter[2 * n + 1] ?? 0) + 1e-4 * Math.sin(n * 78.233),
      ]),
  )

const options = fc.record({
  minClusterSize: fc.integer({ min: 2, max: 6 }),
  minSamples: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  method: fc.constantFrom('eom' as const, 'leaf' as const),
})

describe('labels', () => {
  it('are those of the definition, worked out the slow way', () => {
    let compared = 0
    fc.assert(
      fc.property(scattered, options, (points, settings) => {
        const wanted = points.length < 2 ? null : oracle(points, settings)
        if (wanted === null) return
        compared++
        expect(adjustedRandIndex(hdbscan(pointsOf(points), settings).labels, wanted)).toBeCloseTo(1, 9)
      }),
      { numRuns: 400 },
    )
    expect(compared).toBeGreaterThan(150)
  })

  it('are the same each time, and do not hang on how large the numbers are', () => {
    fc.assert(
      fc.property(scattered, options, fc.constantFrom(0.25, 4), (points, settings, scale) => {
        const found = hdbscan(pointsOf(points), settings)
        expect(hdbscan(pointsOf(points), settings)).toEqual(found)
        const scaled = points.map((point) => point.map((value) => scale * value))
        expect(hdbscan(pointsOf(scaled), settings)).toEqual(found)
      }),
      { numRuns: 50 },
    )
  })

  it('of vectors brought to length 1 hang on their direction alone', () => {
    const directions = Array.from({ length: 24 }, (_, n) => [
      Math.cos(n % 3) + 0.01 * Math.sin(n),
      Math.sin(n % 3) + 0.01 * Math.cos(3 * n),
    ])
    const longer = directions.map((vector, n) => vector.map((value) => value * (1 + n)))
    const labelled = (vectors: number[][]) => {
      const points = pointsOf(vectors)
      toUnitLength(points)
      return hdbscan(points, { minClusterSize: 4, minSamples: 2 }).labels
    }
    expect(labelled(longer)).toEqual(labelled(directions))
    expect(
      adjustedRandIndex(
        labelled(longer),
        directions.map((_, n) => n % 3),
      ),
    ).toBe(1)
  })
})
