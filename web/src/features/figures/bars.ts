/** One bar of a chart: `y` and `height` in the chart's units, from the top. */
export interface Bar {
  x: number
  width: number
  y: number
  height: number
}

/** Draws values as bars of one scale, which begins at 0; what was not counted has none. */
export function barsOf(values: readonly (number | null)[], width: number, height: number): (Bar | null)[] {
  const top = topOf(values)
  const step = width / Math.max(1, values.length)
  return values.map((value, n) => {
    if (value === null) return null
    const tall = top === 0 ? 0 : (value / top) * height
    return { x: n * step + step * 0.1, width: step * 0.8, y: height - tall, height: tall }
  })
}

/** Returns the largest value: the top of the scale. */
export const topOf = (values: readonly (number | null)[]): number =>
  Math.max(0, ...values.map((value) => value ?? 0))
