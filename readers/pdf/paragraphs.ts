import type { Draft } from '../reading.ts'
import { joined } from './hyphens.ts'
import { isProse, median } from './layout.ts'
import type { Segment } from './segments.ts'

/** A gap of at least this many line heights separates paragraphs. */
const PARAGRAPH_GAP = 1.7
/** In widely set text, a line further from the one before by this factor begins a paragraph. */
const WIDE_GAP = 1.3
/** Lines further apart than this do not count as widely set text. */
const LEADING_MAX = 2.2
/** A line whose letters are larger than most of the document by this factor is a heading. */
const HEADING_SIZE = 1.2
const HEADING_MAX = 120
const LEVELS_MAX = 3
const BULLET = /^[•●▪■◦‣·○➢✓\ue000-\uf8ff–-]\s+(?=\S)/u
const NUMBER = /^(?:\d{1,2}|[a-z])[.)]\s+(?=\S)/
const ENDED = /[.!?…:;。！？]["”»’)]*$/

/** Measures of a whole document. */
export interface Measures {
  /** The size of most of its letters. */
  body: number
  /** Sizes of headings, the largest first. */
  headings: readonly number[]
  /** Its words in lower case: they tell whether a word cut at a line’s end has a hyphen of its own. */
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

/** Groups the lines of a column into headings, paragraphs and items. A page does not mark these; the places of its letters tell them. */
export function paragraphsOf(lines: readonly Segment[], measures: Measures): Draft[] {
  const drafts: Draft[] = []
  // Separate lines, such as a list's, end where their author ended them.
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

/** Tests whether the author ended the line: the next word would have fitted, and the next line does not continue the sentence. */
function isBroken(before: Segment, line: Segment, right: number): boolean {
  if (runsOn(before.text, line.text)) return false
  const letter = (line.right - line.x) / Math.max(1, line.text.length)
  const word = /^\S+/.exec(line.text)?.[0].length ?? 0
  return before.right + (word + 1) * letter < right
}

/** Tests whether the second text continues the sentence of the first. */
const runsOn = (before: string, after: string): boolean =>
  !ENDED.test(before) && (/^[\p{Ll}]/u.test(after) || /[\p{L}][-\u00ad]$/u.test(before))

/** Adds the drafts of the next column or page: a sentence that continues there stays whole. */
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
