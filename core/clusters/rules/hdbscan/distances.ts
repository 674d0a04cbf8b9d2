import { condensedIndex } from './pairs.ts'

/** Points in one block, row after row. */
export interface Points {
  count: number
  dimensions: number
  /** `count` × `dimensions`. */
  values: Float64Array
}

/** Copies vectors of equal length into one block. */
export function pointsOf(vectors: readonly ArrayLike<number>[]): Points {
  const dimensions = vectors[0]?.length ?? 0
  const values = new Float64Array(vectors.length * dimensions)
  for (const [row, vector] of vectors.entries()) values.set(vector, row * dimensions)
  return { count: vectors.length, dimensions, values }
}

/**
 * Computes the Euclidean distance of each pair, in condensed order, and yields after about `perSlice` multiplications so that the
 * caller can let others of the thread work. Sums in the order of the dimensions, so that equal pairs have equal distances.
 */
export function* distancesInSlices(points: Points, perSlice: number): Generator<void, Float64Array> {
  const { count, dimensions, values } = points
  const distances = new Float64Array((count * (count - 1)) / 2)
  let done = 0
  for (let row = 0; row < count - 1; row++) {
    distancesOfRow(values, dimensions, row, count, distances)
    done += (count - row) * dimensions
    if (done >= perSlice) {
      done = 0
      yield
    }
  }
  return distances
}

/** Computes the distances from a row to all later ones; four at a time, since additions of one sum wait for each other. */
function distancesOfRow(
  values: Points['values'],
  dimensions: number,
  row: number,
  count: number,
  distances: Float64Array,
): void {
  const from = row * dimensions
  const base = condensedIndex(row, row + 1, count) - (row + 1)
  let other = row + 1
  for (; other + 3 < count; other += 4) {
    let a = other * dimensions
    let b = a + dimensions
    let c = b + dimensions
    let d = c + dimensions
    let sumA = 0
    let sumB = 0
    let sumC = 0
    let sumD = 0
    for (let at = from; at < from + dimensions; at++) {
      const value = values[at] as number
      const toA = value - (values[a++] as number)
      const toB = value - (values[b++] as number)
      const toC = value - (values[c++] as number)
      const toD = value - (values[d++] as number)
      sumA += toA * toA
      sumB += toB * toB
      sumC += toC * toC
      sumD += toD * toD
    }
    distances[base + other] = Math.sqrt(sumA)
    distances[base + other + 1] = Math.sqrt(sumB)
    distances[base + other + 2] = Math.sqrt(sumC)
    distances[base + other + 3] = Math.sqrt(sumD)
  }
  for (; other < count; other++) {
    let sum = 0
    for (let at = 0; at < dimensions; at++) {
      const difference = (values[from + at] as number) - (values[other * dimensions + at] as number)
      sum += difference * difference
    }
    distances[base + other] = Math.sqrt(sum)
  }
}
