import type { Options } from '../hdbscan.ts'

/** Points that the reference has labelled (`labels.json`), the same at each run. */
export interface DataSet {
  name: string
  vectors: number[][]
  options: Options
}

type Random = () => number

/** Mulberry32: numbers in [0, 1) from a seed. */
function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const within = (random: Random, low: number, high: number) => low + (high - low) * random()

function blobs(
  random: Random,
  sizes: readonly number[],
  dimensions: number,
  spreads: readonly number[],
  width = 10,
) {
  return sizes.flatMap((size, blob) => {
    const centre = times(dimensions, () => within(random, -width, width))
    const spread = spreads[blob % spreads.length] ?? 1
    return times(size, () => centre.map((at) => at + spread * normal(random)))
  })
}

const shapes: Record<string, (random: Random) => number[][]> = {
  'three blobs': (random) => blobs(random, [50, 60, 40], 2, [0.6]),
  'blobs of varied density': (random) => blobs(random, [40, 80, 60, 30], 2, [0.2, 1, 2.2, 0.5]),
  'blobs in noise': (random) => [
    ...blobs(random, [50, 50, 50], 3, [0.7]),
    ...times(60, () => times(3, () => within(random, -14, 14))),
  ],
  'blobs that touch': (random) => blobs(random, [70, 70, 70], 2, [1.4], 4),
  'two moons': (random) =>
    times(160, (index) => {
      const angle = Math.PI * random()
      const isUpper = index % 2 === 0
      return [
        (isUpper ? Math.cos(angle) : 1 - Math.cos(angle)) + 0.06 * normal(random),
        (isUpper ? Math.sin(angle) : 0.5 - Math.sin(angle)) + 0.06 * normal(random),
      ]
    }),
  rings: (random) =>
    times(180, (index) => {
      const angle = 2 * Math.PI * random()
      const radius = [1, 3, 6][index % 3] ?? 1
      return [
        radius * Math.cos(angle) + 0.1 * normal(random),
        radius * Math.sin(angle) + 0.1 * normal(random),
      ]
    }),
  'uniform noise': (random) => times(150, () => [random(), random()]),
  'a line': (random) => times(120, () => [100 * random() ** 3]),
  'crossing lines': (random) =>
    times(140, (index) => {
      const along = within(random, -5, 5)
      return index % 2 === 0
        ? [along, along + 0.05 * normal(random)]
        : [along, -along + 0.05 * normal(random)]
    }),
  'blobs with doubles': (random) => {
    const points = blobs(random, [40, 40, 30], 2, [0.8])
    return [...points, ...points.filter((_, index) => index % 7 === 0), ...points.slice(0, 5)]
  },
  embeddings: (random) =>
    blobs(random, [30, 25, 35, 20], 96, [0.5], 1)
      .concat(times(25, () => times(96, () => within(random, -1, 1))))
      .map((vector) => {
        const length = Math.hypot(...vector)
        return vector.map((value) => value / length)
      }),
  'nested blobs': (random) =>
    [-12, 12].flatMap((x) =>
      [-2, 2].flatMap((y) => times(35, () => [x + 0.7 * normal(random), y + 0.7 * normal(random)])),
    ),
  'twelve points': (random) => times(12, (index) => [index < 6 ? random() : 10 + random(), random()]),
}

const settings: readonly Options[] = [
  { minClusterSize: 5 },
  { minClusterSize: 10, minSamples: 3 },
  { minClusterSize: 8, minSamples: 1, method: 'leaf' },
  { minClusterSize: 15, method: 'leaf' },
  { minClusterSize: 3, minSamples: 6 },
]

/** Makes the data sets: each shape with each of the settings, every time with another seed. */
export const dataSets = (firstSeed = 1, seeds = 1): DataSet[] =>
  Object.entries(shapes).flatMap(([shape, make], place) =>
    settings.flatMap((options, setting) =>
      times(seeds, (turn) => {
        const seed = firstSeed + turn + 100 * setting + 1000 * place
        return {
          name: `${shape}, settings ${setting + 1}, seed ${seed}`,
          vectors: make(seeded(seed)),
          options,
        }
      }),
    ),
  )
