/** Returns the place of the pair of two points in a list of all pairs: (0, 1), (0, 2) … (1, 2) …; `low` < `high` < `count`. */
export const condensedIndex = (low: number, high: number, count: number): number =>
  low * count - (low * (low + 1)) / 2 + high - low - 1

/** Returns the distance of two different points. */
export const distanceOf = (distances: Float64Array, a: number, b: number, count: number): number =>
  distances[a < b ? condensedIndex(a, b, count) : condensedIndex(b, a, count)] as number
