import { fold } from '#core/lib/text/text.ts'

/** So many words in a row, the same in both texts, are a passage that was copied. Shorter ones are idioms. */
export const COPIED_WORDS = 8

const WORD = /[\p{L}\p{N}]+/gu

interface Word {
  said: string
  start: number
  end: number
}

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    said: fold(word),
    start: index,
    end: index + word.length,
  }))

/**
 * Returns the longest passage of a text that another text has too, as the first text writes it; null where none has
 * `COPIED_WORDS` words. Case, accents, punctuation and line breaks do not count.
 */
export function copiedPassage(text: string, from: string): { passage: string; words: number } | null {
  const [mine, theirs] = [wordsOf(text), wordsOf(from)]
  let best = { end: 0, words: 0 }
  // The longest run that ends at each pair of words, row by row.
  let previous = new Uint16Array(theirs.length + 1)
  for (const [i, word] of mine.entries()) {
    const row = new Uint16Array(theirs.length + 1)
    for (let j = 0; j < theirs.length; j++) {
      if (word.said !== theirs[j]?.said) continue
      const run = (previous[j] ?? 0) + 1
      row[j + 1] = run
      if (run > best.words) best = { end: i, words: run }
    }
    previous = row
  }
  const [first, last] = [mine[best.end - best.words + 1], mine[best.end]]
  if (best.words < COPIED_WORDS || !first || !last) return null
  return { passage: text.slice(first.start, last.end), words: best.words }
}
