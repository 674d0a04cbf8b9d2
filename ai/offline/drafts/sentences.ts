import { collapse, sentences, words } from '#core/lib/text/text.ts'

const WORDS_MIN = 3

/** Lists the sentences of a source that can stand in a post, each once, in order; headings and scraps are left out. */
export function sayable(text: string, wordsToAvoid: readonly string[]): string[] {
  const avoided = wordsToAvoid.map(spaced).filter((word) => word.trim() !== '')
  const found = sentences(text).map(({ start, end }) =>
    collapse(text.slice(start, end).replace(/^(?:[#>*•–-]+|\d+[.)])\s+/, '')),
  )
  return [...new Set(found)].filter(
    (sentence) =>
      words(sentence).length >= WORDS_MIN && !avoided.some((word) => spaced(sentence).includes(word)),
  )
}

const spaced = (text: string) => ` ${words(text).join(' ')} `

/** Counts the words and phrases of a list that a text has. */
export const countOf = (text: string, list: readonly string[]): number =>
  list.filter((word) => words(word).length > 0 && spaced(text).includes(spaced(word))).length
