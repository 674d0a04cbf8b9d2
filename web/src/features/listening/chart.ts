/** One day of a chart: `y` and `height` in the chart's units, from the top. */
export interface Bar {
  x: number
  width: number
  parts: { kind: 'negative' | 'neutral' | 'positive'; y: number; height: number }[]
}

interface Day {
  posts: number
  positive: number
  negative: number
}

/** Stacks each day's posts, negative ones at the bottom. All days have one scale, which begins at 0. */
export function barsOf(days: readonly Day[], width: number, height: number): Bar[] {
  const most = Math.max(1, ...days.map(({ posts }) => posts))
  const step = width / Math.max(1, days.length)
  return days.map(({ posts, positive, negative }, n) => {
    let top = height
    const part = (kind: Bar['parts'][number]['kind'], count: number) => {
      const tall = (count / most) * height
      top -= tall
      return { kind, y: top, height: tall }
    }
    const parts = [
      part('negative', negative),
      part('neutral', posts - positive - negative),
      part('positive', positive),
    ]
    return { x: n * step + step * 0.1, width: step * 0.8, parts: parts.filter(({ height }) => height > 0) }
  })
}

/** Draws a mean of −1 to 1 by day as lines; a day without posts has none, and interrupts its line. */
export function meanLines(
  days: readonly { posts: number; sentiment: number }[],
  width: number,
  height: number,
): string {
  const step = width / Math.max(1, days.length)
  let open = false
  return days
    .map(({ posts, sentiment }, n) => {
      if (posts === 0) {
        open = false
        return ''
      }
      const point = `${round(n * step + step / 2)} ${round(((1 - sentiment) / 2) * height)}`
      const drawn = open ? `L${point}` : `M${point}h0.01`
      open = true
      return drawn
    })
    .join('')
}

const round = (value: number) => Math.round(value * 100) / 100

/** Returns the largest day's posts: the top of the scale. */
export const topOf = (days: readonly Day[]): number => Math.max(0, ...days.map(({ posts }) => posts))
