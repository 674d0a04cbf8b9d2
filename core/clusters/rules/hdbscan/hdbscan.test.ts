import { describe, expect, it } from 'vitest'
import { pointsOf } from './distances.ts'
import { hdbscan, hdbscanInSlices, type Options } from './hdbscan.ts'
import { adjustedRandIndex } from './reference/adjusted-rand-index.ts'
import { dataSets } from './reference/data-sets.ts'
import reference from './reference/labels.json' with { type: 'json' }
import firmness from './reference/probabilities.json' with { type: 'json' }

const labelled = new Map<string, number[]>(Object.entries(reference))
const labels = (vectors: number[][], options: Options) => hdbscan(pointsOf(vectors), options).labels
const around = (centre: number, count: number) =>
  Array.from({ length: count }, (_, index) => [centre + 0.01 * index ** 1.5])

describe('labels agree with the reference', () => {
  // Equal edges in these: the reference's own algorithms differ from each other there (README of the folder).
  const TIES = 'blobs that touch, settings 5, seed 3401'

  for (const { name, vectors, options } of dataSets())
    it(name, () => {
      const wanted = labelled.get(name)
      expect(wanted).toHaveLength(vectors.length)
      const agreement = adjustedRandIndex(labels(vectors, options), wanted ?? [])
      expect(agreement).toBeGreaterThanOrEqual(name === TIES ? 0.93 : 0.99)
    })
})

describe('probabilities agree with scikit-learn', () => {
  const wanted = new Map<string, number[]>(Object.entries(firmness))
  const compared = dataSets().filter(({ name }) => wanted.has(name))

  it.each(compared)('$name', ({ name, vectors, options }) => {
    const { labels, probabilities } = hdbscan(pointsOf(vectors), options)
    const apart = (wanted.get(name) ?? []).map((one, point) => Math.abs(one - (probabilities[point] ?? 2)))
    expect(apart).toHaveLength(vectors.length)
    // The file has four digits.
    expect(Math.max(...apart)).toBeLessThan(1e-4)
    expect(probabilities.map((one) => one > 0)).toEqual(labels.map((label) => label >= 0))
  })
})

describe('labels', () => {
  it('are noise for fewer points than a cluster needs, for one point and for none', () => {
    expect(labels([[0], [0.1], [5]], { minClusterSize: 4 })).toEqual([-1, -1, -1])
    expect(labels([[7]], { minClusterSize: 2 })).toEqual([-1])
    expect(labels([], { minClusterSize: 2 })).toEqual([])
  })

  it('do not make one cluster of everything, nor of points that are all equal', () => {
    expect(new Set(labels(around(0, 30), { minClusterSize: 20 }))).toEqual(new Set([-1]))
    expect(new Set(labels(new Array(40).fill([3, 3]), { minClusterSize: 5 }))).toEqual(new Set([-1]))
  })

  it('are those of two clear groups of 40, without noise, also where half of the points are equal', () => {
    const two = [...around(0, 40), ...around(500, 40)]
    expect(labels(two, { minClusterSize: 30, minSamples: 5 })).toEqual([
      ...new Array(40).fill(0),
      ...new Array(40).fill(1),
    ])
    const doubled = [...new Array(40).fill([1]), ...around(500, 40)]
    const found = labels(doubled, { minClusterSize: 30, minSamples: 5 })
    expect(new Set(found.slice(0, 40)).size).toBe(1)
    expect(found[0]).not.toBe(found[79])
  })

  it('stay nearly the same groups whatever the order of the points: only equal edges may fall otherwise', () => {
    for (const { vectors, options } of dataSets()) {
      const order = vectors.map((_, index) => (index * 7919) % vectors.length)
      if (new Set(order).size < vectors.length) continue
      const found = labels(vectors, options)
      const shuffled = labels(
        order.map((index) => vectors[index] ?? []),
        options,
      )
      expect(
        adjustedRandIndex(
          order.map((index) => found[index] ?? -1),
          shuffled,
        ),
      ).toBeGreaterThan(0.95)
    }
  })

  it('are worked out in slices, so that 500 points of 1,536 dimensions never hold a thread throughout', () => {
    const vectors = Array.from({ length: 500 }, (_, row) =>
      Array.from({ length: 1_536 }, (_, at) => (at % 10 === row % 10 ? 1 : 0) + ((row * at) % 7) / 70),
    )
    const slices = hdbscanInSlices(pointsOf(vectors), { minClusterSize: 10 })
    let count = 0
    let slice = slices.next()
    for (; !slice.done; slice = slices.next()) count++
    expect(count).toBeGreaterThanOrEqual(4)
    expect(new Set(slice.value.labels)).toEqual(new Set(Array.from({ length: 10 }, (_, label) => label)))
  })
})
