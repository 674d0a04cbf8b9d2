/** A run of text on a page, as pdf.js gives it: `transform[5]` is its base line in points from the bottom. */
export interface TextRun {
  str: string
  transform: readonly number[]
  height: number
  hasEOL: boolean
}

/** From this many line heights on a gap is one between paragraphs. */
const PARAGRAPH_GAP = 1.7
/** Larger than the page's usual size by this factor, a line of its own is a heading. */
const HEADING_SIZE = 1.2
const HEADING_MAX = 120

interface Line {
  text: string
  /** Of the base line; null where the page does not say. */
  y: number
  size: number
}

/**
 * A page's runs as text: paragraphs apart, lines of large type as headings, words cut at the end of a line made whole. A
 * PDF knows none of these; they are read from where the letters stand.
 */
export function linesOf(runs: readonly TextRun[]): string {
  const lines = toLines(runs)
  const usual = usualSize(lines)
  let text = ''
  let before: Line | null = null
  const isLarge = ({ size, text: said }: Line) => size >= usual * HEADING_SIZE && said.length <= HEADING_MAX
  for (const line of lines) {
    const isHeading = isLarge(line)
    const gap = before ? Math.abs(before.y - line.y) : 0
    const isApart =
      before !== null &&
      (isHeading || isLarge(before) || gap > Math.max(before.size, line.size) * PARAGRAPH_GAP)
    const isCut = /\p{Ll}[-\u00ad]$/u.test(text) && /^\p{Ll}/u.test(line.text) && !isApart
    if (isCut) text = text.slice(0, -1)
    else if (before) text += isApart ? '\n\n' : '\n'
    text += isHeading ? `## ${line.text}` : line.text
    before = line
  }
  return text.trim()
}

function toLines(runs: readonly TextRun[]): Line[] {
  const lines: Line[] = []
  let open: Line = { text: '', y: 0, size: 0 }
  for (const { str, transform, height, hasEOL } of runs) {
    if (str.trim() !== '' && open.text.trim() === '') open.y = transform[5] ?? 0
    if (str.trim() !== '') open.size = Math.max(open.size, height)
    open.text += str
    if (!hasEOL) continue
    lines.push(open)
    open = { text: '', y: 0, size: 0 }
  }
  return [...lines, open]
    .map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() }))
    .filter(({ text }) => text !== '')
}

/** The size that most of the letters have. */
function usualSize(lines: readonly Line[]): number {
  const letters = new Map<number, number>()
  for (const { size, text } of lines) letters.set(size, (letters.get(size) ?? 0) + text.length)
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}
