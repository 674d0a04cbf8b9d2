import type { Draft } from '../reading.ts'
import { joined } from './hyphens.ts'
import { isProse, median } from './layout.ts'
import type { Segment } from './segments.ts'

/** From this many line heights on a gap is one between paragraphs. */
const PARAGRAPH_GAP = 1.7
/** Further apart than the lines around it by this factor is a paragraph of its own in widely set text. */
const WIDE_GAP = 1.3
/** Lines further apart than this are no text that is widely set. */
const LEADING_MAX = 2.2
/** Larger than what most of a document is written in by this factor, a line is a heading. */
const HEADING_SIZE = 1.2
const HEADING_MAX = 120
const LEVELS_MAX = 3
const BULLET = /^[•●▪■◦‣·○➢✓\ue000-\uf8ff–-]\s+(?=\S)/u
const NUMBER = /^(?:\d{1,2}|[a-z])[.)]\s+(?=\S)/
const ENDED = /[.!?…:;。！？]["”»’)]*$/

/** What the lines of a whole document have in common. */
export interface Measures {
  /** The size that most of its letters have. */
  body: number
  /** Sizes of headings, the largest first. */
  headings: readonly number[]
  /** Its words, folded to lower case: they tell whether a word that is cut at a line’s end has a hyphen of its own. */
  words: ReadonlySet<string>
}

export function measured(pages: readonly (readonly Segment[])[]): Measures {
  const letters = new Map<number, number>()
  const words = new Set<string>()
  for (const { size, text } of pages.flat()) {
    const rounded = sizeOf(size)
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length)
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*(?!-$)/gu) ?? [])
      words.add(word)
  }
  const body = [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
  const headings = [...letters.keys()].filter((size) => size >= body * HEADING_SIZE).sort((a, b) => b - a)
  return { body, headings, words }
}

const sizeOf = (size: number) => Math.round(size * 2) / 2

/** Lines of a column as headings, paragraphs and items. A page knows none of these; they are read from where its letters stand. */
export function paragraphsOf(lines: readonly Segment[], measures: Measures): Draft[] {
  const drafts: Draft[] = []
  // Lines of their own, such as a list, end where their writer ended them.
  const right = isProse(lines) ? Math.max(...lines.map((line) => line.right)) : Number.POSITIVE_INFINITY
  const leading = median(lines.slice(1).map((line, n) => (lines[n]?.y ?? 0) - line.y))
  const levelOf = (line: Segment) =>
    line.text.length <= HEADING_MAX ? measures.headings.indexOf(sizeOf(line.size)) + 1 : 0
  for (const [n, line] of lines.entries()) {
    const before = lines[n - 1]
    const level = levelOf(line)
    const last = drafts.at(-1)
    const gap = before ? before.y - line.y : 0
    const size = before ? Math.max(before.size, line.size) : line.size
    const isApart = gap > Math.max(PARAGRAPH_GAP * size, WIDE_GAP * Math.min(leading, LEADING_MAX * size))
    const isSameKind = before !== undefined && levelOf(before) === level
    const item = level === 0 ? itemOf(line.text) : null
    if (item) drafts.push(item)
    else if (!before || !last || last.kind === 'row' || isApart || !isSameKind)
      drafts.push(startOf(line.text, level))
    else last.text = joined(last.text, line.text, isBroken(before, line, right) ? '\n' : ' ', measures.words)
  }
  return drafts
}

const startOf = (text: string, level: number): Draft =>
  level > 0 ? { kind: 'heading', level: Math.min(level, LEVELS_MAX), text } : { kind: 'text', text }

function itemOf(text: string): Draft | null {
  const bullet = BULLET.exec(text)?.[0]
  if (bullet !== undefined) return { kind: 'item', level: 1, mark: '-', text: text.slice(bullet.length) }
  const number = NUMBER.exec(text)?.[0]
  return number === undefined
    ? null
    : { kind: 'item', level: 1, mark: number.trim(), text: text.slice(number.length) }
}

/** The writer ended the line: what follows would have fitted on it, and does not go on with its sentence. */
function isBroken(before: Segment, line: Segment, right: number): boolean {
  if (runsOn(before.text, line.text)) return false
  const letter = (line.right - line.x) / Math.max(1, line.text.length)
  const word = /^\S+/.exec(line.text)?.[0].length ?? 0
  return before.right + (word + 1) * letter < right
}

/** Whether one goes on with the sentence of the other. */
const runsOn = (before: string, after: string): boolean =>
  !ENDED.test(before) && (/^[\p{Ll}]/u.test(after) || /[\p{L}][-\u00ad]$/u.test(before))

/** Adds what comes next, of the next column or page: a sentence that goes on there stays one. */
export function append(drafts: Draft[], more: readonly Draft[], words: ReadonlySet<string>): void {
  const [first, ...rest] = more
  const last = drafts.at(-1)
  if (
    first?.kind === 'text' &&
    last &&
    (last.kind === 'text' || last.kind === 'item') &&
    runsOn(last.text, first.text)
  ) {
    last.text = joined(last.text, first.text, ' ', words)
    drafts.push(...rest)
  } else drafts.push(...more)
}
