export interface Point {
  at: number
  value: number
}

/** Space around the line, in units of the drawing, so that its stroke is not cut. */
const EDGE = 3

/**
 * Draws points, in any order, as the path of an SVG from the earliest to the latest; the lowest axis is zero. Returns null for fewer
 * than two moments, which make no line.
 */
export function lineOf(points: readonly Point[], width: number, height: number): string | null {
  const ordered = points.toSorted((a, b) => a.at - b.at)
  const [first, last] = [ordered[0], ordered.at(-1)]
  if (!first || !last || first.at === last.at) return null
  const most = Math.max(1, ...ordered.map(({ value }) => value))
  const x = ({ at }: Point) => EDGE + ((at - first.at) / (last.at - first.at)) * (width - 2 * EDGE)
  const y = ({ value }: Point) => height - EDGE - (value / most) * (height - 2 * EDGE)
  return ordered
    .map((point, n) => `${n === 0 ? 'M' : 'L'}${x(point).toFixed(1)} ${y(point).toFixed(1)}`)
    .join('')
}
