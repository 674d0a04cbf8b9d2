import { distanceOf } from './pairs.ts'

/** Returns each point's distance to its `neighbour`-th nearest other point (1 is the nearest). `distances`: of all pairs. */
export function coreDistances(distances: Float64Array, count: number, neighbour: number): Float64Array {
  const cores = new Float64Array(count)
  const others = new Float64Array(count - 1)
  for (let point = 0; point < count; point++) {
    let next = 0
    for (let other = 0; other < count; other++)
      if (other !== point) others[next++] = distanceOf(distances, point, other, count)
    others.sort()
    cores[point] = others[neighbour - 1] as number
  }
  return cores
}
