/** Pure text handling shared by the domains and the offline engine. No vendor, no I/O. */

export interface Span {
  start: number
  end: number
}

const LIGATURES: Record<string, string> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  '’': "'",
  '‘': "'",
  ʼ: "'",
}
const UNSPACED = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}]'
const WORD = new RegExp(`${UNSPACED}|[[\\p{L}\\p{N}]--${UNSPACED}]+`, 'gv')
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const sentenceBreaks = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Returns a text in lower case without accents or ligatures, so that spellings of one word match. May change the length. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[œæßøłđ’‘ʼ]/g, (letter) => LIGATURES[letter] ?? letter)
    .normalize('NFC')
}

/**
 * Returns the folded words in order; elisions are split (`l’heure` → l, heure). Scripts without spaces give one word
 * per character.
 */
export function words(text: string): string[] {
  return fold(text).match(WORD) ?? []
}

/** Returns the words joined by single spaces, for matching phrase patterns. */
export function plain(text: string): string {
  return words(text).join(' ')
}

export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/**
 * Cuts a text to at most `max` graphemes (characters as people count them). If something was cut, the last one is an
 * ellipsis.
 */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text
  const kept: string[] = []
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length === max)
      return `${kept
        .slice(0, Math.max(0, max - 1))
        .join('')
        .trimEnd()}…`
    kept.push(segment)
  }
  return text
}

/** Returns the last grapheme boundary of `text` at or before `index`, but at least one grapheme after `from`. */
export function graphemeBoundary(text: string, from: number, index: number): number {
  let boundary = from
  for (const { segment } of graphemes.segment(text.slice(from, index + 64))) {
    if (boundary > from && boundary + segment.length > index) break
    boundary += segment.length
  }
  return boundary
}

const BLOCK_START = /^\s*(?:#{1,6}\s|[-*+•]\s|\d+[.)]\s|\||>|```|~~~)/
const HEADING = /^\s{0,3}#{1,6}\s/
/** A line at least this long whose sentence continues counts as wrapped by an editor, not ended by its writer. */
const WRAPPED_MIN = 60
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|approx|no|nr|mr|mrs|ms|dr|st|vs|etc|env|av|bd|tél|tel|p\.ex|sr|sra|ud|uds|pza|núm)\.\s*$/i

/**
 * Returns the sentences as spans without surrounding white space, in order, not overlapping; together they cover every
 * character that is not white space. A line break ends a sentence, unless the line was wrapped in the middle
 * of one.
 */
export function sentences(text: string): Span[] {
  const spans: Span[] = []
  let open: Span | null = null
  for (const { segment, index } of sentenceBreaks.segment(unwrapped(text))) {
    const start = index + segment.length - segment.trimStart().length
    const end = index + segment.trimEnd().length
    if (end <= start) continue
    const joined: boolean =
      open !== null &&
      ABBREVIATION.test(text.slice(open.start, index)) &&
      !text.slice(open.end, start).includes('\n')
    if (open && joined) {
      open.end = end
    } else {
      open = { start, end }
      spans.push(open)
    }
  }
  return spans
}

/** Replaces line breaks inside wrapped sentences with spaces. Keeps the length, so that positions stay valid. */
function unwrapped(text: string): string {
  if (!/[\r\n]/.test(text)) return text
  const parts: string[] = []
  let previous = ''
  for (const [, line = '', ending = ''] of text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    const runsOn =
      previous.length >= WRAPPED_MIN &&
      line.trim() !== '' &&
      !BLOCK_START.test(line) &&
      !HEADING.test(previous) &&
      !/[.!?…:;|]["”»)]?\s*$/.test(previous)
    if (runsOn) parts.push(' '.repeat(parts.pop()?.length ?? 0))
    parts.push(line, ending)
    previous = line
  }
  return parts.join('')
}

/**
 * Estimates the number of model tokens without a tokenizer: a quarter per ASCII letter or space, half per other Latin
 * letter, digit or sign, one per code unit of every other script. Errs on the high side; additive, so that
 * parts sum to the whole.
 */
export function estimateTokens(text: string): number {
  let quarters = 0
  for (let i = 0; i < text.length; i++) quarters += tokenQuarters(text.charCodeAt(i))
  return Math.ceil(quarters / 4)
}

/** Returns the estimate for one UTF-16 code unit, in quarters of a token. */
export function tokenQuarters(code: number): number {
  if (code === 32 || code === 10 || code === 13 || (code >= 97 && code <= 122) || (code >= 65 && code <= 90))
    return 1
  return code < 0x250 || (code >= 0x2010 && code <= 0x203a) ? 2 : 4
}
