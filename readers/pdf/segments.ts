import { shifted } from '../inline.ts'
import type { Run } from './runs.ts'

/** Runs that stand together on a line: words of one column, or a cell. */
export interface Segment {
  text: string
  x: number
  right: number
  y: number
  size: number
}

/** In sizes of the letters: wider than any space between words, even in a justified line. */
const GAP = 1.2
const SPACE = 0.15
/** Within this distance from a base line are the letters of the line, and any raised and lowered ones. */
const SAME_LINE = 0.5
const DOTS = /\s*(?:[.·…_]\s?){4,}\s*/g
const RIGHT_TO_LEFT = /[\p{sc=Hebrew}\p{sc=Arabic}]/u

export function segmentsOf(runs: readonly Run[]): Segment[] {
  return byLine(runs, ({ size }) => size).flatMap(segmentsIn)
}

/** Groups pieces by line, from the top; each line from left to right. */
export function byLine<Piece extends { x: number; y: number }>(
  pieces: readonly Piece[],
  sizeOf: (piece: Piece) => number,
): Piece[][] {
  const lines: { y: number; size: number; pieces: Piece[] }[] = []
  for (const piece of [...pieces].sort((a, b) => b.y - a.y || a.x - b.x)) {
    const line = lines.at(-1)
    const size = sizeOf(piece)
    if (line && Math.abs(line.y - piece.y) < SAME_LINE * Math.max(line.size, size)) {
      line.pieces.push(piece)
      if (size > line.size) Object.assign(line, { y: piece.y, size })
    } else lines.push({ y: piece.y, size, pieces: [piece] })
  }
  return lines.map((line) => line.pieces.sort((a, b) => a.x - b.x))
}

function segmentsIn(line: readonly Run[]): Segment[] {
  const segments: Run[][] = []
  let right = Number.NEGATIVE_INFINITY
  for (const run of line) {
    const open = segments.at(-1)
    const size = Math.max(run.size, open?.at(-1)?.size ?? 0)
    if (open && run.x - right <= GAP * size) open.push(run)
    else segments.push([run])
    right = Math.max(right, run.x + run.width)
  }
  return segments.map(segmentOf)
}

function segmentOf(runs: readonly Run[]): Segment {
  const largest = runs.reduce((one, other) => (other.size > one.size ? other : one))
  const isBackwards = runs.filter(({ text }) => RIGHT_TO_LEFT.test(text)).length > runs.length / 2
  let text = ''
  let end = Number.NaN
  for (const run of isBackwards ? [...runs].reverse() : runs) {
    const gap = isBackwards ? end - (run.x + run.width) : run.x - end
    const rise = (run.y - largest.y) / largest.size
    const isSmall = run.size < largest.size * 0.85
    const way = isSmall && rise > 0.15 ? 'up' : isSmall && rise < -0.08 ? 'down' : null
    if (text !== '' && (run.isApart || gap > SPACE * largest.size)) text += ' '
    text += way === null ? run.text : shifted(text, run.text, way)
    end = isBackwards ? run.x : run.x + run.width
  }
  return {
    text: text.replace(DOTS, ' ').trim(),
    x: Math.min(...runs.map(({ x }) => x)),
    right: Math.max(...runs.map(({ x, width }) => x + width)),
    y: largest.y,
    size: largest.size,
  }
}
