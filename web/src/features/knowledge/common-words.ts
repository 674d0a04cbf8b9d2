/** Part of a text; `at` is its start. */
export interface Part {
  text: string
  at: number
  isCommon: boolean
}

/** Shorter words are in every sentence, so they are not marked. */
const LETTERS_MIN = 4
/** Number of final letters in which two forms of a word may differ: deliver, delivery; livrer, livraison. */
const ENDING = 3

/**
 * Marks the words of a text that the question has too, regardless of inflection and accents. It only helps a person to see why
 * a passage was found; it decides nothing.
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

/** Compares stems. Endings differ in length, so one form may lose more of its stem than the other. */
const isSame = (a: string, b: string) =>
  a === b || (!/\d/.test(a + b) && (a.startsWith(b) || b.startsWith(a)))

function stemOf(word: string): string {
  const folded = word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
  return /\d/.test(folded) ? folded : folded.slice(0, Math.max(LETTERS_MIN, folded.length - ENDING))
}

/** Grades a score for people. 0 means that the model has not seen the text and only its words matched. */
export function nearness(score: number): 'very' | 'near' | 'loose' | 'words' {
  if (score >= 0.55) return 'very'
  if (score >= 0.3) return 'near'
  return score > 0 ? 'loose' : 'words'
}
