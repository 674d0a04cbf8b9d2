import { fold, words } from '#core/lib/text/text.ts'
import { daysImplied } from './cues.ts'
import { hasConcept, termOf, weightOf } from './vocabulary.ts'

/**
 * Phrases with one meaning, replaced by one word, and phrases with a misleading word, removed.
 */
const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/\bweek[- ]?ends?\b|\bfin(?:es)? de semana\b/g, 'weekend'],
  [
    /\b(?:gift (?:cards?|vouchers?)|(?:cartes?|cheques?|bons?) cadeaux?|(?:tarjetas?|cheques?|vales?) (?:de )?regalo)\b/g,
    'gift',
  ],
  [/\bcheck(?:ing)?[- ]in\b/g, 'checkin'],
  [/\bcheck(?:ing)?[- ]out\b/g, 'checkout'],
  [/\bwi[- ]fi\b/g, 'wifi'],
  [/\be[- ]mails?\b|\bcorreo electronico\b/g, 'email'],
  [/\brendez[- ]vous\b/g, 'rdv'],
  [/\bpick(?:ed|ing)?[- ]?up\b/g, 'pickup'],
  [/\bsend(?:ing)? (?:\w+ ){0,3}back\b/g, 'return'],
  [/\bbring (?:\w+ ){1,3}back\b/g, 'return'],
  [/\b(?:mon|my) money back\b/g, 'refund'],
  [
    /\bcredit cards?\b|\bcartes? (?:bancaires?|de credit|bleues?)\b|\btarjetas? de (?:credito|debito)\b/g,
    'card',
  ],
  [/\bjours ouvr(?:es|ables)\b|\b(?:working|business) days\b|\bdias (?:laborables|habiles)\b/g, 'days'],
  [/\bbusiness hours\b/g, 'hours'],
  [/\b(?:at least|au moins|al menos|como minimo)\b/g, 'minimum'],
  [/\byears? (?:old|of age)\b|\banos de edad\b|\bhow old\b/g, 'age'],
  [/\bnumero de (?:telephone|telefono|tel)\b|\bphone number\b/g, 'phone'],
  [/\bmot de passe\b/g, 'password'],
  [/\bpetits? dej(?:euners?)?\b/g, 'breakfast'],
  [/\bs il (?:vous|te) plait\b|\bpor favor\b/g, ' '],
]

const prepared = (text: string) =>
  PAIRS.reduce((said, [pattern, word]) => said.replace(pattern, word), fold(text))

/** Lists the terms of a question, each with its weight and the word in the text. */
export function weighedTerms(text: string): Map<string, { weight: number; said: string }> {
  const terms = new Map<string, { weight: number; said: string }>()
  for (const word of words(prepared(text))) {
    const weight = weightOf(word)
    // Numbers are compared by `coversFigures` instead.
    if (weight === 0 || /^\d+$/.test(word)) continue
    const term = termOf(word)
    const seen = terms.get(term)
    if (!seen || seen.weight < weight) terms.set(term, { weight, said: word })
  }
  return terms
}

export interface Said {
  terms: ReadonlySet<string>
  /** Words without a known meaning, where a typing error may hide. */
  spellings: readonly string[]
}

/** Lists the terms of a sentence, including days that it implies. */
export function said(text: string): Said {
  const terms = new Set<string>(daysImplied(text))
  const spellings = new Set<string>()
  for (const word of words(prepared(text))) {
    if (weightOf(word) === 0) continue
    terms.add(termOf(word))
    if (word.length >= 4) spellings.add(word)
  }
  if (terms.has('saturday') || terms.has('sunday')) terms.add('weekend')
  return { terms, spellings: [...spellings] }
}

/**
 * Tests whether the words are one slip apart (two in a long word) with the same first letter: “rembousement”,
 * “resturant”. Never for figures or known words.
 */
export function isMisspelling(word: string, of: string): boolean {
  if (word.length < 4 || /\d/.test(word) || word[0] !== of[0] || Math.abs(word.length - of.length) > 2)
    return false
  return slips(word, of) <= (Math.min(word.length, of.length) >= 8 ? 2 : 1)
}

export function mayBeMisspelt(word: string): boolean {
  return word.length >= 4 && !/\d/.test(word) && !hasConcept(word)
}

/** Returns the edit distance, where swapping two neighbours is one slip (optimal string alignment). */
function slips(a: string, b: string): number {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_unused, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY
      row.push(
        Math.min(
          (previous[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
          swap,
        ),
      )
    }
    before = previous
    previous = row
  }
  return previous[b.length] ?? 0
}
