/** The parts that all readers share: their result, and the functions that write it. Nothing here knows a format. */

/** Raised whenever a reader reads the same bytes differently: documents read by an older version are then read again. */
export const READER_VERSION = 3
/** Characters of text that a document may hold. */
export const TEXT_MAX = 1_000_000
export const TITLE_MAX = 200

/**
 * A part of a text, by its place in it (UTF-16 code units). A `heading` and an `item` have a level from 1. An item begins
 * with its mark and a space (`- `, `3. `); a row has ` | ` between its cells, and `isHead` if it names the columns.
 */
export interface Block {
  kind: 'heading' | 'text' | 'item' | 'row'
  start: number
  end: number
  level?: number
  isHead?: true
}

/**
 * The content of a file that its text leaves out. `characters`: glyphs without a letter. `pages`: pages without text, such as scans. `hidden`,
 * `struck`: places whose words the file hides or has crossed out. `layers`: switched-off layers. `embedded`: other files and media.
 * `formulas`: those that are too large to be written out whole.
 */
export const UNREAD = [
  'characters',
  'pages',
  'pictures',
  'charts',
  'diagrams',
  'embedded',
  'choices',
  'hidden',
  'struck',
  'layers',
  'formulas',
] as const
export type UnreadKind = (typeof UNREAD)[number]
export interface Unread {
  what: UnreadKind
  count: number
}

/** A file as people read it: plain text, and a list of its parts. */
export interface Reading {
  title: string | null
  text: string
  blocks: Block[]
  unread: Unread[]
}

/** A part that a reader has found, before it is written out. */
export type Draft =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'item'; level: number; mark: string; text: string }
  | { kind: 'row'; cells: string[]; isHead: boolean }

export class Tally {
  readonly #counts = new Map<UnreadKind, number>()
  add(what: UnreadKind, count = 1): void {
    if (count > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + count)
  }
  list(): Unread[] {
    return [...this.#counts].map(([what, count]) => ({ what, count }))
  }
}

/** Writes drafts as one text. Lines of a list or a table stand together, anything else is set apart. */
export function compose(drafts: readonly Draft[], tally: Tally, title: string | null = null): Reading {
  const parts: string[] = []
  const blocks: Block[] = []
  let length = 0
  let before: Draft['kind'] | null = null
  for (const draft of drafts) {
    const said = draft.kind === 'row' ? rowText(draft.cells, tally) : readable(draft.text, tally)
    if (said === '') continue
    const { kind } = draft
    const isTogether = kind === before && (kind === 'item' || kind === 'row')
    const indent = kind === 'item' ? '  '.repeat(Math.min(6, draft.level - 1)) : ''
    const gap = (before === null ? '' : isTogether ? '\n' : '\n\n') + indent
    const text =
      kind === 'item' ? `${draft.mark} ${said}` : kind === 'heading' ? said.replaceAll('\n', ' ') : said
    const start = length + gap.length
    blocks.push({
      kind,
      start,
      end: start + text.length,
      ...('level' in draft ? { level: draft.level } : {}),
      ...(kind === 'row' && draft.isHead ? { isHead: true } : {}),
    })
    parts.push(gap, text)
    length = start + text.length
    before = kind
  }
  return { title, text: parts.join(''), blocks, unread: tally.list() }
}

const rowText = (cells: readonly string[], tally: Tally): string => {
  const said = cells.map((cell) => readable(cell, tally).replaceAll('\n', ' ').replaceAll(' | ', ' / '))
  return said.some((cell) => cell !== '') ? said.join(' | ').trim() : ''
}

/** Signs that nobody sees: control characters, glyphs without a letter, halves of characters, and icons of a font. */
const NO_LETTER = /[[\p{Cc}\p{Co}\p{Cs}\ufffd\ufffe\uffff]--[\t\n\r]]/gv
/** Signs between letters that serve typesetting alone. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g

/** Returns lines without needless space and without signs that are no letters, which are counted. */
function readable(text: string, tally: Tally): string {
  const kept = text.replace(NO_LETTER, () => {
    tally.add('characters')
    return ''
  })
  return kept
    .replace(INVISIBLE, '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

export const TICKED = '☑'
export const UNTICKED = '☐'
export const box = (isTicked: boolean): string => (isTicked ? TICKED : UNTICKED)

const BOLD_TITLE_MAX = 80
/** Tests whether a bold line of its own is a title, that is, short and no sentence. */
export const isTitle = (text: string): boolean =>
  text.length <= BOLD_TITLE_MAX && !/[.!:;,…☑☐]$/.test(text) && !text.includes('\n')
