import { stem } from '#core/lib/text/stem.ts'
import { isStopword } from '#core/lib/text/stopwords.ts'
import { fold, truncate } from '#core/lib/text/text.ts'

const TERMS = 3
const LABEL_MAX = 80
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu

/**
 * Names groups of texts by the words that set each apart from the others: class-wise TF-IDF (Grootendorst 2022), where a group counts as
 * one document. Function words of English, French and Spanish are left out, inflected forms count together, and a word of a single text
 * names nothing. `texts` and `labels`: the texts and the group of each, from 0; −1 for none, which are one more class.
 * Returns a name for each group: up to three words as people write them, or else the beginning of its first text.
 */
export function nameGroups(texts: readonly string[], labels: readonly number[]): string[] {
  const classes = new Map<number, { terms: Map<string, { count: number; texts: number }>; first: string }>()
  const everywhere = new Map<string, number>()
  const spellings = new Map<string, Map<string, number>>()
  let total = 0
  for (const [index, text] of texts.entries()) {
    const label = labels[index] ?? -1
    const own = classes.get(label) ?? { terms: new Map(), first: text }
    classes.set(label, own)
    const seen = new Set<string>()
    for (const { term, spelling } of termsOf(text)) {
      total++
      everywhere.set(term, (everywhere.get(term) ?? 0) + 1)
      const ofTerm = spellings.get(term) ?? new Map<string, number>()
      spellings.set(term, ofTerm.set(spelling, (ofTerm.get(spelling) ?? 0) + 1))
      const found = own.terms.get(term) ?? { count: 0, texts: 0 }
      own.terms.set(term, found)
      found.count++
      if (!seen.has(term)) found.texts++
      seen.add(term)
    }
  }
  const mean = total / Math.max(1, classes.size)
  const groups = 1 + labels.reduce((most, label) => Math.max(most, label), -1)
  return Array.from({ length: groups }, (_, label) => {
    const own = classes.get(label)
    const best = [...(own?.terms ?? [])]
      .filter(([, { texts }]) => texts > 1)
      .map(([term, { count }]) => ({
        term,
        weight: count * Math.log(1 + mean / (everywhere.get(term) ?? 1)),
      }))
      .sort((a, b) => b.weight - a.weight || (a.term < b.term ? -1 : 1))
      .slice(0, TERMS)
    return best.length === 0
      ? truncate(own?.first ?? '', LABEL_MAX)
      : truncate(best.map(({ term }) => usual(spellings.get(term))).join(' · '), LABEL_MAX)
  })
}

/** Returns the words of a text that say what it is about: how each is written, and the term that its forms share. */
function termsOf(text: string): { term: string; spelling: string }[] {
  return [...text.toLowerCase().matchAll(WORD)].flatMap(([spelling]) => {
    const folded = fold(spelling)
    return spelling.length < 2 || isStopword(folded) ? [] : [{ term: stem(folded), spelling }]
  })
}

/** Returns the spelling that is used most; of several the first of the alphabet. */
const usual = (spellings: ReadonlyMap<string, number> = new Map()): string =>
  [...spellings].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? ''
