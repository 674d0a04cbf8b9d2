/** Removes case and accents, so that `zoe` finds “Zoé”. */
export const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Tests whether every typed word begins a word of the label, in any order. */
export function matches(label: string, typed: string): boolean {
  const words = fold(label).split(/[^\p{L}\p{N}]+/u)
  return fold(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)))
}

export interface Part {
  /** Start of the part, in UTF-16 units. */
  at: number
  text: string
  hit: boolean
}

const WORDS = /[^\p{L}\p{N}]+/u

/** Splits a text into words that begin like the search, without case and accents, and the text between them. */
export function partsOf(text: string, sought: string): Part[] {
  // Maps each unit of the folded text to its place in the original.
  const from: number[] = []
  let folded = ''
  let at = 0
  for (const letter of text) {
    const plain = fold(letter)
    for (let unit = 0; unit < plain.length; unit++) from.push(at)
    folded += plain
    at += letter.length
  }
  from.push(text.length)
  const wanted = fold(sought)
    .split(WORDS)
    .filter(Boolean)
    .sort((a, b) => b.length - a.length)
  if (wanted.length === 0) return [{ at: 0, text, hit: false }]
  const parts: Part[] = []
  const add = (start: number, end: number, hit: boolean) => {
    if (end > start) parts.push({ at: start, text: text.slice(start, end), hit })
  }
  let done = 0
  for (const found of folded.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.join('|')})`, 'gu'))) {
    const [start = 0, end = 0] = [from[found.index], from[found.index + found[0].length]]
    add(done, start, false)
    add(start, end, true)
    done = end
  }
  add(done, text.length, false)
  return parts
}

const BEFORE = 30

/** Cuts a text so that it begins shortly before the match and a shortened line still shows it. */
export function fromMatch(text: string, sought: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const first = partsOf(line, sought).find(({ hit }) => hit)
  if (!first || first.at <= BEFORE) return line
  const cut = line.lastIndexOf(' ', first.at - BEFORE)
  return `… ${line.slice(cut + 1)}`
}
