import { distanceOf } from './pairs.ts'

/** Points after which it yields. */
const PER_SLICE = 200

/** Returns each point's distance to its `neighbour`-th nearest other point (1 is the nearest). `distances`: of all pairs. */
export function* coreDistancesInSlices(
  distances: Float64Array,
  count: number,
  neighbour: number,
): Generator<void, Float64Array> {
  const cores = new Float64Array(count)
  const others = new Float64Array(count - 1)
  for (let point = 0; point < count; point++) {
    let next = 0
    for (let other = 0; other < count; other++)
      if (other !== point) others[next++] = distanceOf(distances, point, other, count)
    others.sort()
    cores[point] = others[neighbour - 1] as number
    if (point % PER_SLICE === PER_SLICE - 1) yield
  }
  return cores
}
