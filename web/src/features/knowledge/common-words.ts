/** Part of a text; `at` is where it begins. */
export interface Part {
  text: string
  at: number
  isCommon: boolean
}

/** Shorter words are in every sentence. */
const LETTERS_MIN = 4
/** Letters at the end in which two forms of a word may differ: deliver, delivery; livrer, livraison. */
const ENDING = 3

/**
 * A text with the words marked that a question has too, inflection and accents apart: what a person sees at once that the
 * search saw. It explains a find and decides nothing.
 */
export function commonWords(question: string, text: string): Part[] {
  const stems = wordsOf(question).map(({ word }) => stemOf(word))
  const parts: Part[] = []
  let done = 0
  for (const { word, at } of wordsOf(text)) {
    const stem = stemOf(word)
    if (!stems.some((other) => isSame(stem, other))) continue
    if (at > done) parts.push({ text: text.slice(done, at), at: done, isCommon: false })
    parts.push({ text: word, at, isCommon: true })
    done = at + word.length
  }
  if (done < text.length) parts.push({ text: text.slice(done), at: done, isCommon: false })
  return parts
}

const wordsOf = (text: string) =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)]
    .map((match) => ({ word: match[0], at: match.index }))
    .filter(({ word }) => word.length >= LETTERS_MIN || /\d/.test(word))

/** Endings differ in length: one form may lose more of its stem than the other. */
const isSame = (a: string, b: string) =>
  a === b || (!/\d/.test(a + b) && (a.startsWith(b) || b.startsWith(a)))

function stemOf(word: string): string {
  const folded = word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
  return /\d/.test(folded) ? folded : folded.slice(0, Math.max(LETTERS_MIN, folded.length - ENDING))
}

/** How a score reads in words. 0: the model has not seen the text, its words alone were found. */
export function nearness(score: number): 'very' | 'near' | 'loose' | 'words' {
  if (score >= 0.55) return 'very'
  if (score >= 0.3) return 'near'
  return score > 0 ? 'loose' : 'words'
}
