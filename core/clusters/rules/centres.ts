import type { Points } from './hdbscan/distances.ts'

/** The middle of a group of unit vectors, and how far its farthest member is from it. */
export interface Centre {
  /** Unit length. */
  vector: number[]
  /** Cosine distance, 0–2. */
  reach: number
}

/** Scales each point to length 1, in place: between unit vectors, Euclidean distances sort as cosine distances do. */
export function toUnitLength({ count, dimensions, values }: Points): void {
  for (let row = 0; row < count; row++) {
    const vector = values.subarray(row * dimensions, (row + 1) * dimensions)
    const length = Math.hypot(...vector)
    if (length > 0) for (let at = 0; at < dimensions; at++) vector[at] = (vector[at] as number) / length
  }
}

/**
 * Finds the centre of each group of unit vectors, and the cosine distance of each point from the centre of its own; null for points of
 * none. `labels`: the group of each point, from 0; −1 for none.
 */
export function centresOf(
  { dimensions, values }: Points,
  labels: readonly number[],
): { centres: Centre[]; distances: (number | null)[] } {
  const sums: Float64Array[] = []
  const row = (point: number) => values.subarray(point * dimensions, (point + 1) * dimensions)
  for (const [point, label] of labels.entries()) {
    if (label < 0) continue
    sums[label] ??= new Float64Array(dimensions)
    const sum = sums[label]
    for (const [at, value] of row(point).entries()) sum[at] = (sum[at] as number) + value
  }
  const centres = sums.map((sum) => {
    const length = Math.hypot(...sum) || 1
    return { vector: Array.from(sum, (value) => value / length), reach: 0 }
  })
  const distances = labels.map((label, point) => {
    const centre = centres[label]
    if (!centre) return null
    let cosine = 0
    for (const [at, value] of row(point).entries()) cosine += value * (centre.vector[at] as number)
    const distance = Math.max(0, 1 - cosine)
    centre.reach = Math.max(centre.reach, distance)
    return distance
  })
  return { centres, distances }
}

/** Texts that stand for a group. */
const EXAMPLES = 3

/**
 * Chooses the texts of each group that are nearest to its centre and say different things. Returns the places of these texts, and the
 * rank of each in its group, from 1.
 */
export function examplesOf(
  texts: readonly string[],
  labels: readonly number[],
  distances: readonly (number | null)[],
): Map<number, number> {
  const chosen = new Map<number, number>()
  const said = new Map<number, Set<string>>()
  const nearestFirst = labels
    .flatMap((label, at) => (label < 0 ? [] : [{ label, at, distance: distances[at] ?? 0 }]))
    .sort((a, b) => a.distance - b.distance || a.at - b.at)
  for (const { label, at } of nearestFirst) {
    const own = said.get(label) ?? new Set()
    said.set(label, own)
    const text = texts[at] ?? ''
    if (own.size === EXAMPLES || own.has(text)) continue
    chosen.set(at, own.add(text).size)
  }
  return chosen
}
