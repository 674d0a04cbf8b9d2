import { byLine, type Segment } from './segments.ts'

/** A part of a page that is read in one go: lines of a column from the top, or a table. */
export type Part = { kind: 'column'; lines: Segment[] } | { kind: 'table'; rows: string[][] }

/** The least width between columns, in sizes of the letters. */
const GUTTER = 0.9
/** A line wider than this share of its area may lie across the columns. */
const WIDE = 0.6
const LINES_MIN = 2
const DEPTH_MAX = 4
/** In prose, at least this share of a column's lines continues the sentence of the line before; in a table hardly any does. */
const RUNNING_MIN = 0.3
const WORDS_MIN = 2.5

/**
 * Returns the parts of a page in reading order. Columns are told from tables by their lines: in a column each line continues
 * the one before, in a table lines are read from left to right.
 */
export function partsOf(segments: readonly Segment[], depth = 0): Part[] {
  if (segments.length === 0) return []
  const gutters = depth < DEPTH_MAX ? guttersOf(segments) : []
  if (gutters.length === 0) return [{ kind: 'column', lines: linesOf(segments) }]
  return bandsOf(segments, gutters).flatMap((band): Part[] => {
    const columns = columnsOf(band, gutters)
    if (columns.filter((column) => column.length > 0).length < 2)
      return [{ kind: 'column', lines: linesOf(band) }]
    const isTable = areAligned(columns) && !columns.every((column) => column.length === 0 || isProse(column))
    if (!isTable) return columns.flatMap((column) => partsOf(column, depth + 1))
    return [{ kind: 'table', rows: rowsOf(band, gutters) }]
  })
}

interface Gutter {
  left: number
  right: number
}

/** Finds strips from top to bottom that only wide lines cross, with lines on both sides. */
function guttersOf(segments: readonly Segment[]): Gutter[] {
  const [left, right] = [Math.min(...segments.map(({ x }) => x)), Math.max(...segments.map((s) => s.right))]
  const narrow = segments.filter((segment) => segment.right - segment.x < WIDE * (right - left))
  const usual = median(segments.map(({ size }) => size))
  const gutters: Gutter[] = []
  let reached = Number.NEGATIVE_INFINITY
  for (const segment of [...narrow].sort((a, b) => a.x - b.x)) {
    if (reached !== Number.NEGATIVE_INFINITY && segment.x - reached >= GUTTER * usual)
      gutters.push({ left: reached, right: segment.x })
    reached = Math.max(reached, segment.right)
  }
  const isBetweenLines = (gutter: Gutter, n: number) => {
    const from = gutters[n - 1]?.right ?? Number.NEGATIVE_INFINITY
    const to = gutters[n + 1]?.left ?? Number.POSITIVE_INFINITY
    const within = (low: number, high: number) =>
      narrow.filter((one) => one.x >= low && one.right <= high).length
    return within(from, gutter.left) >= LINES_MIN && within(gutter.right, to) >= LINES_MIN
  }
  return gutters.filter(isBetweenLines)
}

/** Separates lines that lie across all columns from the parts between them. */
function bandsOf(segments: readonly Segment[], gutters: readonly Gutter[]): Segment[][] {
  const bands: Segment[][] = []
  let isCrossing: boolean | null = null
  for (const line of byLine(segments, ({ size }) => size)) {
    const crosses = line.some(({ x, right }) =>
      gutters.some((gutter) => x < gutter.left && right > gutter.right),
    )
    if (crosses !== isCrossing) bands.push([])
    isCrossing = crosses
    bands.at(-1)?.push(...line)
  }
  return bands
}

const columnOf = ({ x }: Segment, gutters: readonly Gutter[]): number =>
  gutters.filter((gutter) => x >= gutter.right).length

function columnsOf(segments: readonly Segment[], gutters: readonly Gutter[]): Segment[][] {
  const columns: Segment[][] = Array.from({ length: gutters.length + 1 }, () => [])
  for (const segment of segments) columns[columnOf(segment, gutters)]?.push(segment)
  return columns
}

/** Tests whether at least half of the lines of the shorter columns stand level with one of the longest. */
function areAligned(columns: readonly Segment[][]): boolean {
  const [longest = [], ...others] = [...columns].sort((a, b) => b.length - a.length)
  const lines = others.flat()
  const level = lines.filter((line) =>
    longest.some(({ y, size }) => Math.abs(y - line.y) < 0.2 * Math.max(size, line.size)),
  )
  return level.length >= lines.length / 2
}

/** Tests whether the lines of a column continue one another. */
export function isProse(column: readonly Segment[]): boolean {
  const lines = linesOf(column)
  const words = lines.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0) / lines.length
  const running = lines.filter(({ text }, n) => n > 0 && /^[\p{Ll}]/u.test(text)).length
  return lines.length > 1 && words >= WORDS_MIN && running / (lines.length - 1) >= RUNNING_MIN
}

/** Groups the segments of one column into lines, from the top. */
export function linesOf(segments: readonly Segment[]): Segment[] {
  return byLine(segments, ({ size }) => size).map((line) => {
    const largest = line.reduce((one, other) => (other.size > one.size ? other : one))
    return {
      ...largest,
      text: line.map(({ text }) => text).join(' '),
      x: Math.min(...line.map(({ x }) => x)),
      right: Math.max(...line.map(({ right }) => right)),
    }
  })
}

/** Returns the rows of a table; a line with an empty first column continues the row above. */
function rowsOf(segments: readonly Segment[], gutters: readonly Gutter[]): string[][] {
  const rows: { cells: string[]; y: number }[] = []
  for (const line of byLine(segments, ({ size }) => size)) {
    const cells = columnsOf(line, gutters).map((cell) => cell.map(({ text }) => text).join(' '))
    const { y = 0, size = 0 } = line[0] ?? {}
    const above = rows.at(-1)
    const isMore =
      above && cells[0] === '' && above.y - y < 1.5 * size && cells.every((cell) => !/^[\d€$£]/.test(cell))
    if (isMore) above.cells = above.cells.map((cell, n) => `${cell} ${cells[n] ?? ''}`.trim())
    else rows.push({ cells, y })
    const last = rows.at(-1)
    if (last) last.y = y
  }
  return rows.map(({ cells }) => cells)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
