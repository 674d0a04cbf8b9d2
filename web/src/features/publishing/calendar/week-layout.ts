/** Height of a post in the week, in minutes: it goes out at one moment, but must be readable. */
export const DRAWN_MINUTES = 45
const DAY_MINUTES = 24 * 60

/** Items drawn together in a day. */
interface Placed<T> {
  items: T[]
  /** The minute of the day at which it is drawn. */
  top: number
  /** Index of its lane among the lanes side by side. */
  lane: number
  lanes: number
  /** True if its items are hidden behind “more”. */
  more: boolean
}

/** Returns the minutes since midnight of `2026-11-20T09:30`. */
export const minuteOf = (wall: string): number => Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16))

/** Formats minutes since midnight: `09:30` for 570. */
export const clockOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')

/**
 * Puts overlapping items into lanes side by side, `most` at most; if there are more, the last lane holds “more”. Nothing is
 * covered, and an item that would end after midnight is drawn earlier.
 */
export function layOut<T>(items: readonly T[], minute: (item: T) => number, most: number): Placed<T>[] {
  const starts = items
    .map((item) => ({ item, top: Math.min(minute(item), DAY_MINUTES - DRAWN_MINUTES) }))
    .sort((one, other) => one.top - other.top)
  return clustersOf(starts).flatMap((cluster) => {
    const all = inLanes(cluster, Number.POSITIVE_INFINITY)
    const lanes = 1 + Math.max(...all.map(({ lane }) => lane))
    if (lanes <= most) return all.map(({ item, top, lane }) => one(item, top, lane, lanes))
    const some = inLanes(cluster, most - 1)
    const shown = some.filter(({ lane }) => lane < most - 1)
    const hidden = some.filter(({ lane }) => lane === most - 1)
    return [
      ...shown.map(({ item, top, lane }) => one(item, top, lane, most)),
      ...stacked(hidden).map(({ items, top }) => ({
        items,
        top,
        lane: most - 1,
        lanes: most,
        // A single item fits in the place of “1 more”.
        more: items.length > 1,
      })),
    ]
  })
}

interface Start<T> {
  item: T
  top: number
}

const one = <T>(item: T, top: number, lane: number, lanes: number): Placed<T> => ({
  items: [item],
  top,
  lane,
  lanes,
  more: false,
})

/** Groups items that overlap, directly or through others. */
function clustersOf<T>(starts: readonly Start<T>[]): Start<T>[][] {
  const clusters: Start<T>[][] = []
  for (const start of starts) {
    const last = clusters.at(-1)?.at(-1)
    if (last && start.top < last.top + DRAWN_MINUTES) clusters.at(-1)?.push(start)
    else clusters.push([start])
  }
  return clusters
}

/** Puts each item into the first lane that is free at its time, or into lane `most` if none is. */
function inLanes<T>(cluster: readonly Start<T>[], most: number): (Start<T> & { lane: number })[] {
  const freeAt: number[] = []
  return cluster.map((start) => {
    const free = freeAt.findIndex((at) => at <= start.top)
    const lane = free >= 0 ? free : Math.min(freeAt.length, most)
    if (lane < most) freeAt[lane] = start.top + DRAWN_MINUTES
    return { ...start, lane }
  })
}

/** Groups hidden items so that each “more” stands for those that it covers. */
function stacked<T>(hidden: readonly Start<T>[]): { items: T[]; top: number }[] {
  const stacks: { items: T[]; top: number }[] = []
  for (const { item, top } of hidden) {
    const last = stacks.at(-1)
    if (last && top < last.top + DRAWN_MINUTES) last.items.push(item)
    else stacks.push({ items: [item], top })
  }
  return stacks
}
